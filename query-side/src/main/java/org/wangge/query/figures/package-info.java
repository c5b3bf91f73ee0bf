/** Counts, rates and times by grid, unit, category, month (统计). */
@NullMarked
package org.wangge.query.figures;

import org.jspecify.annotations.NullMarked;
