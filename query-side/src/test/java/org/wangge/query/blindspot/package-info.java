@NullMarked
package org.wangge.query.blindspot;

import org.jspecify.annotations.NullMarked;
