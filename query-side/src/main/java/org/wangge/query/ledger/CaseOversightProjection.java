package org.wangge.query.ledger;

import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.Delisted;
import org.wangge.api.casework.CaseEvent.ListedForSupervision;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.WorkStopLifted;
import org.wangge.api.casework.CaseEvent.WorkStopOrdered;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.version.Additions;
import org.wangge.query.version.Row;

/** 督办: what may befall an open case in any stage. */
final class CaseOversightProjection {

    private final CaseVersions cases;
    private final Additions overdue;

    CaseOversightProjection(CaseVersions cases, Additions overdue) {
        this.cases = cases;
        this.overdue = overdue;
    }

    static Additions overdue(JdbcOperations jdbc) {
        return new Additions(
                jdbc,
                "case_overdue",
                "event_id",
                "position",
                "case_id",
                "stage",
                "due_at",
                "unit_id",
                "responsible",
                "occurred_at",
                "recorded_at",
                "rules");
    }

    @EventHandler
    void on(CaseEscalated event, Envelope envelope) {
        cases.advance(
                event, envelope, new Row().set("grid_id", event.toGridId()).count("escalations"));
    }

    @EventHandler
    void on(CaseTransferred event, Envelope envelope) {
        cases.advance(
                event,
                envelope,
                CaseVersions.waitsFor(
                        CaseVersions.notHeld(new Row()).set("authority", event.authority()),
                        "TRANSFERRED",
                        null,
                        envelope,
                        null));
    }

    @EventHandler
    void on(TransferOutcomeRecorded event, Envelope envelope) {
        Row row = new Row().set("outcome", event.outcome());
        cases.advance(
                event,
                envelope,
                event.settled()
                        ? CaseVersions.ended(row, "CLOSED", envelope)
                        : CaseVersions.waitsFor(
                                row.set("authority", null),
                                "REPORTED",
                                CaseStage.DISPATCH,
                                envelope,
                                event.dispatchBy()));
    }

    @EventHandler
    void on(ListedForSupervision event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("supervisor", event.supervisor()));
    }

    @EventHandler
    void on(Delisted event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("supervisor", null));
    }

    @EventHandler
    void on(CaseUrged event, Envelope envelope) {
        cases.advance(event, envelope, new Row().count("urges"));
    }

    @EventHandler
    void on(NoticeServed event, Envelope envelope) {
        cases.advance(event, envelope, new Row().count("notices"));
    }

    @EventHandler
    void on(WorkStopOrdered event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("work_stopped", true));
    }

    @EventHandler
    void on(WorkStopLifted event, Envelope envelope) {
        cases.advance(event, envelope, new Row().set("work_stopped", false));
    }

    @EventHandler
    void on(CaseOverdue event, Envelope envelope) {
        overdue.add(
                envelope.eventId(),
                envelope.position(),
                event.caseId(),
                event.stage(),
                event.dueAt(),
                event.unitId(),
                event.responsible(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                event.rules());
    }
}
