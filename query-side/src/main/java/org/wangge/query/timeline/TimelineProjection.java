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
import org.springframework.jdbc.core.JdbcOperations;
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
import org.wangge.query.version.Additions;
import org.wangge.query.version.LateEntry;

/**
 * Tells every event in words, once, and keeps what it touches. Every event there is comes by here: those of a batch are told at its
 * end, with what earlier ones said read at once.
 */
final class TimelineProjection implements Buffering {

    /** So many subjects and labels are remembered from one batch to the next. */
    private static final int REMEMBERED = 50_000;

    private final JdbcClient sql;
    private final Words english;
    private final Words chinese;
    private final Additions entries;
    private final Additions links;
    private final List<Told> batch = new ArrayList<>();
    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<Link, Optional<String>> labels = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<Link> renamed = new LinkedHashSet<>();

    private record Told(Event event, Envelope envelope, String stream) {}

    TimelineProjection(JdbcOperations jdbc, Words english, Words chinese) {
        this.sql = JdbcClient.create(jdbc);
        this.english = english;
        this.chinese = chinese;
        this.entries = new Additions(
                jdbc,
                "entry",
                "position",
                "event_id",
                "type",
                "stream",
                "sequence",
                "occurred_at",
                "recorded_at",
                "late",
                "late_seconds",
                "late_en",
                "late_zh",
                "actor",
                "account",
                "role",
                "on_behalf_of",
                "source",
                "words_en",
                "words_zh");
        this.links = new Additions(jdbc, "link", "kind", "id", "position");
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        String stream = event instanceof OccurrenceEvent occurrence
                ? Streams.duty(occurrence.dutyId())
                : envelope.aggregateId();
        batch.add(new Told(event, envelope, stream));
    }

    @Override
    public void begin(boolean continued) {
        if (!continued || subjects.size() > REMEMBERED) {
            subjects.clear();
        }
        if (!continued || labels.size() > REMEMBERED) {
            labels.clear();
        }
        batch.clear();
        changed.clear();
        renamed.clear();
        entries.begin(continued);
        links.begin(continued);
    }

    @Override
    public void flush() {
        if (batch.isEmpty()) {
            return;
        }
        readSubjects();
        List<Map<String, @Nullable Object>> parts =
                batch.stream().map(this::parts).toList();
        readLabels(parts);
        for (int i = 0; i < parts.size(); i++) {
            Told told = batch.get(i);
            tell(told.envelope, named(parts.get(i)));
            // Afterwards: what is renamed is told under the name that it had.
            name(told.event);
        }
        entries.flush();
        links.flush();
        writeSubjects();
        writeLabels();
    }

    /** Of things that begin in this batch nothing was said before. */
    private void readSubjects() {
        Set<String> begun = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (Told told : batch) {
            if (!subjects.containsKey(told.stream) && !begun.contains(told.stream)) {
                boolean first = told.envelope.sequence() == 0 && told.stream.equals(told.envelope.aggregateId());
                (first ? begun : unknown).add(told.stream);
            }
        }
        begun.forEach(stream -> subjects.put(stream, Subject.UNKNOWN));
        if (!unknown.isEmpty()) {
            unknown.forEach(stream -> subjects.putIfAbsent(stream, Subject.UNKNOWN));
            sql.sql(
                            "select stream, grid_id, unit_id, duty_id, person_id, title from subject where stream = any(?::text[])")
                    .param(unknown.toArray(String[]::new))
                    .query(row -> {
                        subjects.put(
                                row.getString(1),
                                new Subject(
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6)));
                    });
        }
    }

    private Map<String, @Nullable Object> parts(Told told) {
        Subject before = subjects.getOrDefault(told.stream, Subject.UNKNOWN);
        Subject after = before.after(told.event);
        if (!after.equals(before)) {
            subjects.put(told.stream, after);
            changed.add(told.stream);
        }
        Actor actor = told.envelope.provenance().actor();
        Touching.of(told.event, actor, before, after)
                .forEach(link -> links.add(link.kind(), link.id(), told.envelope.position()));
        return Parts.of(told.event, before, after);
    }

    private void readLabels(List<Map<String, @Nullable Object>> parts) {
        Set<Link> unknown = new LinkedHashSet<>();
        for (Map<String, @Nullable Object> each : parts) {
            wanted(each, (name, link) -> {
                if (!labels.containsKey(link)) {
                    unknown.add(link);
                }
            });
        }
        if (!unknown.isEmpty()) {
            unknown.forEach(link -> labels.put(link, Optional.empty()));
            sql.sql("select l.kind, l.id, l.name from unnest(?::text[], ?::text[]) w (kind, id)"
                            + " join label l on l.kind = w.kind and l.id = w.id")
                    .param(texts(unknown, link -> link.kind().name()))
                    .param(texts(unknown, Link::id))
                    .query(row -> {
                        labels.put(
                                new Link(Kind.valueOf(row.getString(1)), row.getString(2)),
                                Optional.of(row.getString(3)));
                    });
        }
    }

    private interface Wanted {
        void part(String name, Link link);
    }

    /** Grids and units among the parts, which are shown with their names. */
    private static void wanted(Map<String, @Nullable Object> parts, Wanted wanted) {
        for (Map.Entry<String, @Nullable Object> part : parts.entrySet()) {
            if (part.getValue() instanceof String id) {
                if (Parts.GRIDS.contains(part.getKey())) {
                    wanted.part(part.getKey(), new Link(Kind.GRID, id));
                } else if (Parts.UNITS.contains(part.getKey())) {
                    wanted.part(part.getKey(), new Link(Kind.UNIT, id));
                }
            }
        }
    }

    /** Grids and units with the names that they bear at this position. */
    private Map<String, @Nullable Object> named(Map<String, @Nullable Object> parts) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(parts);
        wanted(
                parts,
                (name, link) -> labels.getOrDefault(link, Optional.empty())
                        .ifPresent(label -> shown.put(name, label + " (" + link.id() + ")")));
        return shown;
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
        Link link = new Link(kind, id);
        labels.put(link, Optional.of(name));
        renamed.add(link);
    }

    private void tell(Envelope envelope, Map<String, @Nullable Object> parts) {
        Actor actor = envelope.provenance().actor();
        Duration by = Duration.between(envelope.occurredAt(), envelope.recordedAt());
        boolean late = LateEntry.isLate(envelope);
        entries.add(
                envelope.position(),
                envelope.eventId(),
                envelope.type(),
                envelope.aggregateId(),
                envelope.sequence(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                late,
                late ? by.toSeconds() : null,
                late ? english.late(by) : null,
                late ? chinese.late(by) : null,
                actor.identity(),
                actor.account(),
                actor.role(),
                actor.onBehalfOf(),
                envelope.provenance().source(),
                english.of(envelope.type(), parts),
                chinese.of(envelope.type(), parts));
    }

    private void writeSubjects() {
        if (changed.isEmpty()) {
            return;
        }
        List<Subject> now = changed.stream()
                .map(stream -> subjects.getOrDefault(stream, Subject.UNKNOWN))
                .toList();
        sql.sql("""
                        insert into subject (stream, grid_id, unit_id, duty_id, person_id, title)
                        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                        on conflict (stream) do update set grid_id = excluded.grid_id, unit_id = excluded.unit_id,
                          duty_id = excluded.duty_id, person_id = excluded.person_id, title = excluded.title""")
                .param(changed.toArray(String[]::new))
                .param(texts(now, Subject::gridId))
                .param(texts(now, Subject::unitId))
                .param(texts(now, Subject::dutyId))
                .param(texts(now, Subject::personId))
                .param(texts(now, Subject::title))
                .update();
    }

    private void writeLabels() {
        if (renamed.isEmpty()) {
            return;
        }
        sql.sql("insert into label (kind, id, name) select * from unnest(?::text[], ?::text[], ?::text[])"
                        + " on conflict (kind, id) do update set name = excluded.name")
                .param(texts(renamed, link -> link.kind().name()))
                .param(texts(renamed, Link::id))
                .param(texts(
                        renamed,
                        link -> labels.getOrDefault(link, Optional.empty()).orElse(null)))
                .update();
    }

    private static <T> @Nullable String[] texts(Iterable<T> rows, Function<T, @Nullable String> value) {
        List<@Nullable String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(value.apply(row)));
        return texts.toArray(String[]::new);
    }
}
