package org.wangge.query.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutySchedule;
import org.wangge.query.answer.Question;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;
import tools.jackson.databind.json.JsonMapper;

/**
 * 未决时段: windows of duties that had opened at an instant and that nobody had decided about. They are computed from the duties'
 * events, by the same fold with which the command side judges them, and joined with the stored ones as one table.
 */
public final class OpenOccurrences {

    /** The view that holds duties and their occurrences. */
    public static final String VIEW = "duties";

    /** How long past its due time an undecided window is still looked for: by then it has been recorded as missed. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    /** The stored occurrences and the computed ones; wants what {@link #bind} binds, and the text {@code known}. */
    public static final String ALL = """
            (select s.duty_id, s.grid_id, s.role, s.window_start, s.window_end, s.due_at, s.status, s.person_id, s.done_at,
                s.inspection_id, s.note, s.excuse, s.missed, s.missed_recorded_at, s.responsible, s.late, s.rules,
                s.recorded_from as recorded_at, s.event_id
              from occurrence s where {known}
              union all
              select n.duty_id, n.grid_id, n.role, n.window_start, n.window_end, n.due_at, 'OPEN', null, null,
                null, null, null, false, null, null, false, n.rules, null, null
              from unnest(cast(:openDuty as text[]), cast(:openGrid as text[]), cast(:openRole as text[]),
                cast(:openStart as timestamptz[]), cast(:openEnd as timestamptz[]), cast(:openDue as timestamptz[]),
                cast(:openRules as text[])) as n (duty_id, grid_id, role, window_start, window_end, due_at, rules))""";

    private record Open(DutySchedule duty, Window window) {}

    private record Stored(String dutyId, Instant recordedAt, String type, String payload) {}

    private OpenOccurrences() {}

    /** Computes the windows that were open at the question's instant and makes them part of {@link #ALL}. */
    public static Question bind(Question question, AsOf asOf, Instant now, JdbcClient sql) {
        Instant instant = asOf.at() == null ? now : asOf.at();
        List<Open> open = new ArrayList<>();
        Set<String> decided = decided(asOf, instant, sql);
        for (DutySchedule duty : schedules(asOf.knownAt(), sql)) {
            duty.windows(instant.minus(LOOK_BACK), instant.plusNanos(1000))
                    .filter(window ->
                            duty.owed(window) && !decided.contains(duty.dutyId() + "@" + window.windowStart()))
                    .forEach(window -> open.add(new Open(duty, window)));
        }
        return question.bindText("known", asOf.intervals("s"))
                .bind("openDuty", open.stream().map(each -> each.duty.dutyId()).toList())
                .bind("openGrid", open.stream().map(each -> each.duty.gridId()).toList())
                .bind("openRole", open.stream().map(each -> each.duty.role()).toList())
                .bind(
                        "openStart",
                        open.stream().map(each -> each.window.windowStart()).toList())
                .bind(
                        "openEnd",
                        open.stream().map(each -> each.window.windowEnd()).toList())
                .bind("openDue", open.stream().map(each -> each.window.dueAt()).toList())
                .bind(
                        "openRules",
                        open.stream().map(each -> each.window.rules()).toList());
    }

    private static List<DutySchedule> schedules(@Nullable Instant knownAt, JdbcClient sql) {
        return schedules("true", List.of(), knownAt, sql);
    }

    /** The schedules of the duties in some grids, as known by then, in the order in which the duties were established. */
    public static List<DutySchedule> schedulesIn(List<String> gridIds, @Nullable Instant knownAt, JdbcClient sql) {
        return schedules("duty_id in (select duty_id from duty where grid_id = any(:grids))", gridIds, knownAt, sql);
    }

    private static List<DutySchedule> schedules(
            String which, List<String> gridIds, @Nullable Instant knownAt, JdbcClient sql) {
        Map<String, DutySchedule> schedules = new LinkedHashMap<>();
        sql.sql("select duty_id, recorded_at, type, payload::text from duty_event where " + which
                        + " and (cast(:until as timestamptz) is null or recorded_at <= :until) order by position")
                .param("grids", gridIds.toArray(String[]::new))
                .param("until", Row.stored(knownAt))
                .query((row, number) -> new Stored(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4)))
                .list()
                .forEach(stored -> {
                    DutyEvent event = read(stored);
                    schedules.compute(
                            stored.dutyId,
                            (id, known) -> known == null
                                    ? DutySchedule.establishedBy((DutyEstablished) event, stored.recordedAt)
                                    : known.after(event, stored.recordedAt));
                });
        return List.copyOf(schedules.values());
    }

    private static DutyEvent read(Stored stored) {
        for (Class<?> type : DutyEvent.class.getPermittedSubclasses()) {
            if (type.getSimpleName().equals(stored.type)) {
                return (DutyEvent) JsonMapper.shared().readValue(stored.payload, type);
            }
        }
        throw new IllegalStateException("no event of a duty is called " + stored.type);
    }

    private static Set<String> decided(AsOf asOf, Instant instant, JdbcClient sql) {
        Set<String> decided = new HashSet<>();
        sql.sql("select duty_id, window_start from occurrence s where " + asOf.intervals("s")
                        + " and window_start >= :since and window_start <= :instant")
                .param("instant", Row.stored(instant))
                .param("knownAt", Row.stored(asOf.knownAt()))
                .param("since", Row.stored(instant.minus(LOOK_BACK)))
                .query(row -> {
                    decided.add(row.getString(1) + "@"
                            + row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return decided;
    }
}
