package org.wangge.query.blindspot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.GridKind;

/**
 * A grid as the tree stood at the beginning of the interval asked about.
 *
 * @param below true for a grid of the subtree asked about, false for one above it or for a facet of such a one
 * @param founded when it was set up
 * @param retired when it was retired
 */
record GridFacts(
        String gridId,
        String name,
        GridKind kind,
        @Nullable String parentId,
        boolean keySite,
        boolean below,
        Instant founded,
        @Nullable Instant retired) {

    /** While it stood, within the interval. */
    Spans standing(Instant from, Instant to) {
        Instant until = retired != null && retired.isBefore(to) ? retired : to;
        return Spans.of(founded.isAfter(from) ? founded : from, until);
    }
}
