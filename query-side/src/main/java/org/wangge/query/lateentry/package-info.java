/** What was written in afterwards, and which incident it bears on (补录). */
@NullMarked
package org.wangge.query.lateentry;

import org.jspecify.annotations.NullMarked;
