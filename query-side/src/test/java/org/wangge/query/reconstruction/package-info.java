@NullMarked
package org.wangge.query.reconstruction;

import org.jspecify.annotations.NullMarked;
