package org.wangge.query.version;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.query.replay.Buffering;

/**
 * 版本: a table with a row per step of a thing. What is seen at T as known at K is what one gets by applying, in the order in which
 * they were recorded, the events that had happened by T and were recorded by K; the first event holds whenever it is claimed to
 * have happened.
 *
 * <p>Each row says from when on it held ({@code effective_from}) and from when on that was recorded ({@code recorded_from});
 * {@code effective_to} and {@code recorded_to} are those of the next version, none for the current one. A version is seen when it
 * had begun in both senses and its successor had not, in either. What is entered later about an earlier time, or corrects what
 * was recorded, replaces the rows that it changes: they are kept, with {@code superseded_at}, the time of that record, and copies
 * that were recorded then stand in their place.
 *
 * <p>What a batch of events says is gathered, and done at its end: the current rows of the things concerned are read at once, taken
 * through their steps in memory, and written at once.
 */
public final class Versions implements Buffering {

    /** In the words of the index that finds it. */
    static final String CURRENT = "coalesce(t.recorded_to, t.superseded_at) is null";

    private static final String FORMER = "t.recorded_to is not null and t.superseded_at is null";

    private final String table;
    private final Columns columns;
    private final String key;
    private final HeldRows rows;
    private final Map<String, Thing> things = new LinkedHashMap<>();
    private final List<Runnable> steps = new ArrayList<>();
    private final List<Held> touched = new ArrayList<>();

    /**
     * @param key the column that names the thing, the first of the columns
     * @param columns the table's columns but event_id, position, sequence and the five bounds
     */
    public Versions(JdbcOperations jdbc, String table, String key, Columns columns) {
        this.table = table;
        this.columns = columns;
        this.key = key;
        this.rows = new HeldRows(jdbc, table, List.of(key), columns, true);
    }

    /** The first version of a thing. */
    public void begin(Envelope envelope, String id, Row row) {
        Thing thing = things.computeIfAbsent(id, each -> new Thing(each, true));
        steps.add(() -> thing.hold(
                Held.by(envelope, envelope.occurredAt(), row.set(key, id).over(columns, columns.initial()))));
    }

    /** What is set holds from when the event happened: mostly after all that is known of the thing. */
    public void advance(Envelope envelope, String id, Row row) {
        Thing thing = things.computeIfAbsent(id, each -> new Thing(each, false));
        steps.add(() -> thing.advance(envelope, row));
    }

    /** What is set held from the thing's beginning on, and is known from now on. */
    public void correct(Envelope envelope, String id, Row row) {
        Thing thing = things.computeIfAbsent(id, each -> new Thing(each, false));
        steps.add(() -> thing.correct(envelope, row));
    }

    @Override
    public void begin(boolean continued) {
        things.clear();
        steps.clear();
        touched.clear();
        rows.forget();
    }

    @Override
    public void flush() {
        if (!steps.isEmpty()) {
            List<List<Object>> before = things.values().stream()
                    .filter(thing -> !thing.whole)
                    .map(thing -> List.<Object>of(thing.id))
                    .toList();
            rows.of(before, CURRENT).forEach((id, found) -> found.forEach(thing((String) id.getFirst())::hold));
            steps.forEach(Runnable::run);
            rows.write(touched);
        }
    }

    private Thing thing(String id) {
        Thing thing = things.get(id);
        if (thing == null) {
            throw new IllegalStateException("nobody asked for " + id);
        }
        return thing;
    }

    /** A thing in memory: its current row, and, once it is needed, every other that stands. */
    private final class Thing {

        private final String id;
        private final List<Held> standing = new ArrayList<>();
        private boolean whole;

        private Thing(String id, boolean whole) {
            this.id = id;
            this.whole = whole;
        }

        private void hold(Held row) {
            standing.add(row);
            touched.add(row);
        }

        private void advance(Envelope envelope, Row row) {
            Instant occurred = Times.micros(envelope.occurredAt());
            for (Held current : standing) {
                if (current.recordedTo == null && !current.effectiveFrom.isAfter(occurred)) {
                    current.followed(occurred, Times.micros(envelope.recordedAt()));
                    hold(Held.by(envelope, occurred, row.over(columns, current.said)));
                    return;
                }
            }
            comeBetween(envelope, occurred, row);
        }

        /**
         * What happened before something that is known already. The version that it falls into ends there, and what is set holds in
         * those after it too. A claim to have happened before the thing began counts from its beginning.
         */
        private void comeBetween(Envelope envelope, Instant occurred, Row row) {
            Instant recorded = Times.micros(envelope.recordedAt());
            Instant beginning = all().map(each -> each.effectiveFrom)
                    .min(Instant::compareTo)
                    .orElseThrow(() -> new IllegalStateException(
                            "event " + envelope.eventId() + " follows no version of " + id + " in " + table));
            Instant instant = beginning.isAfter(occurred) ? beginning : occurred;
            for (Held former : List.copyOf(standing)) {
                if (former.recordedTo == null || (former.effectiveTo != null && former.effectiveTo.isAfter(instant))) {
                    replace(former, recorded);
                    Former said = row.over(columns, former.said);
                    if (former.effectiveFrom.isAfter(instant)) {
                        succeed(former, former.knownSince(recorded, envelope.sequence(), said));
                    } else {
                        Held before = former.knownSince(recorded);
                        before.effectiveTo = instant;
                        before.recordedTo = recorded;
                        hold(before);
                        Held from = Held.by(envelope, instant, said);
                        from.effectiveTo = former.effectiveTo;
                        succeed(former, from);
                    }
                }
            }
        }

        private void correct(Envelope envelope, Row row) {
            Instant recorded = Times.micros(envelope.recordedAt());
            List<Held> corrected = all().toList();
            if (corrected.isEmpty()) {
                throw new IllegalStateException("event " + envelope.eventId() + " corrects no " + id + " in " + table);
            }
            for (Held former : corrected) {
                replace(former, recorded);
                succeed(former, former.knownSince(recorded, envelope.sequence(), row.over(columns, former.said)));
            }
        }

        private void replace(Held former, Instant recorded) {
            former.superseded(recorded);
            standing.remove(former);
        }

        /** A copy's successor is a copy too, known from when both were recorded. */
        private void succeed(Held former, Held copy) {
            copy.recordedTo = former.recordedTo == null ? null : copy.recordedFrom;
            hold(copy);
        }

        private Stream<Held> all() {
            if (!whole) {
                List<Object> own = List.of(id);
                rows.of(List.of(own), FORMER).getOrDefault(own, List.of()).forEach(this::hold);
                whole = true;
            }
            return List.copyOf(standing).stream();
        }
    }
}
