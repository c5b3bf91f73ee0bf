/** How read models keep every version of a row, by when it held and by when that was recorded (DESIGN.md section 6). */
@NullMarked
package org.wangge.query.version;

import org.jspecify.annotations.NullMarked;
