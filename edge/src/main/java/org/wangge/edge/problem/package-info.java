/** Problem documents (RFC 9457): the one form in which every error leaves Wangge, whichever layer found it. */
@NullMarked
package org.wangge.edge.problem;

import org.jspecify.annotations.NullMarked;
