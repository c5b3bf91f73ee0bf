package org.wangge.query.ledger;

import org.axonframework.eventhandling.EventHandler;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.query.version.Row;

/**
 * 办理: who did the last piece of work on a case, as the log of another system tells. It moves no stage: an ended case stays ended.
 */
final class CaseActivityProjection {

    /** Another person; or, where the log names none, another unit. The same person in another unit is the same hand. */
    private static final String CHANGES_HANDS = "handovers + case when handler is null and handler_unit is null then 0"
            + " when handler is distinct from ?::text then 1"
            + " when handler is null and handler_unit is distinct from ?::text then 1 else 0 end";

    private final CaseVersions cases;

    CaseActivityProjection(CaseVersions cases) {
        this.cases = cases;
    }

    @EventHandler
    void on(ActivityRecorded event, Envelope envelope) {
        Row row = new Row()
                .set("last_activity", event.activity())
                .set("last_activity_at", envelope.occurredAt())
                .count("activities");
        // What nobody is named for leaves the case where it was.
        if (event.personId() != null || event.actingUnitId() != null) {
            row.set("handler", event.personId())
                    .set("handler_unit", event.actingUnitId())
                    .setSql("handovers", CHANGES_HANDS, event.personId(), event.actingUnitId());
        }
        cases.advance(event, envelope, row);
    }
}
