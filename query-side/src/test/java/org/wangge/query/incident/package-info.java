@NullMarked
package org.wangge.query.incident;

import org.jspecify.annotations.NullMarked;
