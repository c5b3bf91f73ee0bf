/** Tests of the edge: a small application on real Tomcat and real PostgreSQL. */
@NullMarked
package org.wangge.edge;

import org.jspecify.annotations.NullMarked;
