package org.wangge.query.responsibility;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Columns;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.Row;

/** Keeps when slots count, which line a grid stands for, and when people do not answer. */
final class AvailabilityProjection implements Buffering {

    private final Intervals hours;
    private final Intervals lines;
    private final Intervals absences;

    AvailabilityProjection(JdbcOperations jdbc) {
        this.hours = intervals(jdbc, "slot_hours", "grid_id", "days", "begins", "ends", "time_zone");
        this.lines = intervals(jdbc, "business_line", "grid_id", "line");
        this.absences = intervals(jdbc, "absence", "person_id", "kind");
    }

    private static Intervals intervals(JdbcOperations jdbc, String table, String key, String... own) {
        Stream<String> columns = Stream.of(
                        Stream.of(key), Stream.of(own), Stream.of("since", "occurred_at", "recorded_at"))
                .flatMap(each -> each);
        return new Intervals(jdbc, table, List.of(key), Columns.of(columns.toArray(String[]::new)));
    }

    @Override
    public void begin(boolean continued) {
        Stream.of(hours, lines, absences).forEach(each -> each.begin(continued));
    }

    @Override
    public void flush() {
        Stream.of(hours, lines, absences).forEach(Intervals::flush);
    }

    private static Row made(Envelope envelope) {
        return new Row().set("occurred_at", envelope.occurredAt()).set("recorded_at", envelope.recordedAt());
    }

    @EventHandler
    void on(SlotHoursSet event, Envelope envelope) {
        Row row = made(envelope)
                .set("since", event.effectiveFrom())
                .set("days", event.days().stream().map(DayOfWeek::getValue).toList())
                .set("begins", event.from().toString())
                .set("ends", event.to().toString())
                .set("time_zone", event.timeZone().getId());
        set(hours, event.gridId(), envelope, event.effectiveFrom(), row);
    }

    @EventHandler
    void on(BusinessLineSet event, Envelope envelope) {
        Row row = made(envelope).set("since", event.effectiveFrom()).set("line", event.line());
        set(lines, event.gridId(), envelope, event.effectiveFrom(), row);
    }

    private static void set(Intervals table, String gridId, Envelope envelope, Instant from, Row row) {
        table.change(List.of(gridId), known -> {
            if (known.replace(envelope, from, row) == 0) {
                known.add(envelope, from, null, row.set("grid_id", gridId));
            }
        });
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
        absences.change(
                List.of(event.personId()),
                known -> known.end(
                        envelope,
                        each -> "LEAVE".equals(each.text("kind"))
                                && event.from().equals(each.instant("since")),
                        event.effectiveFrom()));
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
