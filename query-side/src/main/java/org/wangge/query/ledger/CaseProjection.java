package org.wangge.query.ledger;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.Delisted;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRefused;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseEvent.ListedForSupervision;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseEvent.WorkStopLifted;
import org.wangge.api.casework.CaseEvent.WorkStopOrdered;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;
import org.wangge.query.version.Versions;

/** Keeps every version of every case. */
final class CaseProjection {

    private final JdbcClient sql;
    private final Versions cases;

    CaseProjection(JdbcClient sql) {
        this.sql = sql;
        this.cases = new Versions(
                sql,
                "case_version",
                "case_id",
                List.of(
                        "state",
                        "open",
                        "stage",
                        "stage_since",
                        "deadline",
                        "grid_id",
                        "kind",
                        "category",
                        "severity",
                        "title",
                        "place",
                        "reference",
                        "source",
                        "inspection_id",
                        "unit_id",
                        "authority",
                        "reporter",
                        "rectifier",
                        "verifier",
                        "plan_person",
                        "reported_at",
                        "reported_recorded_at",
                        "late",
                        "late_steps",
                        "accept_by",
                        "due_at",
                        "dispatched_at",
                        "accepted_at",
                        "rectified_at",
                        "verified_at",
                        "closed_at",
                        "outcome",
                        "planned",
                        "extension_pending",
                        "extensions",
                        "rejections",
                        "returns",
                        "reopenings",
                        "escalations",
                        "urges",
                        "notices",
                        "corrections",
                        "supervisor",
                        "work_stopped",
                        "original_case_id"));
    }

    @EventHandler
    void on(CaseReported event, Envelope envelope) {
        boolean late = LateEntry.isLate(envelope);
        Row row = new Row()
                .set("grid_id", event.gridId())
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
                envelope,
                event.caseId().toString(),
                waitsFor(row, "REPORTED", CaseStage.DISPATCH, envelope, event.dispatchBy()));
    }

    @EventHandler
    void on(CaseGraded event, Envelope envelope) {
        advance(event, envelope, new Row().set("severity", event.severity()));
    }

    @EventHandler
    void on(CaseRectifiedOnSpot event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
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
        advance(
                event,
                envelope,
                waitsFor(row, "DISPATCHED", CaseStage.ACCEPT, envelope, earlier(event.acceptBy(), event.dueAt())));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    @EventHandler
    void on(CaseAccepted event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        new Row().set("accepted_at", envelope.occurredAt()).setIfGiven("due_at", event.rectifyBy()),
                        "ACCEPTED",
                        CaseStage.RECTIFY,
                        envelope,
                        event.rectifyBy()));
    }

    @EventHandler
    void on(CaseRejected event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        notHeld(new Row()).count("rejections"),
                        "REPORTED",
                        CaseStage.DISPATCH,
                        envelope,
                        event.dispatchBy()));
    }

    private static Row notHeld(Row row) {
        return row.set("unit_id", null).set("accept_by", null).set("due_at", null);
    }

    @EventHandler
    void on(RectificationPlanned event, Envelope envelope) {
        advance(event, envelope, new Row().set("planned", true).set("plan_person", event.personId()));
    }

    @EventHandler
    void on(InterimMeasureTaken event, Envelope envelope) {
        advance(event, envelope, new Row());
    }

    @EventHandler
    void on(ExtensionRequested event, Envelope envelope) {
        advance(event, envelope, new Row().set("extension_pending", true));
    }

    @EventHandler
    void on(ExtensionGranted event, Envelope envelope) {
        advance(
                event,
                envelope,
                new Row()
                        .set("extension_pending", false)
                        .count("extensions")
                        .set("due_at", event.newDueAt())
                        .setSql(
                                "deadline",
                                "case stage when 'RECTIFY' then ? when 'ACCEPT' then least(accept_by, ?) else deadline end",
                                event.newDueAt(),
                                event.newDueAt()));
    }

    @EventHandler
    void on(ExtensionRefused event, Envelope envelope) {
        advance(event, envelope, new Row().set("extension_pending", false));
    }

    @EventHandler
    void on(RectificationSubmitted event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        new Row().set("rectifier", event.rectifier()).set("rectified_at", envelope.occurredAt()),
                        "RECTIFIED",
                        CaseStage.VERIFY,
                        envelope,
                        event.verifyBy()));
    }

    @EventHandler
    void on(RectificationVerified event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        new Row().set("verifier", event.verifier()).set("verified_at", envelope.occurredAt()),
                        "VERIFIED",
                        CaseStage.CLOSE,
                        envelope,
                        event.closeBy()));
    }

    @EventHandler
    void on(VerificationFailed event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        new Row()
                                .set("verifier", event.verifier())
                                .set("rectified_at", null)
                                .count("returns"),
                        "ACCEPTED",
                        CaseStage.RECTIFY,
                        envelope,
                        event.rectifyBy()));
    }

    @EventHandler
    void on(CaseClosed event, Envelope envelope) {
        advance(event, envelope, ended(new Row().set("outcome", event.outcome()), "CLOSED", envelope));
    }

    @EventHandler
    void on(CaseEscalated event, Envelope envelope) {
        advance(event, envelope, new Row().set("grid_id", event.toGridId()).count("escalations"));
    }

    @EventHandler
    void on(CaseTransferred event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(notHeld(new Row()).set("authority", event.authority()), "TRANSFERRED", null, envelope, null));
    }

    @EventHandler
    void on(TransferOutcomeRecorded event, Envelope envelope) {
        Row row = new Row().set("outcome", event.outcome());
        advance(
                event,
                envelope,
                event.settled()
                        ? ended(row, "CLOSED", envelope)
                        : waitsFor(
                                row.set("authority", null),
                                "REPORTED",
                                CaseStage.DISPATCH,
                                envelope,
                                event.dispatchBy()));
    }

    @EventHandler
    void on(ListedForSupervision event, Envelope envelope) {
        advance(event, envelope, new Row().set("supervisor", event.supervisor()));
    }

    @EventHandler
    void on(Delisted event, Envelope envelope) {
        advance(event, envelope, new Row().set("supervisor", null));
    }

    @EventHandler
    void on(CaseUrged event, Envelope envelope) {
        advance(event, envelope, new Row().count("urges"));
    }

    @EventHandler
    void on(NoticeServed event, Envelope envelope) {
        advance(event, envelope, new Row().count("notices"));
    }

    @EventHandler
    void on(WorkStopOrdered event, Envelope envelope) {
        advance(event, envelope, new Row().set("work_stopped", true));
    }

    @EventHandler
    void on(WorkStopLifted event, Envelope envelope) {
        advance(event, envelope, new Row().set("work_stopped", false));
    }

    @EventHandler
    void on(CaseReopened event, Envelope envelope) {
        advance(
                event,
                envelope,
                waitsFor(
                        notHeld(new Row())
                                .set("closed_at", null)
                                .set("outcome", null)
                                .count("reopenings"),
                        "REPORTED",
                        CaseStage.DISPATCH,
                        envelope,
                        event.dispatchBy()));
    }

    @EventHandler
    void on(CaseMergedAsDuplicate event, Envelope envelope) {
        advance(
                event,
                envelope,
                ended(new Row().set("original_case_id", event.originalCaseId().toString()), "MERGED", envelope));
    }

    @EventHandler
    void on(CaseCorrected event, Envelope envelope) {
        advance(
                event,
                envelope,
                new Row()
                        .setIfGiven("category", event.category())
                        .setIfGiven("title", event.title())
                        .setIfGiven("place", event.place())
                        .count("corrections"));
    }

    @EventHandler
    void on(CaseOverdue event, Envelope envelope) {
        sql.sql("""
                        insert into case_overdue (event_id, position, case_id, stage, due_at, unit_id, responsible,
                          occurred_at, recorded_at, rules)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(envelope.eventId())
                .param(envelope.position())
                .param(event.caseId().toString())
                .param(event.stage().name())
                .param(Row.stored(event.dueAt()))
                .param(event.unitId())
                .param(Row.stored(event.responsible()))
                .param(Row.stored(envelope.occurredAt()))
                .param(Row.stored(envelope.recordedAt()))
                .param(event.rules())
                .update();
    }

    private void advance(CaseEvent event, Envelope envelope, Row row) {
        if (LateEntry.isLate(envelope)) {
            row.count("late_steps");
        }
        cases.advance(envelope, event.caseId().toString(), row);
    }

    private static Row waitsFor(
            Row row, String state, @Nullable CaseStage stage, Envelope envelope, @Nullable Instant deadline) {
        return row.set("state", state)
                .set("open", true)
                .set("stage", stage)
                .set("stage_since", envelope.occurredAt())
                .set("deadline", deadline);
    }

    private static Row ended(Row row, String state, Envelope envelope) {
        return row.set("state", state)
                .set("open", false)
                .set("stage", null)
                .set("stage_since", null)
                .set("deadline", null)
                .set("closed_at", envelope.occurredAt());
    }
}
