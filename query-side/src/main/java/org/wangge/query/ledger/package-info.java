/** Ledgers of cases, inspections, duties and their occurrences (台账). */
@NullMarked
package org.wangge.query.ledger;

import org.jspecify.annotations.NullMarked;
