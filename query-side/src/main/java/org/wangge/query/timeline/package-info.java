/** Every event in order and in words (时间线). */
@NullMarked
package org.wangge.query.timeline;

import org.jspecify.annotations.NullMarked;
