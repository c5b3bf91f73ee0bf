@NullMarked
package org.wangge.query.lateentry;

import org.jspecify.annotations.NullMarked;
