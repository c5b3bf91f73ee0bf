@NullMarked
package org.wangge.query.responsibility;

import org.jspecify.annotations.NullMarked;
