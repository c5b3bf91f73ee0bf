/** Both sides in one process on an embedded PostgreSQL: the only place that sees both. */
@NullMarked
package org.wangge.standalone;

import org.jspecify.annotations.NullMarked;
