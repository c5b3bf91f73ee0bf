/** The log under test. */
@NullMarked
package org.wangge.eventstore;

import org.jspecify.annotations.NullMarked;
