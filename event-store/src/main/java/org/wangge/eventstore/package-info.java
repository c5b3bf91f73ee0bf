/** The log: immutable events on PostgreSQL behind Axon's storage interface. */
@NullMarked
package org.wangge.eventstore;

import org.jspecify.annotations.NullMarked;
