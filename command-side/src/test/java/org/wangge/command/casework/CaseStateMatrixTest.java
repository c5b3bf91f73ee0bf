package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.OTHER;
import static org.wangge.command.casework.CaseBench.VERIFIER;
import static org.wangge.command.casework.CaseBench.day;
import static org.wangge.command.casework.CaseBench.plan;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangge.api.Actor;
import org.wangge.api.RefusalCode;
import org.wangge.api.casework.CaseCommand;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/** Every command in every state: either it yields something, or it is refused with its code and nothing is stored. */
class CaseStateMatrixTest {

    private enum State {
        REPORTED,
        DISPATCHED,
        ACCEPTED,
        ASKED,
        RECTIFIED,
        VERIFIED,
        ON_SPOT,
        TRANSFERRED,
        CLOSED,
        MERGED;

        CaseBench reached() {
            CaseBench reported = new CaseBench().reported();
            return switch (this) {
                case REPORTED -> reported;
                case DISPATCHED -> reported.dispatched();
                case ACCEPTED -> reported.dispatched().accepted();
                case ASKED -> ACCEPTED.reached().given(new RequestExtension(CASE, day(20), "parts"), day(3), HANDLER);
                case RECTIFIED -> ACCEPTED.reached().submitted();
                case VERIFIED -> RECTIFIED.reached().verified();
                case ON_SPOT -> reported.given(new RectifyOnSpot(CASE, "Cleared", List.of()), day(1), HANDLER);
                case TRANSFERRED -> reported.given(new TransferCase(CASE, "Police", "a crime"), day(1), OFFICE);
                case CLOSED -> VERIFIED.reached().closed();
                case MERGED -> reported.given(new MergeDuplicate(CASE, OTHER), day(1), OFFICE);
            };
        }

        boolean ended() {
            return this == CLOSED || this == MERGED;
        }
    }

    private record Row(CaseCommand command, Set<State> legal, RefusalCode otherwise, RefusalCode whenEnded) {

        static Row of(CaseCommand command, RefusalCode otherwise, State... legal) {
            return new Row(command, Set.of(legal), otherwise, CaseRefusal.CASE_ENDED);
        }

        static Row inAnyOpenState(CaseCommand command) {
            State[] open = Arrays.stream(State.values())
                    .filter(state -> !state.ended())
                    .toArray(State[]::new);
            return of(command, CaseRefusal.CASE_ENDED, open);
        }

        static Row inOurHands(CaseCommand command) {
            State[] ours = Arrays.stream(State.values())
                    .filter(state -> !state.ended() && state != State.TRANSFERRED)
                    .toArray(State[]::new);
            return of(command, CaseRefusal.TRANSFERRED, ours);
        }

        Row andWhenEnded(RefusalCode code) {
            return new Row(command, legal, otherwise, code);
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.inAnyOpenState(new GradeCase(CASE, Severity.SERIOUS, "worse")),
            Row.of(new RectifyOnSpot(CASE, "Cleared", List.of()), CaseRefusal.NOT_WAITING_FOR_DISPATCH, State.REPORTED),
            Row.of(new DispatchCase(CASE, "u-fire", null, null), CaseRefusal.NOT_WAITING_FOR_DISPATCH, State.REPORTED),
            Row.of(new AcceptCase(CASE), CaseRefusal.NOT_WAITING_FOR_ACCEPTANCE, State.DISPATCHED),
            Row.of(new RejectCase(CASE, "not ours"), CaseRefusal.NOT_WAITING_FOR_ACCEPTANCE, State.DISPATCHED),
            Row.of(plan(day(10)), CaseRefusal.NOT_BEING_RECTIFIED, State.ACCEPTED, State.ASKED),
            Row.inAnyOpenState(new TakeInterimMeasure(CASE, "Fence it off")),
            Row.of(new RequestExtension(CASE, day(21), "parts"), CaseRefusal.NOT_BEING_RECTIFIED, State.ACCEPTED),
            Row.of(new DecideExtension(CASE, true, "yes"), CaseRefusal.NOT_BEING_RECTIFIED, State.ASKED),
            Row.of(
                    new SubmitRectification(CASE, "Cleared", List.of()),
                    CaseRefusal.NOT_BEING_RECTIFIED,
                    State.ACCEPTED,
                    State.ASKED),
            Row.of(
                    new VerifyRectification(CASE, true, null),
                    CaseRefusal.NOT_WAITING_FOR_VERIFICATION,
                    State.RECTIFIED),
            Row.of(new CloseCase(CASE, null), CaseRefusal.NOT_VERIFIED, State.VERIFIED, State.ON_SPOT),
            Row.inOurHands(new EscalateCase(CASE, "beyond us")),
            Row.inOurHands(new TransferCase(CASE, "Police", "a crime")),
            Row.of(new RecordTransferOutcome(CASE, "fined", true), CaseRefusal.NOT_TRANSFERRED, State.TRANSFERRED),
            Row.inAnyOpenState(new ListForSupervision(CASE, "County office", "dangerous")),
            Row.of(new Delist(CASE, "settled"), CaseRefusal.NOT_LISTED).andWhenEnded(CaseRefusal.NOT_LISTED),
            Row.inAnyOpenState(new UrgeCase(CASE, "hurry")),
            Row.inAnyOpenState(new ServeNotice(CASE, "2026-7", "u-fire", "Clear the exit")),
            Row.inAnyOpenState(new OrderWorkStop(CASE, "face 3", "gas")),
            Row.of(new LiftWorkStop(CASE, "safe again"), CaseRefusal.NO_WORK_STOP),
            new Row(
                    new ReopenCase(CASE, "again"),
                    Set.of(State.CLOSED),
                    CaseRefusal.NOT_CLOSED,
                    CaseRefusal.NOT_CLOSED),
            Row.inAnyOpenState(new MergeDuplicate(CASE, OTHER)),
            new Row(
                    new CorrectCase(CASE, "typo", null, "Exit", null, null),
                    Set.of(State.values()),
                    CaseRefusal.CASE_ENDED,
                    CaseRefusal.CASE_ENDED));

    static Stream<Arguments> everyCommandInEveryState() {
        return ROWS.stream()
                .flatMap(row -> Arrays.stream(State.values())
                        .map(state -> Arguments.of(row.command().getClass().getSimpleName(), state, row)));
    }

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource("everyCommandInEveryState")
    void isDoneWhereItIsLegalAndElseRefusedStoringNothing(String name, State state, Row row) {
        CaseBench.Outcome outcome = state.reached().when(row.command(), day(6), VERIFIER);
        if (row.legal().contains(state)) {
            outcome.yieldsSomething();
        } else {
            outcome.isRefused(expected(state, row));
        }
    }

    private static RefusalCode expected(State state, Row row) {
        if (state.ended()) {
            return row.whenEnded();
        }
        if (row.command() instanceof RequestExtension && state == State.ASKED) {
            return CaseRefusal.EXTENSION_PENDING;
        }
        if (row.command() instanceof DecideExtension && state == State.ACCEPTED) {
            return CaseRefusal.NO_EXTENSION_REQUESTED;
        }
        return row.otherwise();
    }

    /** A stage and deadline that run in no state: the timer's command never refuses and never stores. */
    @ParameterizedTest
    @EnumSource(State.class)
    void anOverdueThatIsNotOwedIsNoError(State state) {
        for (CaseStage stage : CaseStage.values()) {
            state.reached()
                    .when(
                            new RecordOverdue(CASE, stage, day(5.5)),
                            CaseBench.by(Actor.SYSTEM, day(6), "process:case-deadlines"))
                    .yieldsNothing();
        }
    }

    @Test
    void theMatrixHasEveryCommand() {
        Set<Class<?>> told =
                new HashSet<>(Set.of(ReportCase.class, ImportCase.class, ImportCaseLog.class, RecordOverdue.class));
        ROWS.forEach(row -> told.add(row.command().getClass()));
        assertThat(told).containsExactlyInAnyOrder(CaseCommand.class.getPermittedSubclasses());
    }
}
