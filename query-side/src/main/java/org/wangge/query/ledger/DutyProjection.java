package org.wangge.query.ledger;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Additions;
import org.wangge.query.version.Columns;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what must be done and what became of it. */
final class DutyProjection implements Buffering {

    private final Intervals duties;
    private final Intervals occurrences;
    private final Additions events;

    DutyProjection(JdbcOperations jdbc) {
        this.duties = new Intervals(
                jdbc,
                "duty",
                List.of("duty_id"),
                Columns.of(
                        "duty_id",
                        "grid_id",
                        "role",
                        "kind",
                        "title",
                        "state",
                        "recurrence",
                        "starts",
                        "time_zone",
                        "window_length",
                        "grace",
                        "reason",
                        "rules",
                        "late"));
        this.occurrences = new Intervals(
                jdbc,
                "occurrence",
                List.of("duty_id", "window_start"),
                Columns.of(
                                "duty_id",
                                "grid_id",
                                "role",
                                "window_start",
                                "window_end",
                                "due_at",
                                "rules",
                                "status",
                                "person_id",
                                "done_at",
                                "inspection_id",
                                "note",
                                "excuse",
                                "missed",
                                "missed_recorded_at",
                                "responsible",
                                "late")
                        .startingAt(false, "missed"));
        this.events = new Additions(jdbc, "duty_event", "position", "duty_id", "recorded_at", "type", "payload");
    }

    @Override
    public void begin(boolean continued) {
        duties.begin(continued);
        occurrences.begin(continued);
        events.begin(continued);
    }

    @Override
    public void flush() {
        duties.flush();
        occurrences.flush();
        events.flush();
    }

    @EventHandler
    void on(DutyEstablished event, Envelope envelope) {
        keep(event, envelope);
        duties.add(
                envelope,
                envelope.occurredAt(),
                null,
                new Row()
                        .set("duty_id", event.dutyId())
                        .set("grid_id", event.gridId())
                        .set("role", event.role())
                        .set("kind", event.kind())
                        .set("title", event.title())
                        .set("state", "ACTIVE")
                        .set("recurrence", event.recurrence())
                        .set("starts", event.start().toString())
                        .set("time_zone", event.timeZone().toString())
                        .set("window_length", event.window().toString())
                        .set("grace", event.grace().toString())
                        .set("rules", event.rules())
                        .set("late", LateEntry.isLate(envelope)));
    }

    @EventHandler
    void on(DutyAmended event, Envelope envelope) {
        change(
                event,
                envelope,
                event.effectiveFrom(),
                new Row()
                        .set("recurrence", event.recurrence())
                        .set("starts", event.start().toString())
                        .set("time_zone", event.timeZone().toString())
                        .set("window_length", event.window().toString())
                        .set("grace", event.grace().toString())
                        .set("reason", event.reason())
                        .set("rules", event.rules()));
    }

    @EventHandler
    void on(DutySuspended event, Envelope envelope) {
        change(
                event,
                envelope,
                event.effectiveFrom(),
                new Row().set("state", "SUSPENDED").set("reason", event.reason()));
    }

    @EventHandler
    void on(DutyResumed event, Envelope envelope) {
        change(
                event,
                envelope,
                event.effectiveFrom(),
                new Row().set("state", "ACTIVE").set("reason", null));
    }

    @EventHandler
    void on(DutyRetired event, Envelope envelope) {
        change(
                event,
                envelope,
                event.effectiveFrom(),
                new Row().set("state", "RETIRED").set("reason", event.reason()));
    }

    private void change(DutyEvent event, Envelope envelope, Instant from, Row row) {
        keep(event, envelope);
        duties.change(List.of(event.dutyId()), duty -> {
            if (duty.change(envelope, each -> true, from, row) == 0) {
                throw new IllegalStateException("event " + envelope.eventId() + " is about a duty that is not there");
            }
        });
    }

    private void keep(DutyEvent event, Envelope envelope) {
        events.add(
                envelope.position(),
                event.dutyId(),
                envelope.recordedAt(),
                event.getClass().getSimpleName(),
                JsonMapper.shared().writeValueAsString(event));
    }

    @EventHandler
    void on(DutyFulfilled event, Envelope envelope) {
        decided(
                event,
                envelope,
                done("FULFILLED", event.personId(), envelope)
                        .set(
                                "inspection_id",
                                event.inspectionId() == null
                                        ? null
                                        : event.inspectionId().toString())
                        .set("note", event.note()));
    }

    @EventHandler
    void on(DutyFulfilledLate event, Envelope envelope) {
        decided(
                event,
                envelope,
                done("FULFILLED_LATE", event.personId(), envelope)
                        .set(
                                "inspection_id",
                                event.inspectionId() == null
                                        ? null
                                        : event.inspectionId().toString())
                        .set("note", event.note()));
    }

    private static Row done(String status, String personId, Envelope envelope) {
        return new Row().set("status", status).set("person_id", personId).set("done_at", envelope.occurredAt());
    }

    @EventHandler
    void on(DutyMissed event, Envelope envelope) {
        decided(
                event,
                envelope,
                new Row()
                        .set("status", "MISSED")
                        .set("missed", true)
                        .set("missed_recorded_at", envelope.recordedAt())
                        .set("responsible", event.responsible()));
    }

    @EventHandler
    void on(DutyExcused event, Envelope envelope) {
        decided(event, envelope, new Row().set("status", "EXCUSED").set("excuse", event.reason()));
    }

    /** What is recorded later replaces what was known from the time of the fact on: done at 10, recorded after the miss. */
    private void decided(OccurrenceEvent event, Envelope envelope, Row row) {
        row.set("late", LateEntry.isLate(envelope));
        Window window = event.window();
        occurrences.change(List.of(event.dutyId(), window.windowStart()), known -> {
            if (known.replace(envelope, envelope.occurredAt(), row) == 0) {
                known.add(
                        envelope,
                        envelope.occurredAt(),
                        null,
                        row.set("duty_id", event.dutyId())
                                .set("grid_id", event.gridId())
                                .set("role", event.role())
                                .set("window_start", window.windowStart())
                                .set("window_end", window.windowEnd())
                                .set("due_at", window.dueAt())
                                .set("rules", window.rules()));
            }
        });
    }
}
