/** Other systems' tables become events (导入). */
@NullMarked
package org.wangge.api.imports;

import org.jspecify.annotations.NullMarked;
