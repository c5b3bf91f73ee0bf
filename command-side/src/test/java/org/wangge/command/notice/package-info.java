@NullMarked
package org.wangge.command.notice;

import org.jspecify.annotations.NullMarked;
