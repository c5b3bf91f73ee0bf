/** How a view follows the log, says how far it has come, and is rebuilt while the old one serves. */
@NullMarked
package org.wangge.query.replay;

import org.jspecify.annotations.NullMarked;
