package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.REPORTER;
import static org.wangge.command.casework.CaseBench.day;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.Delisted;
import org.wangge.api.casework.CaseEvent.ListedForSupervision;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.WorkStopLifted;
import org.wangge.api.casework.CaseEvent.WorkStopOrdered;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 提级、移交、挂牌督办、催办、整改通知书、停工. */
class OversightTest {

    private static final EscalateCase ESCALATE = new EscalateCase(CASE, "beyond us");
    private static final ListForSupervision LIST = new ListForSupervision(CASE, "County office", "dangerous");
    private static final Delist DELIST = new Delist(CASE, "settled");
    private static final OrderWorkStop STOP = new OrderWorkStop(CASE, "face 3", "gas");
    private static final LiftWorkStop LIFT = new LiftWorkStop(CASE, "safe again");

    @Test
    void anEscalatedCaseMovesToTheParentGrid() {
        new CaseBench()
                .reported()
                .when(ESCALATE, day(0.5), OFFICE)
                .yields(new CaseEscalated(CASE, "G-1-1", "G-1", "beyond us"));
    }

    @Test
    void escalatingKeepsTheStageAndItsDeadline() {
        new CaseBench()
                .reported()
                .dispatched()
                .given(ESCALATE, day(1.2), OFFICE)
                .when(new AcceptCase(CASE), day(1.5), HANDLER)
                .yields(new CaseAccepted(CASE, "u-fire", day(16), "default-1"));
    }

    @Test
    void atTheTopThereIsNowhereToEscalateTo() {
        new CaseBench()
                .reported()
                .given(ESCALATE, day(0.5), OFFICE)
                .when(ESCALATE, day(0.6), OFFICE)
                .isRefused(CaseRefusal.NO_PARENT_GRID);
    }

    @Test
    void noCaseIsEscalatedToARetiredGrid() {
        ReportCase underRetired = new ReportCase(
                CASE,
                "G-2-1",
                CaseKind.HAZARD,
                "FIRE",
                Severity.GENERAL,
                "Exit",
                null,
                null,
                null,
                null,
                null,
                List.of());
        new CaseBench()
                .given(underRetired, day(0), REPORTER)
                .when(ESCALATE, day(0.5), OFFICE)
                .isRefused(CommonRefusal.RETIRED_GRID);
    }

    @Test
    void aTransferredCaseIsTrackedUntilItsOutcome() {
        accepted()
                .when(new TransferCase(CASE, "Police", "a crime"), day(2), OFFICE)
                .yields(new CaseTransferred(CASE, "Police", "a crime"));
        transferred()
                .when(new UrgeCase(CASE, "any news?"), day(9), OFFICE)
                .yields(new CaseUrged(CASE, null, "any news?"));
    }

    @Test
    void aSettledTransferEndsTheCase() {
        transferred()
                .when(new RecordTransferOutcome(CASE, "fined", true), day(9), OFFICE)
                .yields(new TransferOutcomeRecorded(CASE, "Police", "fined", true, null, "default-1"));
        transferred()
                .given(new RecordTransferOutcome(CASE, "fined", true), day(9), OFFICE)
                .when(new ReopenCase(CASE, "again"), day(10), OFFICE)
                .yieldsSomething();
    }

    @Test
    void anUnsettledTransferComesBackToDispatch() {
        transferred()
                .when(new RecordTransferOutcome(CASE, "not theirs", false), day(9), OFFICE)
                .yields(new TransferOutcomeRecorded(CASE, "Police", "not theirs", false, day(10), "default-1"));
    }

    @Test
    void aStandingWorkStopKeepsATransferFromSettling() {
        accepted()
                .given(STOP, day(1.6), OFFICE)
                .given(new TransferCase(CASE, "Police", "a crime"), day(2), OFFICE)
                .when(new RecordTransferOutcome(CASE, "fined", true), day(9), OFFICE)
                .isRefused(CaseRefusal.WORK_STOP_STANDS);
    }

    @Test
    void aTransferredCaseIsNotOursToEscalateOrTransferAgain() {
        transferred().when(ESCALATE, day(3), OFFICE).isRefused(CaseRefusal.TRANSFERRED);
        transferred().when(new TransferCase(CASE, "Fire", "x"), day(3), OFFICE).isRefused(CaseRefusal.TRANSFERRED);
    }

    @Test
    void anOutcomeAnswersATransfer() {
        accepted()
                .when(new RecordTransferOutcome(CASE, "fined", true), day(9), OFFICE)
                .isRefused(CaseRefusal.NOT_TRANSFERRED);
    }

    @Test
    void aCaseIsListedOnce() {
        accepted().when(LIST, day(2), OFFICE).yields(new ListedForSupervision(CASE, "County office", "dangerous"));
        accepted().given(LIST, day(2), OFFICE).when(LIST, day(3), OFFICE).isRefused(CaseRefusal.LISTED_ALREADY);
    }

    @Test
    void onlyTheListerDelists() {
        CaseBench listed = accepted().given(LIST, day(2), OFFICE);
        listed.when(DELIST, day(3), HANDLER).isRefused(CaseRefusal.DELISTER_IS_NOT_LISTER);
        listed.when(DELIST, day(3), OFFICE).yields(new Delisted(CASE, "settled"));
    }

    @Test
    void onlyAListedCaseIsDelisted() {
        accepted().when(DELIST, day(3), OFFICE).isRefused(CaseRefusal.NOT_LISTED);
        accepted()
                .given(LIST, day(2), OFFICE)
                .given(DELIST, day(3), OFFICE)
                .when(DELIST, day(4), OFFICE)
                .isRefused(CaseRefusal.NOT_LISTED);
    }

    @Test
    void nothingIsDelistedBeforeItWasListed() {
        accepted()
                .given(LIST, day(3), OFFICE)
                .when(DELIST, day(2), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void aClosedCaseIsStillDelisted() {
        accepted()
                .given(LIST, day(2), OFFICE)
                .submitted()
                .verified()
                .closed()
                .when(DELIST, day(6), OFFICE)
                .yields(new Delisted(CASE, "settled"));
    }

    @Test
    void urgingNamesTheUnitThatHasTheCase() {
        accepted().when(new UrgeCase(CASE, "hurry"), day(9), OFFICE).yields(new CaseUrged(CASE, "u-fire", "hurry"));
    }

    @Test
    void whatAccompaniesACaseMayBeEnteredLate() {
        accepted().when(new UrgeCase(CASE, "hurry"), day(1.2), OFFICE).yieldsSomething();
        accepted()
                .when(new UrgeCase(CASE, "hurry"), day(-1), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void aNoticeIsServedOnAUnit() {
        accepted()
                .when(new ServeNotice(CASE, "2026-7", "u-fire", "Clear the exit"), day(2), OFFICE)
                .yields(new NoticeServed(CASE, "2026-7", "u-fire", "Clear the exit"));
        accepted()
                .when(new ServeNotice(CASE, "2026-7", "nobody", "Clear the exit"), day(2), OFFICE)
                .isRefused(CommonRefusal.UNKNOWN_UNIT, "/unitId");
    }

    @Test
    void workIsStoppedOnceAndReleased() {
        accepted().when(STOP, day(2), OFFICE).yields(new WorkStopOrdered(CASE, "face 3", "gas"));
        accepted().given(STOP, day(2), OFFICE).when(STOP, day(3), OFFICE).isRefused(CaseRefusal.WORK_STOPPED_ALREADY);
        accepted()
                .given(STOP, day(2), OFFICE)
                .when(LIFT, day(2), OFFICE)
                .yields(new WorkStopLifted(CASE, "safe again"));
        accepted()
                .given(STOP, day(2), OFFICE)
                .given(LIFT, day(3), OFFICE)
                .when(STOP, day(4), OFFICE)
                .yieldsSomething();
    }

    @Test
    void onlyAStandingWorkStopIsLifted() {
        accepted().when(LIFT, day(3), OFFICE).isRefused(CaseRefusal.NO_WORK_STOP);
        accepted()
                .given(STOP, day(2), OFFICE)
                .when(LIFT, day(1.9), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    private static CaseBench accepted() {
        return new CaseBench().reported().dispatched().accepted();
    }

    private static CaseBench transferred() {
        return accepted().given(new TransferCase(CASE, "Police", "a crime"), day(2), OFFICE);
    }
}
