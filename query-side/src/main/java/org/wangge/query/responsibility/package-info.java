/** Who answered for a grid, in which role, since when (责任台账). */
@NullMarked
package org.wangge.query.responsibility;

import org.jspecify.annotations.NullMarked;
