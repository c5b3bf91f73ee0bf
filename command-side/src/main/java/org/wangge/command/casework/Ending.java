package org.wangge.command.casework;

import java.time.Instant;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.command.directory.Directory;

/** 归档与更正: how a case ends, begins again, and how its record is put right. */
final class Ending {

    private Ending() {}

    static CaseEvent close(CloseCase command, CaseFile file, Provenance provenance) {
        CaseRules.onlyAVerifiedOrOnTheSpotCaseCloses(file.state());
        CaseRules.aCaseWithAStandingWorkStopDoesNotEnd(file.workStoppedAt());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        return new CaseClosed(command.caseId(), command.note(), null);
    }

    static CaseEvent reopen(ReopenCase command, CaseFile file, Provenance provenance, CasePlan plan) {
        Instant at = provenance.occurredAt();
        CaseRules.onlyAClosedCaseReopens(file.state());
        CaseRules.aStepFollowsThePreviousOne(at, file.steppedAt());
        return new CaseReopened(
                command.caseId(), command.reason(), plan.dispatchBy(at, file.severity()), plan.version());
    }

    static CaseEvent merge(
            MergeDuplicate command, CaseFile file, Provenance provenance, Directory directory, OpenCases openCases) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aCaseIsNotItsOwnDuplicate(command);
        CaseRules.aCaseWithAStandingWorkStopDoesNotEnd(file.workStoppedAt());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        boolean exists = directory.caseExists(command.originalCaseId());
        CaseRules.theOriginalGoesOn(exists, exists && openCases.open(command.originalCaseId()), command);
        return new CaseMergedAsDuplicate(command.caseId(), command.originalCaseId());
    }

    /** In every state: a mistake in the record of an ended case is a mistake too. */
    static CaseEvent correct(CorrectCase command, CaseFile file, Provenance provenance) {
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        CaseRules.aCorrectionCorrectsSomething(command);
        return new CaseCorrected(
                command.caseId(),
                command.reason(),
                command.category(),
                command.title(),
                command.description(),
                command.place());
    }
}
