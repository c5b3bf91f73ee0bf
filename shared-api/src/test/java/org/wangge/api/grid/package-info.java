/** The roster, against an oracle. */
@NullMarked
package org.wangge.api.grid;

import org.jspecify.annotations.NullMarked;
