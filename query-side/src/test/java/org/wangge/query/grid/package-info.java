@NullMarked
package org.wangge.query.grid;

import org.jspecify.annotations.NullMarked;
