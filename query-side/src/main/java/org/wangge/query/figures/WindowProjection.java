package org.wangge.query.figures;

import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.query.version.Row;

/** Keeps what was decided about windows of duties. */
final class WindowProjection {

    private final JdbcClient sql;

    WindowProjection(JdbcClient sql) {
        this.sql = sql;
    }

    @EventHandler
    void on(OccurrenceEvent event, Envelope envelope) {
        String outcome = switch (event) {
            case DutyFulfilled _ -> "FULFILLED";
            case DutyFulfilledLate _ -> "FULFILLED_LATE";
            case DutyMissed _ -> "MISSED";
            case DutyExcused _ -> "EXCUSED";
        };
        sql.sql("""
                        insert into window_decision (position, event_id, duty_id, window_start, grid_id, outcome,
                          occurred_at, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(envelope.position())
                .param(envelope.eventId())
                .param(event.dutyId())
                .param(Row.stored(event.window().windowStart()))
                .param(event.gridId())
                .param(outcome)
                .param(Row.stored(envelope.occurredAt()))
                .param(Row.stored(envelope.recordedAt()))
                .update();
    }
}
