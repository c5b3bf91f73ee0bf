package org.wangge.query.figures;

import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.query.version.Additions;

/** Keeps what was decided about windows of duties. */
final class WindowProjection {

    private final Additions decisions;

    WindowProjection(Additions decisions) {
        this.decisions = decisions;
    }

    static Additions decisions(JdbcOperations jdbc) {
        return new Additions(
                jdbc,
                "window_decision",
                "position",
                "event_id",
                "duty_id",
                "window_start",
                "grid_id",
                "outcome",
                "occurred_at",
                "recorded_at");
    }

    @EventHandler
    void on(OccurrenceEvent event, Envelope envelope) {
        String outcome = switch (event) {
            case DutyFulfilled _ -> "FULFILLED";
            case DutyFulfilledLate _ -> "FULFILLED_LATE";
            case DutyMissed _ -> "MISSED";
            case DutyExcused _ -> "EXCUSED";
        };
        decisions.add(
                envelope.position(),
                envelope.eventId(),
                event.dutyId(),
                event.window().windowStart(),
                event.gridId(),
                outcome,
                envelope.occurredAt(),
                envelope.recordedAt());
    }
}
