package org.wangge.query.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.api.people.PeopleEvent.UnitRenamed;
import org.wangge.query.replay.Buffering;
import org.wangge.query.timeline.Link.Kind;
import org.wangge.query.version.LateEntry;

/**
 * Tells every event in words, once, and keeps what it touches. Every event there is comes by here, so what a batch adds is written
 * at its end.
 */
final class TimelineProjection implements Buffering {

    private static final int COLUMNS = 18;

    private final JdbcClient sql;
    private final Words english;
    private final Words chinese;
    private final List<List<@Nullable String>> entries = new ArrayList<>();
    private final List<Touched> touched = new ArrayList<>();
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<Link, Optional<String>> labels = new HashMap<>();

    private record Touched(Link link, long position) {}

    TimelineProjection(JdbcClient sql, Words english, Words chinese) {
        this.sql = sql;
        this.english = english;
        this.chinese = chinese;
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        String stream = event instanceof OccurrenceEvent occurrence
                ? Streams.duty(occurrence.dutyId())
                : envelope.aggregateId();
        Subject before = subjects.computeIfAbsent(stream, this::subject);
        Subject after = before.after(event);
        if (!after.equals(before)) {
            subjects.put(stream, after);
            changed.add(stream);
        }
        Map<String, @Nullable Object> parts = named(Parts.of(event, before, after));
        tell(envelope, parts, Touching.of(event, envelope.provenance().actor(), before, after));
        // Afterwards: what is renamed is told under the name that it had.
        name(event);
    }

    private Subject subject(String stream) {
        return sql.sql("select grid_id, unit_id, duty_id, person_id, title from subject where stream = ?")
                .param(stream)
                .query((row, number) -> new Subject(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional()
                .orElse(Subject.UNKNOWN);
    }

    private void name(Event event) {
        switch (event) {
            case GridDefined e -> name(Kind.GRID, e.gridId(), e.name());
            case GridRenamed e -> name(Kind.GRID, e.gridId(), e.name());
            case UnitRegistered e -> name(Kind.UNIT, e.unitId(), e.name());
            case UnitRenamed e -> name(Kind.UNIT, e.unitId(), e.name());
            default -> {}
        }
    }

    private void name(Kind kind, String id, String name) {
        sql.sql("insert into label (kind, id, name) values (?, ?, ?)"
                        + " on conflict (kind, id) do update set name = excluded.name")
                .params(kind.name(), id, name)
                .update();
        labels.put(new Link(kind, id), Optional.of(name));
    }

    /** Grids and units with the names that they bear at this position. */
    private Map<String, @Nullable Object> named(Map<String, @Nullable Object> parts) {
        Map<String, Link> wanted = new LinkedHashMap<>();
        parts.forEach((name, value) -> {
            if (value instanceof String id && Parts.GRIDS.contains(name)) {
                wanted.put(name, new Link(Kind.GRID, id));
            } else if (value instanceof String id && Parts.UNITS.contains(name)) {
                wanted.put(name, new Link(Kind.UNIT, id));
            }
        });
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(parts);
        wanted.forEach((name, link) -> {
            labels.computeIfAbsent(link, this::label)
                    .ifPresent(label -> shown.put(name, label + " (" + link.id() + ")"));
        });
        return shown;
    }

    private Optional<String> label(Link link) {
        return sql.sql("select name from label where kind = ? and id = ?")
                .params(link.kind().name(), link.id())
                .query(String.class)
                .optional();
    }

    private void tell(Envelope envelope, Map<String, @Nullable Object> parts, Set<Link> links) {
        Actor actor = envelope.provenance().actor();
        Duration by = Duration.between(envelope.occurredAt(), envelope.recordedAt());
        boolean late = LateEntry.isLate(envelope);
        List<@Nullable String> entry = new ArrayList<>();
        entry.add(text(envelope.position()));
        entry.add(text(envelope.eventId()));
        entry.add(text(envelope.type()));
        entry.add(text(envelope.aggregateId()));
        entry.add(text(envelope.sequence()));
        entry.add(text(envelope.occurredAt()));
        entry.add(text(envelope.recordedAt()));
        entry.add(text(late));
        entry.add(text(late ? by.toSeconds() : null));
        entry.add(text(late ? english.late(by) : null));
        entry.add(text(late ? chinese.late(by) : null));
        entry.add(text(actor.identity()));
        entry.add(text(actor.account()));
        entry.add(text(actor.role()));
        entry.add(text(actor.onBehalfOf()));
        entry.add(text(envelope.provenance().source()));
        entry.add(text(english.of(envelope.type(), parts)));
        entry.add(text(chinese.of(envelope.type(), parts)));
        entries.add(entry);
        links.forEach(link -> touched.add(new Touched(link, envelope.position())));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public void begin(boolean continued) {
        entries.clear();
        touched.clear();
        subjects.clear();
        changed.clear();
        labels.clear();
    }

    /** Columns go as arrays of text, which the database turns into what they are. */
    @Override
    public void flush() {
        List<@Nullable Object> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            @Nullable String[] values = new @Nullable String[entries.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = entries.get(row).get(column);
            }
            columns.add(values);
        }
        sql.sql("""
                        insert into entry (position, event_id, type, stream, sequence, occurred_at, recorded_at, late,
                          late_seconds, late_en, late_zh, actor, account, role, on_behalf_of, source, words_en, words_zh)
                        select * from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[],
                          ?::timestamptz[], ?::boolean[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])""").params(columns).update();
        sql.sql("insert into link (kind, id, position) select * from unnest(?::text[], ?::text[], ?::bigint[])")
                .param(texts(touched, each -> each.link.kind().name()))
                .param(texts(touched, each -> each.link.id()))
                .param(texts(touched, Touched::position))
                .update();
        List<Subject> subjects = changed.stream().map(this.subjects::get).toList();
        sql.sql("""
                        insert into subject (stream, grid_id, unit_id, duty_id, person_id, title)
                        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                        on conflict (stream) do update set grid_id = excluded.grid_id, unit_id = excluded.unit_id,
                          duty_id = excluded.duty_id, person_id = excluded.person_id, title = excluded.title""")
                .param(changed.toArray(String[]::new))
                .param(texts(subjects, Subject::gridId))
                .param(texts(subjects, Subject::unitId))
                .param(texts(subjects, Subject::dutyId))
                .param(texts(subjects, Subject::personId))
                .param(texts(subjects, Subject::title))
                .update();
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(value.apply(rows.get(i)));
        }
        return texts;
    }
}
