@NullMarked
package org.wangge.command.incident;

import org.jspecify.annotations.NullMarked;
