/** What a capability may ask about the things of another, answered from the log itself. */
@NullMarked
package org.wangge.command.directory;

import org.jspecify.annotations.NullMarked;
