/** Where and when nobody answers (盲区), and proof that somebody does. */
@NullMarked
package org.wangge.query.blindspot;

import org.jspecify.annotations.NullMarked;
