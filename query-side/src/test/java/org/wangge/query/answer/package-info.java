@NullMarked
package org.wangge.query.answer;

import org.jspecify.annotations.NullMarked;
