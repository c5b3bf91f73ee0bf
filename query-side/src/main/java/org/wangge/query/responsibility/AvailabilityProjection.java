package org.wangge.query.responsibility;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.Intervals.Which;
import org.wangge.query.version.Row;

/** Keeps when slots count, which line a grid stands for, and when people do not answer. */
final class AvailabilityProjection {

    private final Intervals hours;
    private final Intervals lines;
    private final Intervals absences;

    AvailabilityProjection(JdbcClient sql) {
        this.hours = intervals(sql, "slot_hours", "grid_id", "days", "begins", "ends", "time_zone");
        this.lines = intervals(sql, "business_line", "grid_id", "line");
        this.absences = intervals(sql, "absence", "person_id", "kind");
    }

    private static Intervals intervals(JdbcClient sql, String table, String... own) {
        List<String> columns = new ArrayList<>(List.of(own));
        columns.addAll(List.of("since", "occurred_at", "recorded_at"));
        return new Intervals(sql, table, columns);
    }

    private static Row made(Envelope envelope) {
        return new Row().set("occurred_at", envelope.occurredAt()).set("recorded_at", envelope.recordedAt());
    }

    @EventHandler
    void on(SlotHoursSet event, Envelope envelope) {
        Row row = made(envelope)
                .set("since", event.effectiveFrom())
                .setSql(
                        "days",
                        "?::smallint[]",
                        event.days().stream().map(DayOfWeek::getValue).toList())
                .setSql("begins", "?::time", event.from().toString())
                .setSql("ends", "?::time", event.to().toString())
                .set("time_zone", event.timeZone().getId());
        if (hours.replace(envelope, Which.of("grid_id = ?", event.gridId()), event.effectiveFrom(), row) == 0) {
            hours.add(envelope, event.effectiveFrom(), null, row.set("grid_id", event.gridId()));
        }
    }

    @EventHandler
    void on(BusinessLineSet event, Envelope envelope) {
        Row row = made(envelope).set("since", event.effectiveFrom()).set("line", event.line());
        if (lines.replace(envelope, Which.of("grid_id = ?", event.gridId()), event.effectiveFrom(), row) == 0) {
            lines.add(envelope, event.effectiveFrom(), null, row.set("grid_id", event.gridId()));
        }
    }

    @EventHandler
    void on(LeaveRecorded event, Envelope envelope) {
        absences.add(
                envelope,
                event.from(),
                event.to(),
                made(envelope)
                        .set("person_id", event.personId())
                        .set("kind", "LEAVE")
                        .set("since", event.from()));
    }

    @EventHandler
    void on(LeaveCancelled event, Envelope envelope) {
        absences.end(
                envelope,
                Which.of("person_id = ? and kind = 'LEAVE' and since = ?", event.personId(), event.from()),
                event.effectiveFrom());
    }

    /** Nobody comes back under the same id. */
    @EventHandler
    void on(PersonLeft event, Envelope envelope) {
        absences.add(
                envelope,
                envelope.occurredAt(),
                null,
                made(envelope)
                        .set("person_id", event.personId())
                        .set("kind", "LEFT")
                        .set("since", envelope.occurredAt()));
    }
}
