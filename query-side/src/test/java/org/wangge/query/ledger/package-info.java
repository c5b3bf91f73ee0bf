@NullMarked
package org.wangge.query.ledger;

import org.jspecify.annotations.NullMarked;
