package org.wangge.query.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutySchedule;
import tools.jackson.databind.json.JsonMapper;

/**
 * 履职日历: the windows that duties have, kept between questions. Whatever is kept was folded from the events of the very table that a
 * question sees, and up to the last of them that it sees: a new event, another generation of the view and an older snapshot each
 * get windows of their own.
 */
final class DutyCalendar {

    private static final long DAY = Duration.ofDays(1).toSeconds();

    /** Some 15 MB. A question that needs more computes them for itself. */
    private static final int MOST_WINDOWS = 100_000;

    /** A window, of the duty's schedule as far as it was known. */
    record Owed(DutySchedule duty, Window window) {}

    /** A duty after one of its events. */
    private record Change(long position, Instant recordedAt, DutySchedule duty) {}

    /**
     * All events that some question saw, in order, and what the duties are after them.
     *
     * @param table the generation's table of events
     * @param position of the last
     */
    private record Seen(long table, long position, List<Change> changes, Map<String, DutySchedule> duties) {

        Seen upTo(long earlier) {
            List<Change> first = changes.stream()
                    .takeWhile(change -> change.position <= earlier)
                    .toList();
            Map<String, DutySchedule> then = new LinkedHashMap<>();
            first.forEach(change -> then.put(change.duty.dutyId(), change.duty));
            return new Seen(table, earlier, first, then);
        }
    }

    /** What a question sees: the duties as they are after one of their events. Equal where the windows are the same. */
    static final class Sight {
        private final Seen seen;

        private Sight(Seen seen) {
            this.seen = seen;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Sight sight
                    && sight.seen.table == seen.table
                    && sight.seen.position == seen.position;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(seen.table * 31 + seen.position);
        }
    }

    /** The windows that open on a day, counted from the epoch in UTC. */
    private record Day(Sight sight, long day) {}

    private @Nullable Seen last;
    private final LinkedHashMap<Day, List<Owed>> days = new LinkedHashMap<>(64, 0.75f, true);
    private int held;

    /** What a question sees of the duties in the tables that its client reads. */
    Sight sight(@Nullable Instant knownAt, JdbcClient sql) {
        Seen now = sql.sql("select 'duty_event'::regclass::oid::bigint, coalesce(max(position), 0) from duty_event")
                .query((row, number) -> seen(row.getLong(1), row.getLong(2), sql))
                .single();
        if (knownAt == null) {
            return new Sight(now);
        }
        long known = lastKnown(now.changes, knownAt);
        return new Sight(known == now.position ? now : now.upTo(known));
    }

    /** The windows that open in {@code [from, to)} and that somebody had to act in, in no order. */
    List<Owed> windows(Sight sight, Instant from, Instant to, Predicate<Window> which) {
        List<Owed> windows = new ArrayList<>();
        long first = Math.floorDiv(from.getEpochSecond(), DAY);
        for (List<Owed> day : days(sight, first, Math.floorDiv(to.getEpochSecond(), DAY))) {
            for (Owed each : day) {
                Instant opens = each.window.windowStart();
                if (!opens.isBefore(from) && opens.isBefore(to) && which.test(each.window)) {
                    windows.add(each);
                }
            }
        }
        return windows;
    }

    private synchronized Collection<List<Owed>> days(Sight sight, long first, long last) {
        Map<Long, List<Owed>> wanted = new LinkedHashMap<>();
        long missing = Long.MAX_VALUE;
        for (long day = first; day <= last; day++) {
            List<Owed> known = days.get(new Day(sight, day));
            if (known == null) {
                missing = Math.min(missing, day);
            } else {
                wanted.put(day, known);
            }
        }
        if (missing < Long.MAX_VALUE) {
            // Days follow one another: what is missing is mostly all of them, or the last.
            compute(sight, missing, last).forEach((day, windows) -> {
                if (wanted.putIfAbsent(day, windows) == null) {
                    days.put(new Day(sight, day), windows);
                    held += windows.size();
                }
            });
            var eldest = days.values().iterator();
            while (held > MOST_WINDOWS && eldest.hasNext()) {
                held -= eldest.next().size();
                eldest.remove();
            }
        }
        return wanted.values();
    }

    private static Map<Long, List<Owed>> compute(Sight sight, long first, long last) {
        Map<Long, List<Owed>> computed = new HashMap<>();
        for (long day = first; day <= last; day++) {
            computed.put(day, new ArrayList<>());
        }
        Instant from = Instant.ofEpochSecond(first * DAY);
        Instant to = Instant.ofEpochSecond((last + 1) * DAY);
        for (DutySchedule duty : sight.seen.duties.values()) {
            duty.windows(from, to)
                    .filter(duty::owed)
                    .forEach(window -> Objects.requireNonNull(computed.get(
                                    Math.floorDiv(window.windowStart().getEpochSecond(), DAY)))
                            .add(new Owed(duty, window)));
        }
        return computed;
    }

    private synchronized Seen seen(long table, long position, JdbcClient sql) {
        Seen known = last;
        if (known == null || known.table != table) {
            known = new Seen(table, 0, List.of(), Map.of());
        }
        if (known.position > position) {
            // A snapshot from before the last events.
            return known.upTo(position);
        }
        if (known.position < position) {
            known = read(position, known, sql);
            // Nobody asks again for what the duties were before, but who asks what was known then.
            days.entrySet().removeIf(day -> {
                boolean stale = last != null && day.getKey().sight.equals(new Sight(last));
                held -= stale ? day.getValue().size() : 0;
                return stale;
            });
        }
        last = known;
        return known;
    }

    private static Seen read(long position, Seen before, JdbcClient sql) {
        List<Change> changes = new ArrayList<>(before.changes);
        Map<String, DutySchedule> duties = new LinkedHashMap<>(before.duties);
        sql.sql("select position, duty_id, recorded_at, type, payload::text from duty_event where position > ?"
                        + " order by position")
                .param(before.position)
                .query(row -> {
                    Instant recordedAt = row.getObject(3, OffsetDateTime.class).toInstant();
                    DutyEvent event = event(row.getString(4), row.getString(5));
                    DutySchedule duty = duties.get(row.getString(2));
                    DutySchedule next = duty == null
                            ? DutySchedule.establishedBy((DutyEstablished) event, recordedAt)
                            : duty.after(event, recordedAt);
                    duties.put(next.dutyId(), next);
                    changes.add(new Change(row.getLong(1), recordedAt, next));
                });
        return new Seen(before.table, position, changes, duties);
    }

    /** Record times never decrease along the positions: what was known by an instant is a beginning of all. */
    private static long lastKnown(List<Change> changes, Instant knownAt) {
        int known = 0;
        int unknown = changes.size();
        while (known < unknown) {
            int middle = (known + unknown) / 2;
            if (changes.get(middle).recordedAt.isAfter(knownAt)) {
                unknown = middle;
            } else {
                known = middle + 1;
            }
        }
        return known == 0 ? 0 : changes.get(known - 1).position;
    }

    /** An event of a duty as the view keeps it. */
    static DutyEvent event(String type, String payload) {
        for (Class<?> each : DutyEvent.class.getPermittedSubclasses()) {
            if (each.getSimpleName().equals(type)) {
                return (DutyEvent) JsonMapper.shared().readValue(payload, each);
            }
        }
        throw new IllegalStateException("no event of a duty is called " + type);
    }
}
