/** What a query that cannot be answered gets: RFC 9457 problems that name the bad parameter. */
@NullMarked
package org.wangge.query.problem;

import org.jspecify.annotations.NullMarked;
