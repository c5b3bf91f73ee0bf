package org.wangge.query.replay;

import org.jspecify.annotations.Nullable;

/**
 * 视图状态: how far a view is.
 *
 * @param position while it is rebuilt, of the tables that are being filled; otherwise of those that are read
 * @param head the last position in the log
 * @param percent of the log that is in the tables
 * @param failure what stopped the view or its rebuild; it is tried again, nothing is skipped
 */
public record ViewStatus(
        String name,
        State state,
        long position,
        long head,
        int percent,
        @Nullable String failure) {

    /** What the view is doing. */
    public enum State {
        /** Follows the log. */
        LIVE,
        /** Is being filled anew; the old tables serve meanwhile. */
        REBUILDING,
        /** Stopped at an event, or could not be rebuilt. */
        FAILED
    }
}
