package org.wangge.query.version;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.query.replay.Buffering;

/**
 * 区间: a table of what held over intervals of time, where a later record may change what held before. A row held in the world
 * from {@code effective_from} to {@code effective_to}, and that was what was known from {@code recorded_from} to
 * {@code recorded_to}; what is known now has no {@code recorded_to}. A row is never changed but for its {@code recorded_to}.
 *
 * <p>What a batch of events says is gathered, and done at its end: what is known of the things concerned is read at once, changed in
 * memory, and written at once.
 */
public final class Intervals implements Buffering {

    /** Which rows no later record has replaced. */
    static final String KNOWN = "t.recorded_to is null";

    private final Columns columns;
    private final HeldRows rows;
    private final Map<List<Object>, Thing> things = new LinkedHashMap<>();
    private final List<Runnable> steps = new ArrayList<>();
    private final List<Held> touched = new ArrayList<>();

    /**
     * @param key columns whose values, texts or instants, tell one thing from another; some of the columns
     * @param columns the table's columns but event_id, position and the four bounds
     */
    public Intervals(JdbcOperations jdbc, String table, List<String> key, Columns columns) {
        this.columns = columns;
        this.rows = new HeldRows(jdbc, table, key, columns, false);
    }

    /** Something holds from one instant (included) to another (excluded; none means for good). */
    public void add(Envelope envelope, Instant from, @Nullable Instant to, Row row) {
        steps.add(() -> {
            Held added = row(envelope, from, to, row);
            Thing thing = things.get(rows.key(added));
            // What nobody else in the batch asks about need not be read.
            if (thing == null) {
                touched.add(added);
            } else {
                thing.hold(added);
            }
        });
    }

    /** What an event changes of what is known of a thing; told at the end of the batch. */
    public void change(List<Object> key, Consumer<Known> step) {
        Thing thing = things.computeIfAbsent(
                key.stream()
                        .map(part -> part instanceof Instant instant ? (Object) Times.micros(instant) : part)
                        .toList(),
                each -> new Thing());
        steps.add(() -> step.accept(thing));
    }

    private Held row(Envelope envelope, Instant from, @Nullable Instant to, Row row) {
        Held added = Held.by(envelope, from, row.over(columns, columns.initial()));
        added.effectiveTo = to == null ? null : Times.micros(to);
        return added;
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
            rows.of(things.keySet(), KNOWN).forEach((key, found) -> {
                Thing thing = things.get(key);
                if (thing == null) {
                    throw new IllegalStateException("nobody asked for " + key);
                }
                found.forEach(thing::hold);
            });
            steps.forEach(Runnable::run);
            rows.write(touched);
        }
    }

    /** What is known of a thing now. */
    public interface Known {

        /** The rows, in the order in which they hold. */
        Stream<Interval> intervals();

        /** Something holds from one instant (included) to another (excluded; none means for good). */
        void add(Envelope envelope, Instant from, @Nullable Instant to, Row row);

        /** What held from an instant on holds no longer from then on. Returns how many rows that ended. */
        int end(Envelope envelope, Predicate<Former> which, Instant from);

        /** What holds from an instant on is from then on as the row says. Returns how many rows that changed. */
        int change(Envelope envelope, Predicate<Former> which, Instant from, Row row);

        /**
         * From an instant on one thing holds as the row says, whatever was known to hold from then on. Columns that the row does
         * not set keep the values that were last known. Returns how many rows that replaced; with none, nothing is added.
         */
        int replace(Envelope envelope, Instant from, Row row);

        /** What an event says, it says from an earlier or later instant on. Only for rows that this batch adds. */
        void shift(Envelope envelope, Instant from);
    }

    /** What holds, and from when to when. */
    public record Interval(
            Former said, Instant from, @Nullable Instant to) {}

    private final class Thing implements Known {

        private final List<Held> known = new ArrayList<>();

        private void hold(Held row) {
            known.add(row);
            touched.add(row);
        }

        @Override
        public Stream<Interval> intervals() {
            return known.stream()
                    .sorted(Comparator.comparing(row -> row.effectiveFrom))
                    .map(row -> new Interval(row.said, row.effectiveFrom, row.effectiveTo));
        }

        @Override
        public void add(Envelope envelope, Instant from, @Nullable Instant to, Row row) {
            hold(row(envelope, from, to, row));
        }

        @Override
        public int end(Envelope envelope, Predicate<Former> which, Instant from) {
            return cut(envelope, which, Times.micros(from)).size();
        }

        @Override
        public int change(Envelope envelope, Predicate<Former> which, Instant from, Row row) {
            Instant instant = Times.micros(from);
            List<Held> former = cut(envelope, which, instant);
            for (Held each : former) {
                Instant since = each.effectiveFrom.isAfter(instant) ? each.effectiveFrom : instant;
                Held changed = Held.by(envelope, since, row.over(columns, each.said));
                changed.effectiveTo = each.effectiveTo;
                hold(changed);
            }
            return former.size();
        }

        @Override
        public int replace(Envelope envelope, Instant from, Row row) {
            List<Held> former = cut(envelope, each -> true, Times.micros(from));
            former.stream()
                    .max(Comparator.comparing(each -> each.effectiveFrom))
                    .ifPresent(last -> hold(Held.by(envelope, from, row.over(columns, last.said))));
            return former.size();
        }

        /** What is known to hold after an instant is so no longer; what held before stays as it was, up to the instant. */
        private List<Held> cut(Envelope envelope, Predicate<Former> which, Instant from) {
            Instant recorded = Times.micros(envelope.recordedAt());
            List<Held> former = known.stream()
                    .filter(row -> row.effectiveTo == null || row.effectiveTo.isAfter(from))
                    .filter(row -> which.test(row.said))
                    .toList();
            for (Held row : former) {
                row.knownUntil(recorded);
                known.remove(row);
                if (row.effectiveFrom.isBefore(from)) {
                    Held before = row.knownSince(recorded);
                    before.effectiveTo = from;
                    hold(before);
                }
            }
            return former;
        }

        @Override
        public void shift(Envelope envelope, Instant from) {
            known.stream()
                    .filter(row -> row.eventId.equals(envelope.eventId()))
                    .min(Comparator.comparing(row -> row.effectiveFrom))
                    .ifPresent(row -> row.effectiveFrom = Times.micros(from));
        }
    }
}
