/** Grids and who answers for them (网格与责任). */
@NullMarked
package org.wangge.command.grid;

import org.jspecify.annotations.NullMarked;
