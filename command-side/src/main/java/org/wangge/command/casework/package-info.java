/** Cases in the closed loop (事件/隐患). */
@NullMarked
package org.wangge.command.casework;

import org.jspecify.annotations.NullMarked;
