package org.wangge.query.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.query.answer.Question;
import org.wangge.query.ledger.DutyCalendar.Owed;
import org.wangge.query.ledger.DutyCalendar.Sight;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * 未决时段: windows of duties that had opened at an instant and that nobody had decided about. They are computed from the duties'
 * events, by the same fold with which the command side judges them, and are made part of a question as a table beside the stored
 * occurrences.
 */
@Component
public final class OpenWindows {

    /** The computed windows as a table; wants what {@link #open} or {@link #pastDue} binds. */
    public static final String TABLE = "unnest(cast(:openDuty as text[]), cast(:openGrid as text[]),"
            + " cast(:openRole as text[]), cast(:openStart as timestamptz[]), cast(:openEnd as timestamptz[]),"
            + " cast(:openDue as timestamptz[]), cast(:openRules as text[])) as n"
            + " (duty_id, grid_id, role, window_start, window_end, due_at, rules)";

    /** How long past its due time an undecided window is still looked for: by then it has been recorded as missed. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    /** More than that are not looked up one by one. */
    private static final int MANY = 500;

    private final DutyCalendar calendar = new DutyCalendar();
    private volatile @Nullable PastDue last;

    /**
     * What was past its due time and undecided, with all that was recorded up to a position of the view.
     *
     * @param until the instant of that question
     */
    private record PastDue(Sight sight, long position, Instant until, List<Owed> windows) {}

    private record Key(String dutyId, Instant windowStart) {
        static Key of(Owed owed) {
            return new Key(owed.duty().dutyId(), owed.window().windowStart());
        }
    }

    /** Binds all windows that had opened at the question's instant. */
    public Question open(Question question, AsOf asOf, Instant now, JdbcClient sql) {
        Instant instant = asOf.at() == null ? now : asOf.at();
        return bind(question, undecided(calendar.sight(asOf.knownAt(), sql), asOf, instant, window -> true, sql));
    }

    /**
     * Binds those of them whose due time had come.
     *
     * @param most so many of the first by due time are enough; none where all are wanted
     */
    public Question pastDue(Question question, AsOf asOf, Instant now, @Nullable Integer most, JdbcClient sql) {
        Sight sight = calendar.sight(asOf.knownAt(), sql);
        Instant instant = asOf.at() == null ? now : asOf.at();
        List<Owed> found = asOf.at() == null && asOf.knownAt() == null
                ? pastDueNow(sight, asOf, now, sql)
                : undecided(sight, asOf, instant, due(instant), sql);
        return bind(question, most == null ? found : first(most, found));
    }

    /** With all that fall due at the same time as the last of them: the list has an order of its own among these. */
    private static List<Owed> first(int most, List<Owed> windows) {
        if (windows.size() <= most) {
            return windows;
        }
        List<Owed> sorted = windows.stream()
                .sorted(Comparator.comparing(owed -> owed.window().dueAt()))
                .toList();
        Instant last = sorted.get(most - 1).window().dueAt();
        return sorted.stream()
                .takeWhile(owed -> !owed.window().dueAt().isAfter(last))
                .toList();
    }

    /** As {@link #pastDue}, where the list has no duties. */
    public Question none(Question question) {
        return bind(question, List.of());
    }

    private static Predicate<Window> due(Instant instant) {
        return window -> !window.dueAt().isAfter(instant);
    }

    /**
     * What was decided once stays decided: past due now is what was so when last asked, and what fell due since, but for what has
     * been decided meanwhile. A question from an older snapshot, or of an earlier instant, is answered from the tables alone.
     */
    private List<Owed> pastDueNow(Sight sight, AsOf asOf, Instant now, JdbcClient sql) {
        long position = position(sql);
        PastDue before = last;
        boolean follows = before != null
                && before.sight.equals(sight)
                && before.position <= position
                && !before.until.isAfter(now);
        List<Owed> found;
        if (before != null && follows) {
            Predicate<Window> since = window -> window.dueAt().isAfter(before.until);
            List<Owed> candidates = Stream.concat(
                            before.windows.stream()
                                    .filter(owed -> !owed.window().windowStart().isBefore(now.minus(LOOK_BACK))),
                            opened(sight, now, since.and(due(now))).stream())
                    .toList();
            found = candidates.size() <= MANY
                    ? without(candidates, decidedOf(candidates, asOf, now, sql))
                    : without(candidates, decided(asOf, now, sql));
        } else {
            found = undecided(sight, asOf, now, due(now), sql);
        }
        if (before == null || follows || !before.sight.equals(sight)) {
            last = new PastDue(sight, position, now, found);
        }
        return found;
    }

    /** How far the view is in this snapshot. Each view has a table of that name, so the schema must be said. */
    private static long position(JdbcClient sql) {
        String schema = sql.sql(
                        "select relnamespace::regnamespace::text from pg_class where oid = 'duty_event'::regclass")
                .query(String.class)
                .single();
        return sql.sql("select position from " + schema + ".progress")
                .query(Long.class)
                .single();
    }

    private List<Owed> opened(Sight sight, Instant instant, Predicate<Window> which) {
        return calendar.windows(sight, instant.minus(LOOK_BACK), instant.plusNanos(1000), which);
    }

    private List<Owed> undecided(Sight sight, AsOf asOf, Instant instant, Predicate<Window> which, JdbcClient sql) {
        List<Owed> opened = opened(sight, instant, which);
        return opened.isEmpty() ? opened : without(opened, decided(asOf, instant, sql));
    }

    private static List<Owed> without(Collection<Owed> windows, Set<Key> decided) {
        return windows.stream().filter(owed -> !decided.contains(Key.of(owed))).toList();
    }

    private static Set<Key> decided(AsOf asOf, Instant instant, JdbcClient sql) {
        return keys(
                sql.sql("select duty_id, window_start from occurrence s where " + asOf.intervals("s")
                                + " and window_start >= :since and window_start <= :instant")
                        .param("since", Row.stored(instant.minus(LOOK_BACK))),
                asOf,
                instant);
    }

    private static Set<Key> decidedOf(List<Owed> candidates, AsOf asOf, Instant instant, JdbcClient sql) {
        if (candidates.isEmpty()) {
            return Set.of();
        }
        return keys(
                sql.sql("select s.duty_id, s.window_start from unnest(cast(:duties as text[]),"
                                + " cast(:starts as timestamptz[])) as n (duty_id, window_start) cross join lateral ("
                                + "select * from occurrence s where s.duty_id = n.duty_id"
                                + " and s.window_start = n.window_start and " + asOf.intervals("s") + " limit 1) s")
                        .param("duties", texts(candidates, owed -> owed.duty().dutyId()))
                        .param("starts", texts(candidates, owed -> owed.window().windowStart())),
                asOf,
                instant);
    }

    private static Set<Key> keys(JdbcClient.StatementSpec statement, AsOf asOf, Instant instant) {
        Set<Key> keys = new HashSet<>();
        statement
                .param("instant", Row.stored(instant))
                .param("knownAt", Row.stored(asOf.knownAt()))
                .query(row -> {
                    keys.add(new Key(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()));
                });
        return keys;
    }

    private static Question bind(Question question, List<Owed> open) {
        return question.bind("openDuty", texts(open, owed -> owed.duty().dutyId()))
                .bind("openGrid", texts(open, owed -> owed.duty().gridId()))
                .bind("openRole", texts(open, owed -> owed.duty().role()))
                .bind("openStart", texts(open, owed -> owed.window().windowStart()))
                .bind("openEnd", texts(open, owed -> owed.window().windowEnd()))
                .bind("openDue", texts(open, owed -> owed.window().dueAt()))
                .bind("openRules", texts(open, owed -> owed.window().rules()));
    }

    private static String[] texts(List<Owed> open, java.util.function.Function<Owed, Object> part) {
        return open.stream().map(part).map(Object::toString).toArray(String[]::new);
    }
}
