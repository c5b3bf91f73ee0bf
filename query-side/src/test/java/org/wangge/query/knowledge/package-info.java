@NullMarked
package org.wangge.query.knowledge;

import org.jspecify.annotations.NullMarked;
