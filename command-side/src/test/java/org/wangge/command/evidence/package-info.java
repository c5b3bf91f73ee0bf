@NullMarked
package org.wangge.command.evidence;

import org.jspecify.annotations.NullMarked;
