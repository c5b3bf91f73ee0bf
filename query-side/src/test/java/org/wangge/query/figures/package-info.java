@NullMarked
package org.wangge.query.figures;

import org.jspecify.annotations.NullMarked;
