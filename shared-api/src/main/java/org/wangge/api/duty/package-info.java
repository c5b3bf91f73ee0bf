/** Recurring duties and their occurrences (职责任务, 应履职时段). */
@NullMarked
package org.wangge.api.duty;

import org.jspecify.annotations.NullMarked;
