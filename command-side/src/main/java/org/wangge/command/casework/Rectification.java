package org.wangge.command.casework;

import java.time.Instant;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRefused;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.command.casework.CaseState.Accepted;
import org.wangge.command.casework.CaseState.Extension;
import org.wangge.command.casework.CaseState.Rectified;

/** 整改与复查: from the plan to the verification. */
final class Rectification {

    private Rectification() {}

    static CaseEvent plan(PlanRectification command, CaseFile file, Provenance provenance) {
        Instant at = provenance.occurredAt();
        Accepted accepted = CaseRules.theCaseIsBeingRectified(file.state());
        CaseRules.aStepFollowsThePreviousOne(at, file.steppedAt());
        CaseRules.aDeadlineLiesAhead(command.deadline(), at, "/deadline");
        CaseRules.aPlanKeepsTheDueTime(command.deadline(), accepted.rectifyBy());
        return new RectificationPlanned(
                command.caseId(),
                command.measure(),
                command.personId(),
                command.funds(),
                command.deadline(),
                command.contingency());
    }

    static CaseEvent takeInterimMeasure(TakeInterimMeasure command, CaseFile file, Provenance provenance) {
        CaseRules.theCaseIsOpen(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.reportedAt());
        return new InterimMeasureTaken(command.caseId(), command.measure());
    }

    static CaseEvent requestExtension(RequestExtension command, CaseFile file, Provenance provenance) {
        Instant at = provenance.occurredAt();
        Accepted accepted = CaseRules.theCaseIsBeingRectified(file.state());
        CaseRules.aStepFollowsThePreviousOne(at, file.steppedAt());
        CaseRules.oneExtensionIsAskedForAtATime(accepted.asked());
        CaseRules.anExtensionIsLaterAndInTime(accepted.rectifyBy(), command.newDueAt(), at);
        return new ExtensionRequested(command.caseId(), command.newDueAt(), command.reason());
    }

    static CaseEvent decideExtension(DecideExtension command, CaseFile file, Provenance provenance) {
        Accepted accepted = CaseRules.theCaseIsBeingRectified(file.state());
        Extension asked = CaseRules.anExtensionWasAskedFor(accepted.asked());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), asked.askedAt());
        return command.granted()
                ? new ExtensionGranted(command.caseId(), accepted.rectifyBy(), asked.newDueAt(), command.reason())
                : new ExtensionRefused(command.caseId(), command.reason());
    }

    static CaseEvent submit(SubmitRectification command, CaseFile file, Provenance provenance, CasePlan plan) {
        Accepted accepted = CaseRules.theCaseIsBeingRectified(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        CaseRules.aMajorCaseNeedsTheFiveElements(file.severity(), accepted.planned());
        return new RectificationSubmitted(
                command.caseId(),
                provenance.actor().identity(),
                command.summary(),
                command.evidence(),
                plan.verifyBy(provenance.occurredAt(), file.severity()),
                plan.version());
    }

    /** A case that was graded major after the submission can only fail: its plan is still to be made. */
    static CaseEvent verify(VerifyRectification command, CaseFile file, Provenance provenance, CasePlan plan) {
        Rectified rectified = CaseRules.theCaseWaitsForVerification(file.state());
        CaseRules.aStepFollowsThePreviousOne(provenance.occurredAt(), file.steppedAt());
        CaseRules.theVerifierIsNotTheRectifier(provenance.actor(), rectified.rectifier());
        String verifier = provenance.actor().identity();
        if (!command.passed()) {
            return new VerificationFailed(
                    command.caseId(), verifier, command.note(), rectified.rectifyBy(), plan.version());
        }
        CaseRules.aMajorCaseNeedsTheFiveElements(file.severity(), rectified.planned());
        return new RectificationVerified(
                command.caseId(),
                verifier,
                command.note(),
                plan.closeBy(provenance.occurredAt(), file.severity()),
                plan.version());
    }
}
