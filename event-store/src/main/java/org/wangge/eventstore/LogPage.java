package org.wangge.eventstore;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive rows of the log.
 *
 * @param rows one per position, without a hole; none at the end of the log, and where a position is missing
 * @param recordedAt when the last of them was recorded; none when there is no row
 */
public record LogPage(List<LogRow> rows, @Nullable Instant recordedAt) {

    public LogPage {
        rows = List.copyOf(rows);
    }

    /** The last position on the page, or the given one when there is none. */
    public long end(long otherwise) {
        return rows.isEmpty() ? otherwise : rows.getLast().position();
    }
}
