/** The whole system from outside: journeys over HTTP, kills, and the rules that hold the two sides apart. */
@NullMarked
package org.wangge.standalone;

import org.jspecify.annotations.NullMarked;
