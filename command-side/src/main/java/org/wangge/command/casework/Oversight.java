package org.wangge.command.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.api.casework.CaseEvent;
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
import org.wangge.command.casework.CaseFile.Listing;
import org.wangge.command.casework.CaseState.Transferred;
import org.wangge.command.directory.Directory;
import org.wangge.command.directory.Directory.GridFacts;

/** 督办: what may befall an open case in any stage. */
final class Oversight {

    private Oversight() {}

    static CaseEvent escalate(EscalateCase command, CaseFile file, Provenance provenance, Directory directory) {
        CaseRules.theCaseIsInOurHands(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        String parent = CaseRules.aCaseIsEscalatedToTheParent(parentOf(file.gridId(), directory));
        directory.requireGrid(parent, "");
        return new CaseEscalated(command.caseId(), file.gridId(), parent, command.reason());
    }

    /** The escalation that the plan demands of an overdue, where there is a grid to escalate to. */
    static @Nullable CaseEvent escalateWhenOverdue(
            RecordOverdue command, CaseFile file, Directory directory, CasePlan plan) {
        if (!plan.escalateWhenOverdue(command.stage(), file.severity())) {
            return null;
        }
        String parent = parentOf(file.gridId(), directory);
        if (parent == null || directory.grid(parent).map(GridFacts::retired).orElse(true)) {
            return null;
        }
        String reason = "overdue: " + command.stage() + " by " + command.dueAt() + " (" + plan.version() + ")";
        return new CaseEscalated(command.caseId(), file.gridId(), parent, reason);
    }

    /** Who answers is asked for the instant at which the deadline passed. */
    static CaseEvent overdue(UUID caseId, Deadline deadline, CaseFile file, Directory directory, CasePlan plan) {
        List<String> responsible = plan.responsibleRoles(deadline.stage()).stream()
                .flatMap(role -> directory.holders(file.gridId(), role, deadline.at()).stream())
                .distinct()
                .sorted()
                .toList();
        return new CaseOverdue(
                caseId, deadline.stage(), deadline.at(), file.state().unitId(), responsible, plan.version());
    }

    static CaseEvent transfer(TransferCase command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsInOurHands(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        return new CaseTransferred(command.caseId(), command.authority(), command.reason());
    }

    static CaseEvent recordTransferOutcome(
            RecordTransferOutcome command, CaseFile file, Provenance provenance, CasePlan plan) {
        Instant at = provenance.occurredAt();
        Transferred transferred = CaseRules.theCaseLiesElsewhere(file.state());
        CaseRules.aStepFollowsThePreviousOne(at, file.steppedAt());
        if (command.settled()) {
            CaseRules.aCaseWithAStandingWorkStopDoesNotEnd(file.workStoppedAt());
        }
        Instant dispatchBy = command.settled() ? null : plan.dispatchBy(at, file.severity());
        return new TransferOutcomeRecorded(
                command.caseId(),
                transferred.authority(),
                command.outcome(),
                command.settled(),
                dispatchBy,
                plan.version());
    }

    static CaseEvent list(ListForSupervision command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        CaseRules.aCaseIsListedOnce(file.listing());
        return new ListedForSupervision(command.caseId(), command.supervisor(), command.reason());
    }

    /** Also of a case that has ended: the public plate comes down afterwards. */
    static CaseEvent delist(Delist command, CaseFile file, Provenance provenance) {
        Listing listing = CaseRules.onlyTheListerDelists(file.listing(), provenance.actor());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), listing.at());
        return new Delisted(command.caseId(), command.reason());
    }

    static CaseEvent urge(UrgeCase command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        return new CaseUrged(command.caseId(), file.state().unitId(), command.text());
    }

    static CaseEvent serveNotice(ServeNotice command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        return new NoticeServed(command.caseId(), command.noticeNumber(), command.unitId(), command.text());
    }

    static CaseEvent orderWorkStop(OrderWorkStop command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        CaseRules.workIsStoppedOnce(file.workStoppedAt());
        return new WorkStopOrdered(command.caseId(), command.scope(), command.reason());
    }

    static CaseEvent liftWorkStop(LiftWorkStop command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        Instant ordered = CaseRules.aWorkStopStands(file.workStoppedAt());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), ordered);
        return new WorkStopLifted(command.caseId(), command.reason());
    }

    private static @Nullable String parentOf(String gridId, Directory directory) {
        return directory.grid(gridId).map(GridFacts::parentId).orElse(null);
    }
}
