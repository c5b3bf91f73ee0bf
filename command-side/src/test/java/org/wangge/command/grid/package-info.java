/** Grids and responsibilities, tested over HTTP. */
@NullMarked
package org.wangge.command.grid;

import org.jspecify.annotations.NullMarked;
