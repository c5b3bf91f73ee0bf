package org.wangge.query.reconstruction;

import java.util.List;
import java.util.stream.Stream;
import org.wangge.query.lateentry.WrittenAfter;
import org.wangge.query.reconstruction.Reconstruction.Entry;
import org.wangge.query.reconstruction.Reconstruction.Section;

/**
 * 补录: everything about the place, or a grid above it, that is claimed to have been so by the instant and was recorded after it. What
 * is dated back further than the days asked for is listed too: that it reaches so far is no excuse.
 */
final class EntriesAfterwards {

    private EntriesAfterwards() {}

    static Section<Entry> in(Scope scope) {
        record Listed(Entry entry, long total) {}
        List<Listed> listed = scope.statement("""
                        select e.*, w.claimed_at, w.backdated, count(*) over () as total
                        from written_after w join entry e on e.position = w.position
                        where %2$s
                          and (w.backdated or w.claimed_at > :from)
                          and (:knownAt::timestamptz is null or w.recorded_at <= :knownAt)
                          and exists (select from link l where l.position = w.position and l.kind = 'GRID'
                            and l.id = any(:touching))
                        order by w.position limit %1$d""".formatted(
                                Reconstructor.LONGEST_SECTION, WrittenAfter.around("w", "cast(:at as timestamptz)")))
                .param(
                        "touching",
                        Stream.concat(scope.grids().stream(), scope.above().stream())
                                .toArray(String[]::new))
                .query((row, number) -> new Listed(
                        new Entry(
                                row.getString("type"),
                                row.getString("stream"),
                                Scope.instant(row, "occurred_at"),
                                Scope.instant(row, "claimed_at"),
                                row.getBoolean("backdated"),
                                row.getString("actor"),
                                row.getString("words_en"),
                                row.getString("words_zh"),
                                scope.basis(
                                        Scope.ids(row, "event_id"),
                                        Scope.instant(row, "recorded_at"),
                                        row.getBoolean("late"))),
                        row.getLong("total")))
                .list();
        return scope.section(
                listed.stream().map(Listed::entry).toList(),
                Entry::basis,
                listed.isEmpty() ? 0 : listed.getFirst().total);
    }
}
