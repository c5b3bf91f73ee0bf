/** What is overdue now or at a past instant, and whose it is (超时清单). */
@NullMarked
package org.wangge.query.overdue;

import org.jspecify.annotations.NullMarked;
