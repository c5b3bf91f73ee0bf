/** Inspections and their corrections (检查). */
@NullMarked
package org.wangge.api.inspection;

import org.jspecify.annotations.NullMarked;
