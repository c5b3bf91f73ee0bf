@NullMarked
package org.wangge.command.inspection;

import org.jspecify.annotations.NullMarked;
