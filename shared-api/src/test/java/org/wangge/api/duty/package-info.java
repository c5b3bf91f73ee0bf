@NullMarked
package org.wangge.api.duty;

import org.jspecify.annotations.NullMarked;
