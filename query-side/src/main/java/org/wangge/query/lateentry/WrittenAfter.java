package org.wangge.query.lateentry;

import org.wangge.api.plan.DefaultRules;

/** 补录: the view behind the list of late entries, for other questions that are answered from it. */
public final class WrittenAfter {

    /** What was recorded after what it claims, in {@code written_after}. */
    public static final String VIEW = "lateentries";

    private WrittenAfter() {}

    /**
     * What was claimed by an instant and recorded after it. What is not late was claimed within the tolerance before, and is found by
     * that; only what is late has an index of its whole span.
     */
    public static String around(String alias, String instant) {
        String claimed = alias + ".claimed_at";
        return "(" + alias + ".late and tstzrange(" + claimed + ", " + alias + ".recorded_at) @> " + instant
                + " or not "
                + alias + ".late and " + claimed + " <= " + instant + " and " + claimed + " > " + instant
                + " - interval '"
                + DefaultRules.LATE_ENTRY_TOLERANCE.plusSeconds(1).toSeconds() + " seconds' and " + alias
                + ".recorded_at > " + instant + ")";
    }
}
