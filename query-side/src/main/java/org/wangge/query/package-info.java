/** The query side: ledgers and answers over HTTP. The rooms below are named after the reader's question. */
@NullMarked
package org.wangge.query;

import org.jspecify.annotations.NullMarked;
