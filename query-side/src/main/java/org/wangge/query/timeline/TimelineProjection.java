package org.wangge.query.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
        Known known = known(stream, event);
        Subject after = known.subject().after(event);
        if (!after.equals(known.subject())) {
            keep(stream, after);
        }
        Map<String, @Nullable Object> parts = Parts.of(event, known.subject(), after);
        parts.replaceAll((name, value) -> known.shown(name, value));
        tell(envelope, parts, Touching.of(event, envelope.provenance().actor(), known.subject(), after));
        // Afterwards: what is renamed is told under the name that it had.
        name(event);
    }

    /** What the view holds that an event does not say: of its subject, and the names of the grids and units in question. */
    private record Known(Subject subject, Map<String, String> grids, Map<String, String> units) {

        @Nullable
        Object shown(String part, @Nullable Object value) {
            Map<String, String> names =
                    Parts.GRIDS.contains(part) ? grids : Parts.UNITS.contains(part) ? units : Map.of();
            String name = value instanceof String id ? names.get(id) : null;
            return name == null ? value : name + " (" + value + ")";
        }
    }

    /** One look for all of it: replay makes this for every event of the log. */
    private Known known(String stream, Event event) {
        Map<String, @Nullable Object> parts = Parts.of(event, Subject.UNKNOWN, Subject.UNKNOWN);
        Map<String, String> grids = new HashMap<>();
        Map<String, String> units = new HashMap<>();
        AtomicReference<Subject> subject = new AtomicReference<>(Subject.UNKNOWN);
        sql.sql("""
                        select s.grid_id, s.unit_id, s.duty_id, s.person_id, s.title, l.kind, l.id, l.name
                        from (select) one left join subject s on s.stream = ?
                        left join label l on l.kind = 'GRID' and l.id = any (?::text[] || s.grid_id)
                          or l.kind = 'UNIT' and l.id = any (?::text[] || s.unit_id)""")
                .param(stream)
                .param(Row.stored(named(parts, Parts.GRIDS)))
                .param(Row.stored(named(parts, Parts.UNITS)))
                .query(row -> {
                    subject.set(new Subject(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                    if (row.getString(6) != null) {
                        (row.getString(6).equals("GRID") ? grids : units).put(row.getString(7), row.getString(8));
                    }
                });
        return new Known(subject.get(), grids, units);
    }

    private static List<String> named(Map<String, @Nullable Object> parts, Set<String> names) {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            if (parts.get(name) instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
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
