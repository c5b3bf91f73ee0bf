package org.wangge.query.reconstruction;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.wangge.query.reconstruction.Reconstruction.Entry;
import org.wangge.query.reconstruction.Reconstruction.Section;
import org.wangge.query.version.Row;

/** 补录: everything about the place, or a grid above it, that claims to have happened by the instant and was recorded after it. */
final class EntriesAfterwards {

    /** What was recorded sooner than this after the fact is found by when it happened. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private EntriesAfterwards() {}

    static Section<Entry> in(Scope scope) {
        record Listed(Entry entry, long total) {}
        List<Listed> listed = scope.statement("""
                        with lagging as (
                          select * from entry e where e.occurred_at > :from and e.occurred_at <= :at
                            and e.recorded_at - e.occurred_at >= interval '1 minute'
                          union
                          select * from entry e where e.occurred_at > :justBefore and e.occurred_at <= :at)
                        select e.*, count(*) over () as total from lagging e
                        where e.recorded_at > :at and (:knownAt::timestamptz is null or e.recorded_at <= :knownAt)
                          and exists (select from link l where l.position = e.position and l.kind = 'GRID'
                            and l.id = any(:touching))
                        order by e.position limit %d""".formatted(Reconstructor.LONGEST_SECTION))
                .param("justBefore", Row.stored(scope.at().minus(AT_ONCE)))
                .param(
                        "touching",
                        Stream.concat(scope.grids().stream(), scope.above().stream())
                                .toArray(String[]::new))
                .query((row, number) -> new Listed(
                        new Entry(
                                row.getString("type"),
                                row.getString("stream"),
                                Scope.instant(row, "occurred_at"),
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
