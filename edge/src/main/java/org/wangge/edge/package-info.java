/** The edge: what every HTTP door of both sides has in common. Each side imports {@link org.wangge.edge.EdgeConfiguration}. */
@NullMarked
package org.wangge.edge;

import org.jspecify.annotations.NullMarked;
