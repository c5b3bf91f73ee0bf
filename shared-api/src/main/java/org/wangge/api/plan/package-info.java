/** The rules by which responsibility is judged; until plans are data, the documented defaults (实施方案). */
@NullMarked
package org.wangge.api.plan;

import org.jspecify.annotations.NullMarked;
