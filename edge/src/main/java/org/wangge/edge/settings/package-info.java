/** What can be set about the edge. */
@NullMarked
package org.wangge.edge.settings;

import org.jspecify.annotations.NullMarked;
