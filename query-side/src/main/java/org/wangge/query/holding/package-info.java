/** Who held a case from when to when, and on whose clock (流转台账). */
@NullMarked
package org.wangge.query.holding;

import org.jspecify.annotations.NullMarked;
