package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.day;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 分流、接收、驳回. */
class DispatchTest {

    @Test
    void deadlinesLeftOutComeFromTheRules() {
        new CaseBench().reported().when(dispatch(null, null), day(1), OFFICE).yields(dispatched(day(2), day(16)));
        new CaseBench()
                .reported(Severity.SERIOUS)
                .when(dispatch(null, null), day(1), OFFICE)
                .yields(dispatched(day(2), day(31)));
        new CaseBench()
                .reported(Severity.MAJOR)
                .when(dispatch(null, null), day(1), OFFICE)
                .yields(dispatched(day(2), day(61)));
    }

    @Test
    void deadlinesGivenAreKept() {
        new CaseBench()
                .reported()
                .when(dispatch(day(3), day(90)), day(1), OFFICE)
                .yields(dispatched(day(3), day(90)));
    }

    @Test
    void acceptanceIsDueNoLaterThanAShortDueTime() {
        new CaseBench()
                .reported()
                .when(dispatch(null, day(1.25)), day(1), OFFICE)
                .yields(dispatched(day(1.25), day(1.25)));
    }

    @Test
    void acceptanceMayBeDueExactlyWithTheRectification() {
        new CaseBench()
                .reported()
                .when(dispatch(day(5), day(5)), day(1), OFFICE)
                .yields(dispatched(day(5), day(5)));
    }

    @Test
    void acceptanceIsNotDueAfterTheRectification() {
        new CaseBench()
                .reported()
                .when(dispatch(day(6), day(5)), day(1), OFFICE)
                .isRefused(CaseRefusal.ACCEPT_BY_AFTER_DUE, "/acceptBy");
    }

    @Test
    void aDueTimeLiesAfterTheDispatch() {
        new CaseBench()
                .reported()
                .when(dispatch(null, day(1)), day(1), OFFICE)
                .isRefused(CaseRefusal.DEADLINE_NOT_AHEAD, "/dueAt");
        new CaseBench()
                .reported()
                .when(dispatch(day(1), day(5)), day(1), OFFICE)
                .isRefused(CaseRefusal.DEADLINE_NOT_AHEAD, "/acceptBy");
    }

    @Test
    void theUnitMustExist() {
        new CaseBench()
                .reported()
                .when(new DispatchCase(CASE, "nobody", null, null), day(1), OFFICE)
                .isRefused(CommonRefusal.UNKNOWN_UNIT, "/unitId");
    }

    @Test
    void nothingIsDispatchedBeforeItWasReported() {
        new CaseBench()
                .reported()
                .when(dispatch(null, null), day(-0.5), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void acceptingKeepsTheDueTimeOfTheDispatch() {
        new CaseBench()
                .reported()
                .dispatched()
                .when(new AcceptCase(CASE), day(2), HANDLER)
                .yields(new CaseAccepted(CASE, "u-fire", day(16), "default-1"));
    }

    @Test
    void nothingIsAcceptedBeforeItWasDispatched() {
        new CaseBench()
                .reported()
                .dispatched()
                .when(new AcceptCase(CASE), day(0.9), HANDLER)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void aRejectedCaseGoesBackToDispatch() {
        CaseBench rejected = new CaseBench().reported().dispatched();
        rejected.when(new RejectCase(CASE, "not ours"), day(1.5), HANDLER)
                .yields(new CaseRejected(CASE, "u-fire", "not ours", day(2.5), "default-1"));
        rejected.given(new RejectCase(CASE, "not ours"), day(1.5), HANDLER)
                .when(new DispatchCase(CASE, "u-water", null, null), day(2), OFFICE)
                .yields(new CaseDispatched(CASE, "u-water", day(3), day(17), "default-1"));
    }

    private static DispatchCase dispatch(@Nullable Instant acceptBy, @Nullable Instant dueAt) {
        return new DispatchCase(CASE, "u-fire", acceptBy, dueAt);
    }

    private static CaseDispatched dispatched(Instant acceptBy, Instant dueAt) {
        return new CaseDispatched(CASE, "u-fire", acceptBy, dueAt, "default-1");
    }
}
