/** What JSON may come in and how values look going out: strict, with the bad field named. */
@NullMarked
package org.wangge.edge.json;

import org.jspecify.annotations.NullMarked;
