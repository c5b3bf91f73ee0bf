package org.wangge.query.lateentry;

import java.time.Duration;
import java.time.Instant;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/**
 * 涉及事故: an entry bears on an incident when it touches a grid on the incident's chain (the incident's own, one above, one below,
 * as the tree stood when it happened), claims to have been so within the {@link #BEFORE 30 days} before it, and was recorded after
 * it, however soon. What is written into the incident's own file does not count: that is about it, not about what was before.
 */
final class Bearing {

    /** How long before an incident things bear on it: the month for which ledgers are asked first after an accident. */
    static final Duration BEFORE = Duration.ofDays(30);

    private Bearing() {}

    /** A join of {@code incident i} and its grid {@code own} with {@code written_after w}, as known and as the question's time has it. */
    static String joined(AsOf asOf) {
        // The tree as it stood when the incident happened, not at the time asked for: the same condition, by another
        // clock.
        AsOf then = new AsOf(Instant.EPOCH, asOf.knownAt());
        String own = Subtree.standing("own", then).replace(":at", "i.happened_at");
        String touched = Subtree.standing("t", then).replace(":at", "i.happened_at");
        return "own.grid_id = i.grid_id and " + own + " and " + asOf.intervals("i")
                + " and " + WrittenAfter.around("w", "i.happened_at")
                + " and i.happened_at > w.claimed_at"
                + " and i.happened_at <= w.claimed_at + interval '" + BEFORE.toSeconds() + " seconds'"
                + " and w.stream <> 'incident:' || i.incident_id"
                + " and exists (select from link l join grid t on t.grid_id = l.id where l.position = w.position"
                + " and l.kind = 'GRID' and " + touched + " and (t.path = own.path"
                + " or (t.path > own.path || '/' and t.path < own.path || '0')"
                + " or (own.path > t.path || '/' and own.path < t.path || '0')))";
    }
}
