/** Recurring duties and their windows (职责任务). */
@NullMarked
package org.wangge.command.duty;

import org.jspecify.annotations.NullMarked;
