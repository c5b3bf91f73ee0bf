/** Other systems' tables become events (导入). */
@NullMarked
package org.wangge.command.imports;

import org.jspecify.annotations.NullMarked;
