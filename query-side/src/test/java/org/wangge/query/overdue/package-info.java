@NullMarked
package org.wangge.query.overdue;

import org.jspecify.annotations.NullMarked;
