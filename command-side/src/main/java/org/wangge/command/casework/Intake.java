package org.wangge.command.casework;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.command.casework.CaseState.Dispatched;

/** 受理与分流: from the report to the unit that takes the case. */
final class Intake {

    private Intake() {}

    static CaseReported reported(
            ReportCase report, @Nullable String reference, @Nullable Instant dispatchBy, String rules) {
        return new CaseReported(
                report.caseId(),
                report.gridId(),
                report.kind(),
                report.category(),
                report.severity(),
                report.title(),
                report.description(),
                report.place(),
                report.latitude(),
                report.longitude(),
                report.inspectionId(),
                report.evidence(),
                reference,
                dispatchBy,
                rules);
    }

    /** Deadlines that were set before stay as they are. */
    static CaseEvent grade(GradeCase command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        return new CaseGraded(command.caseId(), command.severity(), command.reason());
    }

    static CaseEvent rectifyOnSpot(RectifyOnSpot command, CaseFile file, Provenance provenance, CasePlan plan) {
        CaseRules.theCaseWaitsForDispatch(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        CaseRules.aMajorCaseIsNotRectifiedOnTheSpot(file.severity());
        return new CaseRectifiedOnSpot(
                command.caseId(),
                command.summary(),
                command.evidence(),
                plan.closeBy(provenance.occurredAt(), file.severity()),
                plan.version());
    }

    static CaseEvent dispatch(DispatchCase command, CaseFile file, Provenance provenance, CasePlan plan) {
        Instant at = provenance.occurredAt();
        CaseRules.theCaseWaitsForDispatch(file.state());
        CaseRules.aStepFollowsThePreviousOne(at, file.steppedAt());
        Instant dueAt = Objects.requireNonNullElseGet(command.dueAt(), () -> plan.dueAt(at, file.severity()));
        CaseRules.aDeadlineLiesAhead(dueAt, at, "/dueAt");
        Instant acceptBy = Objects.requireNonNullElseGet(
                command.acceptBy(), () -> earlier(plan.acceptBy(at, file.severity()), dueAt));
        CaseRules.aDeadlineLiesAhead(acceptBy, at, "/acceptBy");
        CaseRules.acceptanceIsDueBeforeTheRectification(acceptBy, dueAt);
        return new CaseDispatched(command.caseId(), command.unitId(), acceptBy, dueAt, plan.version());
    }

    static CaseEvent accept(AcceptCase command, CaseFile file, Provenance provenance, CasePlan plan) {
        Dispatched dispatched = CaseRules.theCaseWaitsForAcceptance(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        return new CaseAccepted(command.caseId(), dispatched.unitId(), dispatched.dueAt(), plan.version());
    }

    static CaseEvent reject(RejectCase command, CaseFile file, Provenance provenance, CasePlan plan) {
        Dispatched dispatched = CaseRules.theCaseWaitsForAcceptance(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        return new CaseRejected(
                command.caseId(),
                dispatched.unitId(),
                command.reason(),
                plan.dispatchBy(provenance.occurredAt(), file.severity()),
                plan.version());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
