/** Grids and who answers for them (网格, 责任). */
@NullMarked
package org.wangge.api.grid;

import org.jspecify.annotations.NullMarked;
