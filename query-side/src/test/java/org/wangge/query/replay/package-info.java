@NullMarked
package org.wangge.query.replay;

import org.jspecify.annotations.NullMarked;
