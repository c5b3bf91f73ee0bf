package org.wangge.query.ledger;

import java.util.Objects;
import org.axonframework.eventhandling.EventHandler;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.query.version.Former;
import org.wangge.query.version.Row;

/**
 * 办理: who did the last piece of work on a case, as the log of another system tells. It moves no stage: an ended case stays ended.
 */
final class CaseActivityProjection {

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
                    .derive("handovers", former -> former.count("handovers") + (changesHands(former, event) ? 1 : 0));
        }
        cases.advance(event, envelope, row);
    }

    /** Another person; or, where the log names none, another unit. The same person in another unit is the same hand. */
    private static boolean changesHands(Former former, ActivityRecorded event) {
        String person = former.text("handler");
        String unit = former.text("handler_unit");
        if (person == null && unit == null) {
            return false;
        }
        return !Objects.equals(person, event.personId())
                || (person == null && !Objects.equals(unit, event.actingUnitId()));
    }
}
