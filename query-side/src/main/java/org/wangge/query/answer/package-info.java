/** How an answer leaves: lists by keyset pages as JSON, whole ledgers as CSV and XLSX (DESIGN.md section 7). */
@NullMarked
package org.wangge.query.answer;

import org.jspecify.annotations.NullMarked;
