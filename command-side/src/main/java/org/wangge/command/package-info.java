/** The command side: what every capability needs to accept a command. The capabilities are the packages below. */
@NullMarked
package org.wangge.command;

import org.jspecify.annotations.NullMarked;
