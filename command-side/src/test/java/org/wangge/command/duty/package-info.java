@NullMarked
package org.wangge.command.duty;

import org.jspecify.annotations.NullMarked;
