/** The tree of grids and the names of units, which every other view is filtered by (网格). */
@NullMarked
package org.wangge.query.grid;

import org.jspecify.annotations.NullMarked;
