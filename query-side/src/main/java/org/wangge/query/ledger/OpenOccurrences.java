package org.wangge.query.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutySchedule;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** 履职时段: the windows of duties, those that somebody decided about and those that are open, as one table. */
public final class OpenOccurrences {

    /** The view that holds duties and their occurrences. */
    public static final String VIEW = "duties";

    private static final String ROWS = "(select s.duty_id, s.grid_id, s.role, s.window_start, s.window_end, s.due_at,"
            + " s.status, s.person_id, s.done_at, s.inspection_id, s.note, s.excuse, s.missed, s.missed_recorded_at,"
            + " s.responsible, s.late, s.rules, s.recorded_from as recorded_at, s.event_id from occurrence s"
            + " where {known} and ";

    /**
     * The stored ones of windows that had opened, of which the text {@code known} says which are meant. An index begins at the
     * instant, the text {@code until}, however much has been since.
     */
    static final String STORED = ROWS + "s.window_start <= {until})";

    /** Those of windows that had not: somebody was excused in advance. */
    static final String AHEAD = ROWS + "s.window_start > {until} and s.effective_from < s.window_start)";

    /** The computed ones. */
    static final String COMPUTED = "(select n.duty_id, n.grid_id, n.role, n.window_start, n.window_end, n.due_at,"
            + " 'OPEN' as status, null as person_id, null::timestamptz as done_at, null as inspection_id, null as note,"
            + " null as excuse, false as missed, null::timestamptz as missed_recorded_at, null::text[] as responsible,"
            + " false as late, n.rules, null::timestamptz as recorded_at, null::uuid as event_id from "
            + OpenWindows.TABLE + ")";

    private OpenOccurrences() {}

    /** By when what is seen must have happened: the earlier of the two clocks, for nothing is recorded before. */
    static String until(AsOf asOf) {
        return asOf.knownAt() == null
                ? "cast(:instant as timestamptz)"
                : "least(cast(:instant as timestamptz), cast(:knownAt as timestamptz))";
    }

    /** The schedules of the duties in some grids, as known by then, in the order in which the duties were established. */
    public static List<DutySchedule> schedulesIn(List<String> gridIds, @Nullable Instant knownAt, JdbcClient sql) {
        Map<String, DutySchedule> schedules = new LinkedHashMap<>();
        sql.sql("select duty_id, recorded_at, type, payload::text from duty_event where duty_id in"
                        + " (select duty_id from duty where grid_id = any(:grids))"
                        + " and (cast(:until as timestamptz) is null or recorded_at <= :until) order by position")
                .param("grids", gridIds.toArray(String[]::new))
                .param("until", Row.stored(knownAt))
                .query(row -> {
                    Instant recordedAt = row.getObject(2, OffsetDateTime.class).toInstant();
                    DutyEvent event = DutyCalendar.event(row.getString(3), row.getString(4));
                    schedules.compute(
                            row.getString(1),
                            (id, known) -> known == null
                                    ? DutySchedule.establishedBy((DutyEstablished) event, recordedAt)
                                    : known.after(event, recordedAt));
                });
        return List.copyOf(schedules.values());
    }
}
