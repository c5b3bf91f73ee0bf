@NullMarked
package org.wangge.query.timeline;

import org.jspecify.annotations.NullMarked;
