/** Bytes in, hash out (证据). */
@NullMarked
package org.wangge.command.evidence;

import org.jspecify.annotations.NullMarked;
