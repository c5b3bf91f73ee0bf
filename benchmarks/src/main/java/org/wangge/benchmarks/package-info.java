/** Measurements against peers, as ratios in interleaved runs. Nothing here is run by the build. */
@NullMarked
package org.wangge.benchmarks;

import org.jspecify.annotations.NullMarked;
