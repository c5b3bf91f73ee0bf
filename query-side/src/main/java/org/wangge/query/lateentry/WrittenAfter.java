package org.wangge.query.lateentry;

/** 补录: the view behind the list of late entries, for other questions that are answered from it. */
public final class WrittenAfter {

    /** What was recorded after what it claims, in {@code written_after}. */
    public static final String VIEW = "lateentries";

    private WrittenAfter() {}
}
