package org.wangge.query.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutySchedule;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** 逾期未决时段: windows whose due time had passed although nobody had recorded anything about them, not even that they were missed. */
public final class UndecidedWindows {

    /**
     * One window.
     *
     * @param eventId what last set the duty's rule
     * @param recordedAt when that was recorded
     */
    public record Undecided(
            String dutyId, String gridId, String role, Window window, UUID eventId, Instant recordedAt) {}

    private record Ruled(UUID eventId, Instant recordedAt) {}

    private UndecidedWindows() {}

    /**
     * Those of the duties in some grids that fell due after {@code from}, up to the question's instant.
     *
     * @param asOf has an instant
     */
    public static List<Undecided> in(List<String> gridIds, Instant from, Instant at, AsOf asOf, JdbcClient sql) {
        Set<String> decided = new HashSet<>();
        statement(
                        sql,
                        "select s.duty_id, s.window_start from occurrence s where s.grid_id = any(:grids) and s.due_at > :from"
                                + " and s.due_at <= :instant and " + asOf.intervals("s"),
                        gridIds,
                        from,
                        at,
                        asOf)
                .query(row -> {
                    decided.add(key(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()));
                });
        Map<String, Ruled> ruled = new HashMap<>();
        statement(
                        sql,
                        "select d.duty_id, d.event_id, d.recorded_from from duty d where d.grid_id = any(:grids) and "
                                + asOf.intervals("d"),
                        gridIds,
                        from,
                        at,
                        asOf)
                .query(row -> {
                    ruled.put(
                            row.getString(1),
                            new Ruled(
                                    row.getObject(2, UUID.class),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        List<Undecided> undecided = new ArrayList<>();
        for (DutySchedule duty : OpenOccurrences.schedulesIn(gridIds, asOf.knownAt(), sql)) {
            Ruled by = ruled.get(duty.dutyId());
            if (by != null) {
                duty.fallingDue(from, at)
                        .filter(window -> !decided.contains(key(duty.dutyId(), window.windowStart())))
                        .forEach(window -> undecided.add(new Undecided(
                                duty.dutyId(), duty.gridId(), duty.role(), window, by.eventId, by.recordedAt)));
            }
        }
        return undecided;
    }

    private static JdbcClient.StatementSpec statement(
            JdbcClient sql, String text, List<String> gridIds, Instant from, Instant at, AsOf asOf) {
        return sql.sql(text)
                .param("grids", gridIds.toArray(String[]::new))
                .param("from", Row.stored(from))
                .param("instant", Row.stored(at))
                .param("knownAt", Row.stored(asOf.knownAt()));
    }

    private static String key(String dutyId, Instant windowStart) {
        return dutyId + "@" + windowStart;
    }
}
