@NullMarked
package org.wangge.query.holding;

import org.jspecify.annotations.NullMarked;
