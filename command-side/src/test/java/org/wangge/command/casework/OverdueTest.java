package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.VERIFIER;
import static org.wangge.command.casework.CaseBench.day;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.matchers.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/** 超时. */
class OverdueTest {

    private static final List<String> UNTIL_DAY_10 = List.of("p-first", "p-leader-1");
    private static final List<String> FROM_DAY_10 = List.of("p-first", "p-leader-2");

    @Test
    void anOverdueOccursWhenItsDeadlinePassesAndNamesWhoAnsweredThen() {
        CaseBench late = reported().clock(day(12));
        late.when(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(12)))
                .yieldsAt(Map.of(fact(CaseStage.DISPATCH, day(1), null, UNTIL_DAY_10), day(1)));
    }

    @Test
    void everyStageFallsOverdue() {
        reported()
                .dispatched()
                .when(overdue(CaseStage.ACCEPT, day(2)), bySystem(day(20)))
                .yields(fact(CaseStage.ACCEPT, day(2), "u-fire", UNTIL_DAY_10));
        reported()
                .dispatched()
                .accepted()
                .when(overdue(CaseStage.RECTIFY, day(16)), bySystem(day(20)))
                .yields(fact(CaseStage.RECTIFY, day(16), "u-fire", FROM_DAY_10));
        reported()
                .dispatched()
                .accepted()
                .submitted()
                .when(overdue(CaseStage.VERIFY, day(8)), bySystem(day(20)))
                .yields(fact(CaseStage.VERIFY, day(8), "u-fire", UNTIL_DAY_10));
        reported()
                .dispatched()
                .accepted()
                .submitted()
                .verified()
                .when(overdue(CaseStage.CLOSE, day(7)), bySystem(day(20)))
                .yields(fact(CaseStage.CLOSE, day(7), "u-fire", UNTIL_DAY_10));
    }

    @Test
    void aUnitDoesNotEscapeTheDueTimeByNotAccepting() {
        reported()
                .dispatched()
                .when(overdue(CaseStage.RECTIFY, day(16)), bySystem(day(20)))
                .yields(fact(CaseStage.RECTIFY, day(16), "u-fire", FROM_DAY_10));
    }

    @Test
    void atTheVeryDeadlineNothingIsOverdue() {
        reported()
                .clock(day(1))
                .when(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(1)))
                .yieldsNothing();
        reported()
                .clock(day(1).plusNanos(1000))
                .when(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(1).plusNanos(1000)))
                .yieldsSomething();
    }

    @Test
    void anOverdueIsRecordedOnce() {
        reported()
                .given(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(2)))
                .when(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(3)))
                .yieldsNothing();
    }

    @Test
    void anotherDeadlineOrStageIsNotOwed() {
        reported()
                .when(overdue(CaseStage.DISPATCH, day(1.5)), bySystem(day(20)))
                .yieldsNothing();
        reported().when(overdue(CaseStage.ACCEPT, day(1)), bySystem(day(20))).yieldsNothing();
    }

    @Test
    void aStageLeftInTimeIsNotOverdue() {
        reported()
                .dispatched()
                .when(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(20)))
                .yieldsNothing();
        reported()
                .dispatched()
                .accepted()
                .submitted()
                .when(overdue(CaseStage.RECTIFY, day(16)), bySystem(day(20)))
                .yieldsNothing();
    }

    @Test
    void anExtendedDeadlineIsNotOverdue() {
        CaseBench extended = reported()
                .dispatched()
                .accepted()
                .given(new RequestExtension(CASE, day(20), "parts"), day(5), HANDLER)
                .given(new DecideExtension(CASE, true, "yes"), day(6), OFFICE);
        extended.when(overdue(CaseStage.RECTIFY, day(16)), bySystem(day(30))).yieldsNothing();
        extended.when(overdue(CaseStage.RECTIFY, day(20)), bySystem(day(30))).yieldsSomething();
    }

    @Test
    void aCaseSentBackAfterItsDueTimeIsOverdue() {
        reported()
                .dispatched()
                .accepted()
                .given(new SubmitRectification(CASE, "Cleared", List.of()), day(15), HANDLER)
                .given(new VerifyRectification(CASE, false, null), day(18), VERIFIER)
                .when(overdue(CaseStage.RECTIFY, day(16)), bySystem(day(19)))
                .yields(fact(CaseStage.RECTIFY, day(16), "u-fire", FROM_DAY_10));
    }

    @Test
    void aStepAfterADeadlineRecordsTheOverdueThatNoTimerTold() {
        reported()
                .dispatched()
                .accepted()
                .when(new SubmitRectification(CASE, "Cleared", List.of()), day(17), HANDLER)
                .yields(
                        fact(CaseStage.RECTIFY, day(16), "u-fire", FROM_DAY_10),
                        new RectificationSubmitted(CASE, HANDLER, "Cleared", List.of(), day(22), "default-1"));
    }

    @Test
    void theSystemRecordsThatOverdueAndNotTheOneWhoActed() {
        reported()
                .dispatched()
                .when(new AcceptCase(CASE), day(3), HANDLER)
                .result()
                .expectEventsMatching(Matchers.matches((List<EventMessage<?>> stored) -> {
                    Provenance overdue = CaseBench.provenance(stored.get(0));
                    Provenance accepted = CaseBench.provenance(stored.get(1));
                    return overdue.actor().equals(Actor.SYSTEM)
                            && overdue.source().equals("process:case-deadlines")
                            && overdue.occurredAt().equals(day(2))
                            && overdue.commandId().equals(accepted.commandId())
                            && accepted.actor().identity().equals(HANDLER)
                            && accepted.occurredAt().equals(day(3));
                }));
    }

    @Test
    void aStepExactlyAtTheDeadlineIsInTime() {
        reported()
                .dispatched()
                .when(new AcceptCase(CASE), day(2), HANDLER)
                .yields(new CaseAccepted(CASE, "u-fire", day(16), "default-1"));
    }

    @Test
    void aStepRecordsNoOverdueTwice() {
        reported()
                .dispatched()
                .given(overdue(CaseStage.ACCEPT, day(2)), bySystem(day(2.5)))
                .when(new AcceptCase(CASE), day(3), HANDLER)
                .yields(new CaseAccepted(CASE, "u-fire", day(16), "default-1"));
    }

    @Test
    void anOverdueDoesNotKeepAStepFromBeingEnteredLate() {
        reported()
                .given(overdue(CaseStage.DISPATCH, day(1)), bySystem(day(2)))
                .when(new DispatchCase(CASE, "u-fire", null, null), day(0.5), OFFICE)
                .yieldsSomething();
    }

    @Test
    void leavingALateDispatchRecordsBothItsDeadlines() {
        reported()
                .dispatched()
                .when(new RejectCase(CASE, "not ours"), day(17), HANDLER)
                .yields(
                        fact(CaseStage.ACCEPT, day(2), "u-fire", UNTIL_DAY_10),
                        fact(CaseStage.RECTIFY, day(16), "u-fire", FROM_DAY_10),
                        new CaseRejected(CASE, "u-fire", "not ours", day(18), "default-1"));
    }

    @Test
    void escalatingDoesNotShiftAnOverdueToTheParentsPeople() {
        reported()
                .when(new EscalateCase(CASE, "beyond us"), day(2), OFFICE)
                .yields(
                        fact(CaseStage.DISPATCH, day(1), null, UNTIL_DAY_10),
                        new CaseEscalated(CASE, "G-1-1", "G-1", "beyond us"));
    }

    @Test
    void aMajorCaseOverdueInRectificationGoesToTheParentGrid() {
        CaseBench major = new CaseBench().reported(Severity.MAJOR).dispatched().accepted();
        major.when(overdue(CaseStage.RECTIFY, day(61)), bySystem(day(62)))
                .yields(
                        fact(CaseStage.RECTIFY, day(61), "u-fire", FROM_DAY_10),
                        new CaseEscalated(CASE, "G-1-1", "G-1", "overdue: RECTIFY by " + day(61) + " (default-1)"));
    }

    @Test
    void atTheTopAnOverdueMajorCaseStaysWhereItIs() {
        new CaseBench()
                .reported(Severity.MAJOR)
                .dispatched()
                .accepted()
                .given(new EscalateCase(CASE, "beyond us"), day(2), OFFICE)
                .when(overdue(CaseStage.RECTIFY, day(61)), bySystem(day(62)))
                .yields(fact(CaseStage.RECTIFY, day(61), "u-fire", List.of("p-town-leader")));
    }

    @Test
    void aLateClosingIsRecordedToo() {
        reported()
                .dispatched()
                .accepted()
                .submitted()
                .verified()
                .when(new CloseCase(CASE, null), day(8), OFFICE)
                .yields(fact(CaseStage.CLOSE, day(7), "u-fire", UNTIL_DAY_10), new CaseClosed(CASE, null, null));
    }

    private static CaseBench reported() {
        return new CaseBench().reported();
    }

    private static RecordOverdue overdue(CaseStage stage, Instant dueAt) {
        return new RecordOverdue(CASE, stage, dueAt);
    }

    private static CaseOverdue fact(CaseStage stage, Instant dueAt, @Nullable String unitId, List<String> responsible) {
        return new CaseOverdue(CASE, stage, dueAt, unitId, responsible, "default-1");
    }

    private static Provenance bySystem(Instant at) {
        return CaseBench.by(Actor.SYSTEM, at, "process:case-deadlines");
    }
}
