/** What Wangge is measured against: stock Axon on JPA and on JDBC, and entities with a hand-written audit table. Never shipped. */
@NullMarked
package org.wangge.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
