package org.wangge.query.ledger;

import org.axonframework.eventhandling.EventHandler;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;

/** 受理: what was reported, graded, sent to whom, taken or refused. */
final class CaseIntakeProjection {

    private final CaseVersions cases;

    CaseIntakeProjection(CaseVersions cases) {
        this.cases = cases;
    }

    @EventHandler
    void on(CaseReported event, Envelope envelope) {
        boolean late = LateEntry.isLate(envelope);
        Row row = new Row()
                .set("grid_id", event.gridId())
                .set("origin_grid_id", event.gridId())
                .set("kind", event.kind())
                .set("category", event.category())
                .set("severity", event.severity())
                .set("title", event.title())
                .set("place", event.place())
                .set("reference", event.reference())
                .set("source", envelope.provenance().source())
                .set(
                        "inspection_id",
                        event.inspectionId() == null
                                ? null
                                : event.inspectionId().toString())
                .set("reporter", envelope.provenance().actor().identity())
                .set("reported_at", envelope.occurredAt())
                .set("reported_recorded_at", envelope.recordedAt())
                .set("late", late)
                .set("late_steps", late ? 1 : 0);
        cases.begin(
                event,
                envelope,
                CaseVersions.waitsFor(row, "REPORTED", CaseStage.DISPATCH, envelope, event.dispatchBy()));
    }

    @EventHandler
    void on(CaseGraded event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("severity", event.severity()));
    }

    @EventHandler
    void on(CaseRectifiedOnSpot event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        new Row()
                                .set("rectifier", envelope.provenance().actor().identity())
                                .set("rectified_at", envelope.occurredAt()),
                        "RECTIFIED_ON_SPOT",
                        CaseStage.CLOSE,
                        envelope,
                        event.closeBy()));
    }

    @EventHandler
    void on(CaseDispatched event, Envelope envelope) {
        Row row = new Row()
                .set("unit_id", event.unitId())
                .set("accept_by", event.acceptBy())
                .set("due_at", event.dueAt())
                .set("dispatched_at", envelope.occurredAt())
                .set("accepted_at", null)
                .set("rectified_at", null)
                .set("verified_at", null);
        // Until it is accepted both deadlines run; imported cases have the due time only.
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        row,
                        "DISPATCHED",
                        CaseStage.ACCEPT,
                        envelope,
                        CaseVersions.earlier(event.acceptBy(), event.dueAt())));
    }

    @EventHandler
    void on(CaseAccepted event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        new Row().set("accepted_at", envelope.occurredAt()).setIfGiven("due_at", event.rectifyBy()),
                        "ACCEPTED",
                        CaseStage.RECTIFY,
                        envelope,
                        event.rectifyBy()));
    }

    @EventHandler
    void on(CaseRejected event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        CaseVersions.notHeld(new Row()).count("rejections"),
                        "REPORTED",
                        CaseStage.DISPATCH,
                        envelope,
                        event.dispatchBy()));
    }
}
