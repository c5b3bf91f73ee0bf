/** Who was told what, and who knew (知情). */
@NullMarked
package org.wangge.query.knowledge;

import org.jspecify.annotations.NullMarked;
