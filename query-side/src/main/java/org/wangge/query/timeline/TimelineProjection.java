package org.wangge.query.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.wangge.query.timeline.Link.Kind;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;

/** Tells every event in words, once, and keeps what it touches. */
final class TimelineProjection {

    private final JdbcClient sql;
    private final Words english;
    private final Words chinese;

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
        Subject before = subject(stream);
        Subject after = before.after(event);
        if (!after.equals(before)) {
            keep(stream, after);
        }
        name(event);
        Map<String, @Nullable Object> parts = named(Parts.of(event, before, after));
        tell(envelope, parts, Touching.of(event, envelope.provenance().actor(), before, after));
    }

    private Subject subject(String stream) {
        return sql.sql("select grid_id, unit_id, duty_id, person_id, title from subject where stream = ?")
                .param(stream)
                .query((row, number) -> new Subject(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional()
                .orElse(Subject.UNKNOWN);
    }

    private void keep(String stream, Subject subject) {
        sql.sql("""
                        insert into subject (stream, grid_id, unit_id, duty_id, person_id, title)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (stream) do update set grid_id = excluded.grid_id, unit_id = excluded.unit_id,
                          duty_id = excluded.duty_id, person_id = excluded.person_id, title = excluded.title""")
                .param(stream)
                .param(subject.gridId())
                .param(subject.unitId())
                .param(subject.dutyId())
                .param(subject.personId())
                .param(subject.title())
                .update();
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
        if (wanted.isEmpty()) {
            return parts;
        }
        Set<Link> links = Set.copyOf(wanted.values());
        Map<Link, String> names = new LinkedHashMap<>();
        sql.sql("select l.kind, l.id, l.name from label l"
                        + " join unnest(?::text[], ?::text[]) as w (kind, id) on w.kind = l.kind and w.id = l.id")
                .param(Row.stored(Touching.kinds(links)))
                .param(Row.stored(Touching.ids(links)))
                .query(row -> {
                    names.put(new Link(Kind.valueOf(row.getString(1)), row.getString(2)), row.getString(3));
                });
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(parts);
        wanted.forEach((name, link) -> {
            String known = names.get(link);
            if (known != null) {
                shown.put(name, known + " (" + link.id() + ")");
            }
        });
        return shown;
    }

    private void tell(Envelope envelope, Map<String, @Nullable Object> parts, Set<Link> links) {
        Actor actor = envelope.provenance().actor();
        Duration by = Duration.between(envelope.occurredAt(), envelope.recordedAt());
        boolean late = LateEntry.isLate(envelope);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(envelope.position());
        values.add(envelope.eventId());
        values.add(envelope.type());
        values.add(envelope.aggregateId());
        values.add(envelope.sequence());
        values.add(Row.stored(envelope.occurredAt()));
        values.add(Row.stored(envelope.recordedAt()));
        values.add(late);
        values.add(late ? by.toSeconds() : null);
        values.add(late ? english.late(by) : null);
        values.add(late ? chinese.late(by) : null);
        values.add(actor.identity());
        values.add(actor.account());
        values.add(actor.role());
        values.add(actor.onBehalfOf());
        values.add(envelope.provenance().source());
        values.add(english.of(envelope.type(), parts));
        values.add(chinese.of(envelope.type(), parts));
        values.add(Row.stored(Touching.kinds(links)));
        values.add(Row.stored(Touching.ids(links)));
        sql.sql("""
                        with told as (
                          insert into entry (position, event_id, type, stream, sequence, occurred_at, recorded_at, late,
                            late_seconds, late_en, late_zh, actor, account, role, on_behalf_of, source, words_en, words_zh)
                          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning position
                        )
                        insert into link (kind, id, position)
                        select l.kind, l.id, told.position from told, unnest(?::text[], ?::text[]) as l (kind, id)""").params(values).update();
    }
}
