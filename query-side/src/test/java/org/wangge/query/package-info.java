@NullMarked
package org.wangge.query;

import org.jspecify.annotations.NullMarked;
