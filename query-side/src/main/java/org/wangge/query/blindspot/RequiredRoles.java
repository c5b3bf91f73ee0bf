package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.Map;

/** 应设角色: which roles somebody must hold in a grid, and when. What a plan decides; until plans are data, the default does. */
interface RequiredRoles {

    /** Named in every answer. */
    String version();

    /**
     * When each role must be held.
     *
     * @param standing while the grid stood, within the interval asked about
     * @param firstAssigned from when on each role was first held there
     * @param duties when a duty of that role was in force there
     */
    Map<String, Spans> of(Spans standing, Map<String, Instant> firstAssigned, Map<String, Spans> duties);
}
