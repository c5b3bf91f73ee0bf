/** The command side's desk, tested over HTTP; and the {@link org.wangge.command.CommandSide} that other tests start. */
@NullMarked
package org.wangge.command;

import org.jspecify.annotations.NullMarked;
