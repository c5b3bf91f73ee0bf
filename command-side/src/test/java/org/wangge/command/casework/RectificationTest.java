package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.HASH;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.VERIFIER;
import static org.wangge.command.casework.CaseBench.day;
import static org.wangge.command.casework.CaseBench.plan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 整改方案、临时措施、提交整改结果、复查. */
class RectificationTest {

    private static final SubmitRectification SUBMIT = new SubmitRectification(CASE, "Cleared", List.of(HASH));
    private static final VerifyRectification PASSED = new VerifyRectification(CASE, true, "fine");
    private static final VerifyRectification FAILED = new VerifyRectification(CASE, false, "still blocked");

    @Test
    void aPlanNamesTheFiveElements() {
        accepted(Severity.MAJOR)
                .when(plan(day(61)), day(2), HANDLER)
                .yields(new RectificationPlanned(CASE, "Clear it", HANDLER, "1200.50", day(61), "Keep a watch"));
    }

    @Test
    void aPlanDoesNotEndAfterTheDueTime() {
        accepted(Severity.MAJOR)
                .when(plan(day(61).plusMillis(1)), day(2), HANDLER)
                .isRefused(CaseRefusal.PLAN_BEYOND_DUE, "/deadline");
    }

    @Test
    void aPlanLiesAhead() {
        accepted(Severity.MAJOR)
                .when(plan(day(2)), day(2), HANDLER)
                .isRefused(CaseRefusal.DEADLINE_NOT_AHEAD, "/deadline");
    }

    @Test
    void thePlannedPersonMustExist() {
        accepted(Severity.MAJOR)
                .when(new PlanRectification(CASE, "Clear it", "x-9", "0", day(9), "none"), day(2), HANDLER)
                .isRefused(CommonRefusal.UNKNOWN_PERSON, "/personId");
    }

    @Test
    void anInterimMeasureIsTakenWhileTheCaseIsOpen() {
        accepted(Severity.MAJOR)
                .when(new TakeInterimMeasure(CASE, "Fence it off"), day(1.2), HANDLER)
                .yields(new InterimMeasureTaken(CASE, "Fence it off"));
    }

    @Test
    void aMajorCaseNeedsTheFiveElements() {
        accepted(Severity.MAJOR).when(SUBMIT, day(3), HANDLER).isRefused(CaseRefusal.FIVE_ELEMENTS_MISSING);
    }

    @Test
    void aMajorCaseWithTheFiveElementsIsSubmitted() {
        accepted(Severity.MAJOR)
                .planned()
                .when(SUBMIT, day(3), HANDLER)
                .yields(new RectificationSubmitted(CASE, HANDLER, "Cleared", List.of(HASH), day(8), "default-1"));
    }

    @Test
    void aSeriousCaseNeedsNoPlan() {
        accepted(Severity.SERIOUS)
                .when(SUBMIT, day(3), HANDLER)
                .yields(new RectificationSubmitted(CASE, HANDLER, "Cleared", List.of(HASH), day(8), "default-1"));
    }

    @Test
    void theEvidenceMustHaveBeenUploaded() {
        accepted(Severity.GENERAL)
                .when(new SubmitRectification(CASE, "Cleared", List.of("00".repeat(32))), day(3), HANDLER)
                .isRefused(CommonRefusal.UNKNOWN_EVIDENCE, "/evidence/0");
    }

    @Test
    void anAccountWithoutAPersonRectifiesUnderItsOwnName() {
        accepted(Severity.GENERAL)
                .when(SUBMIT, CaseBench.by(new Actor("unit-machine", null, null, null, null), day(3), "http"))
                .yields(new RectificationSubmitted(
                        CASE, "account:unit-machine", "Cleared", List.of(HASH), day(8), "default-1"));
    }

    @Test
    void somebodyElseVerifies() {
        accepted(Severity.GENERAL)
                .submitted()
                .when(PASSED, day(4), VERIFIER)
                .yields(new RectificationVerified(CASE, VERIFIER, "fine", day(7), "default-1"));
    }

    @Test
    void theVerifierIsNotTheRectifier() {
        accepted(Severity.GENERAL)
                .submitted()
                .when(PASSED, day(4), HANDLER)
                .isRefused(CaseRefusal.VERIFIER_IS_RECTIFIER);
        accepted(Severity.GENERAL)
                .submitted()
                .when(FAILED, day(4), HANDLER)
                .isRefused(CaseRefusal.VERIFIER_IS_RECTIFIER);
    }

    @Test
    void anotherAccountOfTheRectifierVerifiesNeither() {
        accepted(Severity.GENERAL)
                .submitted()
                .when(PASSED, CaseBench.by(new Actor("second-account", HANDLER, null, null, null), day(4), "http"))
                .isRefused(CaseRefusal.VERIFIER_IS_RECTIFIER);
    }

    @Test
    void whoActsInTheRectifiersPlaceVerifiesNeither() {
        accepted(Severity.GENERAL)
                .submitted()
                .when(PASSED, CaseBench.by(new Actor("deputy", "p-deputy", null, null, HANDLER), day(4), "http"))
                .isRefused(CaseRefusal.VERIFIER_IS_RECTIFIER);
    }

    @Test
    void aFailedVerificationSendsBackWithTheSameDeadline() {
        CaseBench submitted = accepted(Severity.GENERAL).submitted();
        submitted
                .when(FAILED, day(4), VERIFIER)
                .yields(new VerificationFailed(CASE, VERIFIER, "still blocked", day(16), "default-1"));
        submitted
                .given(FAILED, day(4), VERIFIER)
                .when(SUBMIT, day(5), HANDLER)
                .yields(new RectificationSubmitted(CASE, HANDLER, "Cleared", List.of(HASH), day(10), "default-1"));
    }

    @Test
    void thePlanHoldsAfterAFailedVerification() {
        accepted(Severity.MAJOR)
                .planned()
                .submitted()
                .given(FAILED, day(4), VERIFIER)
                .when(SUBMIT, day(5), HANDLER)
                .yieldsSomething();
    }

    @Test
    void aCaseGradedMajorAfterTheSubmissionOnlyFails() {
        CaseBench graded = accepted(Severity.GENERAL)
                .submitted()
                .given(new GradeCase(CASE, Severity.MAJOR, "gas"), day(3.5), OFFICE);
        graded.when(PASSED, day(4), VERIFIER).isRefused(CaseRefusal.FIVE_ELEMENTS_MISSING);
        graded.when(FAILED, day(4), VERIFIER).yieldsSomething();
    }

    @Test
    void nothingIsVerifiedBeforeItWasSubmitted() {
        accepted(Severity.GENERAL)
                .submitted()
                .when(PASSED, day(2.9), VERIFIER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    private static CaseBench accepted(Severity severity) {
        return new CaseBench().reported(severity).dispatched().accepted();
    }
}
