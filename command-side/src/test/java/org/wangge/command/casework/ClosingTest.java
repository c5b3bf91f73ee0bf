package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.ENDED;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.OTHER;
import static org.wangge.command.casework.CaseBench.UNKNOWN;
import static org.wangge.command.casework.CaseBench.day;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 归档、重新立案、并案、更正. */
class ClosingTest {

    @Test
    void aVerifiedCaseCloses() {
        verified().when(new CloseCase(CASE, "done"), day(5), OFFICE).yields(new CaseClosed(CASE, "done", null));
    }

    @Test
    void aCaseRectifiedOnTheSpotCloses() {
        new CaseBench()
                .reported()
                .given(new RectifyOnSpot(CASE, "Cleared", List.of()), day(0), HANDLER)
                .when(new CloseCase(CASE, null), day(1), OFFICE)
                .yields(new CaseClosed(CASE, null, null));
    }

    @Test
    void anyOtherCaseDoesNotClose() {
        new CaseBench()
                .reported()
                .dispatched()
                .accepted()
                .submitted()
                .when(new CloseCase(CASE, null), day(5), OFFICE)
                .isRefused(CaseRefusal.NOT_VERIFIED);
    }

    @Test
    void aCaseWithAStandingWorkStopDoesNotClose() {
        CaseBench stopped = verified().given(new OrderWorkStop(CASE, "face 3", "gas"), day(2), OFFICE);
        stopped.when(new CloseCase(CASE, null), day(5), OFFICE).isRefused(CaseRefusal.WORK_STOP_STANDS);
        stopped.given(new LiftWorkStop(CASE, "safe again"), day(4.5), OFFICE)
                .when(new CloseCase(CASE, null), day(5), OFFICE)
                .yieldsSomething();
    }

    @Test
    void nothingIsClosedBeforeItWasVerified() {
        verified()
                .when(new CloseCase(CASE, null), day(3.9), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void aReopenedCaseIsToBeDispatchedAgain() {
        verified()
                .closed()
                .when(new ReopenCase(CASE, "blocked again"), day(30), OFFICE)
                .yields(new CaseReopened(CASE, "blocked again", day(31), "default-1"));
    }

    @Test
    void aReopenedMajorCaseNeedsAPlanAnew() {
        new CaseBench()
                .reported(Severity.MAJOR)
                .dispatched()
                .accepted()
                .planned()
                .submitted()
                .verified()
                .closed()
                .given(new ReopenCase(CASE, "blocked again"), day(30), OFFICE)
                .given(new DispatchCase(CASE, "u-fire", null, null), day(31), OFFICE)
                .given(new AcceptCase(CASE), day(31), HANDLER)
                .when(new SubmitRectification(CASE, "Cleared", List.of()), day(32), HANDLER)
                .isRefused(CaseRefusal.FIVE_ELEMENTS_MISSING);
    }

    @Test
    void onlyAClosedCaseReopens() {
        verified().when(new ReopenCase(CASE, "again"), day(30), OFFICE).isRefused(CaseRefusal.NOT_CLOSED);
    }

    @Test
    void aDuplicateEndsInItsOriginal() {
        new CaseBench()
                .reported()
                .when(new MergeDuplicate(CASE, OTHER), day(0.5), OFFICE)
                .yields(new CaseMergedAsDuplicate(CASE, OTHER));
    }

    @Test
    void aCaseIsNotItsOwnDuplicate() {
        new CaseBench()
                .reported()
                .when(new MergeDuplicate(CASE, CASE), day(0.5), OFFICE)
                .isRefused(CaseRefusal.ORIGINAL_IS_ITSELF, "/originalCaseId");
    }

    @Test
    void theOriginalMustExist() {
        new CaseBench()
                .reported()
                .when(new MergeDuplicate(CASE, UNKNOWN), day(0.5), OFFICE)
                .isRefused(CommonRefusal.UNKNOWN_CASE, "/originalCaseId");
    }

    @Test
    void theOriginalMustStillBeOpen() {
        new CaseBench()
                .reported()
                .when(new MergeDuplicate(CASE, ENDED), day(0.5), OFFICE)
                .isRefused(CaseRefusal.ORIGINAL_ENDED, "/originalCaseId");
    }

    @Test
    void aCaseWithAStandingWorkStopIsNotMerged() {
        new CaseBench()
                .reported()
                .given(new OrderWorkStop(CASE, "face 3", "gas"), day(0.2), OFFICE)
                .when(new MergeDuplicate(CASE, OTHER), day(0.5), OFFICE)
                .isRefused(CaseRefusal.WORK_STOP_STANDS);
    }

    @Test
    void aClosedCaseIsStillCorrected() {
        verified()
                .closed()
                .when(new CorrectCase(CASE, "typo", null, "Blocked fire exit", null, null), day(9), OFFICE)
                .yields(new CaseCorrected(CASE, "typo", null, "Blocked fire exit", null, null));
    }

    @Test
    void aCorrectionCorrectsSomething() {
        verified()
                .when(new CorrectCase(CASE, "typo", null, null, null, null), day(9), OFFICE)
                .isRefused(CaseRefusal.NOTHING_CORRECTED);
    }

    private static CaseBench verified() {
        return new CaseBench().reported().dispatched().accepted().submitted().verified();
    }
}
