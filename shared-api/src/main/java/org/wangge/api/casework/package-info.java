/** Cases in the closed loop (事件/隐患/案卷). */
@NullMarked
package org.wangge.api.casework;

import org.jspecify.annotations.NullMarked;
