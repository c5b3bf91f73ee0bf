package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.day;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRefused;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/** 延期. The case is due on day 16. */
class ExtensionTest {

    private static final DecideExtension GRANT = new DecideExtension(CASE, true, "parts are late");
    private static final DecideExtension REFUSE = new DecideExtension(CASE, false, "no");

    @Test
    void anExtensionIsRequestedUntilTheVeryDueTime() {
        accepted().when(to(day(20)), day(16), HANDLER).yields(new ExtensionRequested(CASE, day(20), "parts"));
    }

    @Test
    void afterTheDueTimeItIsTooLate() {
        accepted()
                .when(to(day(20)), day(16).plusMillis(1), HANDLER)
                .isRefused(CaseRefusal.EXTENSION_TOO_LATE, "/occurredAt");
    }

    @Test
    void anExtensionEndsLaterThanTheDueTime() {
        accepted().when(to(day(16)), day(5), HANDLER).isRefused(CaseRefusal.EXTENSION_NOT_LATER, "/newDueAt");
    }

    @Test
    void oneExtensionIsAskedForAtATime() {
        accepted()
                .given(to(day(20)), day(5), HANDLER)
                .when(to(day(21)), day(6), HANDLER)
                .isRefused(CaseRefusal.EXTENSION_PENDING);
    }

    @Test
    void aCaseWithoutADueTimeHasNothingToExtend() {
        ImportCase unlimited =
                new ImportCase(CaseBench.report(Severity.GENERAL), null, "u-fire", day(1), null, null, null);
        new CaseBench()
                .given(unlimited, CaseBench.by(CaseBench.person(OFFICE), day(0), "import:b"))
                .given(new AcceptCase(CASE), day(2), HANDLER)
                .when(to(day(20)), day(5), HANDLER)
                .isRefused(CaseRefusal.NO_DEADLINE_TO_EXTEND);
    }

    @Test
    void aGrantMovesTheDeadline() {
        asked().when(GRANT, day(6), OFFICE).yields(new ExtensionGranted(CASE, day(16), day(20), "parts are late"));
        asked().given(GRANT, day(6), OFFICE)
                .given(new SubmitRectification(CASE, "Cleared", List.of()), day(18), HANDLER)
                .when(new VerifyRectification(CASE, false, null), day(19), OFFICE)
                .yields(new VerificationFailed(CASE, OFFICE, null, day(20), "default-1"));
    }

    @Test
    void aRefusalLeavesTheDeadline() {
        asked().when(REFUSE, day(6), OFFICE).yields(new ExtensionRefused(CASE, "no"));
        asked().given(REFUSE, day(6), OFFICE)
                .when(to(day(18)), day(7), HANDLER)
                .yields(new ExtensionRequested(CASE, day(18), "parts"));
    }

    @Test
    void aGrantAfterTheDueTimeDoesNotHideThatItHadPassed() {
        asked().when(GRANT, day(17), OFFICE)
                .yields(
                        new CaseOverdue(
                                CASE,
                                CaseStage.RECTIFY,
                                day(16),
                                "u-fire",
                                List.of("p-first", "p-leader-2"),
                                "default-1"),
                        new ExtensionGranted(CASE, day(16), day(20), "parts are late"));
    }

    @Test
    void onlyARequestIsDecided() {
        accepted().when(GRANT, day(6), OFFICE).isRefused(CaseRefusal.NO_EXTENSION_REQUESTED);
        asked().given(GRANT, day(6), OFFICE).when(REFUSE, day(7), OFFICE).isRefused(CaseRefusal.NO_EXTENSION_REQUESTED);
    }

    @Test
    void nothingIsDecidedBeforeItWasRequested() {
        asked().when(GRANT, day(4), OFFICE).isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    private static CaseBench accepted() {
        return new CaseBench().reported().dispatched().accepted();
    }

    private static CaseBench asked() {
        return accepted().given(to(day(20)), day(5), HANDLER);
    }

    private static RequestExtension to(Instant newDueAt) {
        return new RequestExtension(CASE, newDueAt, "parts");
    }
}
