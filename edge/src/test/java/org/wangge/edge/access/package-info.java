/** Tests of signing in. */
@NullMarked
package org.wangge.edge.access;

import org.jspecify.annotations.NullMarked;
