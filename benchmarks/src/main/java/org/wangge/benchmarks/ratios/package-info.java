/** Wangge beside its peers, in turn on one machine, and the table that is made of it. Run by hand: nothing here is part of the product. */
@NullMarked
package org.wangge.benchmarks.ratios;

import org.jspecify.annotations.NullMarked;
