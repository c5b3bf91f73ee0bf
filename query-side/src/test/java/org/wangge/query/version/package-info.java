@NullMarked
package org.wangge.query.version;

import org.jspecify.annotations.NullMarked;
