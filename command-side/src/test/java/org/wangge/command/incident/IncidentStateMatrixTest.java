package org.wangge.command.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.incident.IncidentBench.EVENT;
import static org.wangge.command.incident.IncidentBench.FINDING;
import static org.wangge.command.incident.IncidentBench.INCIDENT;
import static org.wangge.command.incident.IncidentBench.LEADER;
import static org.wangge.command.incident.IncidentBench.MEMBER;
import static org.wangge.command.incident.IncidentBench.OTHER_FINDING;
import static org.wangge.command.incident.IncidentBench.SANCTION;
import static org.wangge.command.incident.IncidentBench.amendment;
import static org.wangge.command.incident.IncidentBench.finding;
import static org.wangge.command.incident.IncidentBench.hour;
import static org.wangge.command.incident.IncidentBench.opening;
import static org.wangge.command.incident.IncidentBench.settlement;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangge.api.RefusalCode;
import org.wangge.api.incident.IncidentCommand;
import org.wangge.api.incident.IncidentCommand.CloseInvestigation;
import org.wangge.api.incident.IncidentCommand.DecideSanction;
import org.wangge.api.incident.IncidentCommand.RecordResponse;
import org.wangge.api.incident.IncidentCommand.ReportIncident;
import org.wangge.api.incident.IncidentRefusal;
import org.wangge.api.incident.NoPassOver;
import org.wangge.api.incident.SanctionKind;

/** Every command in every state: either it yields something, or it is refused with its code and nothing is stored. */
class IncidentStateMatrixTest {

    private enum State {
        REPORTED,
        OPENED,
        FOUND,
        SETTLED,
        CLOSED;

        IncidentBench reached() {
            IncidentBench reported = new IncidentBench().reported();
            return switch (this) {
                case REPORTED -> reported;
                case OPENED -> reported.opened();
                case FOUND -> reported.opened().found();
                case SETTLED -> reported.opened().found().settled(NoPassOver.values());
                case CLOSED -> reported.opened().found().closed();
            };
        }
    }

    /** @param refusals by the states in which it is refused; in all others it is done */
    private record Row(IncidentCommand command, String by, Map<State, RefusalCode> refusals) {}

    private static Map<State, RefusalCode> onlyWhileOpen() {
        return Map.of(
                State.REPORTED, IncidentRefusal.NOT_UNDER_INVESTIGATION,
                State.CLOSED, IncidentRefusal.INVESTIGATION_CLOSED);
    }

    private static Map<State, RefusalCode> whileOpenBut(Map<State, RefusalCode> more) {
        Map<State, RefusalCode> all = new java.util.HashMap<>(onlyWhileOpen());
        all.putAll(more);
        return all;
    }

    private static final List<Row> ROWS = List.of(
            new Row(amendment(null, null, "Other"), LEADER, Map.of()),
            new Row(
                    opening(),
                    LEADER,
                    Map.of(
                            State.OPENED, IncidentRefusal.INVESTIGATION_OPENED_ALREADY,
                            State.FOUND, IncidentRefusal.INVESTIGATION_OPENED_ALREADY,
                            State.SETTLED, IncidentRefusal.INVESTIGATION_OPENED_ALREADY,
                            State.CLOSED, IncidentRefusal.INVESTIGATION_CLOSED)),
            new Row(finding(OTHER_FINDING, MEMBER, null, EVENT), LEADER, onlyWhileOpen()),
            new Row(
                    new RecordResponse(INCIDENT, FINDING, "no"),
                    MEMBER,
                    whileOpenBut(Map.of(State.OPENED, IncidentRefusal.UNKNOWN_FINDING))),
            new Row(
                    new DecideSanction(INCIDENT, SANCTION, FINDING, null, SanctionKind.WARNING, "w"),
                    LEADER,
                    whileOpenBut(Map.of(State.OPENED, IncidentRefusal.UNKNOWN_FINDING))),
            new Row(
                    settlement(NoPassOver.CAUSE_FOUND),
                    LEADER,
                    whileOpenBut(Map.of(State.SETTLED, IncidentRefusal.POINT_SETTLED_ALREADY))),
            new Row(
                    new CloseInvestigation(INCIDENT, null),
                    LEADER,
                    whileOpenBut(Map.of(
                            State.OPENED, IncidentRefusal.POINTS_NOT_SETTLED,
                            State.FOUND, IncidentRefusal.POINTS_NOT_SETTLED))));

    static Stream<Arguments> everyCommandInEveryState() {
        return ROWS.stream()
                .flatMap(row -> Arrays.stream(State.values())
                        .map(state -> Arguments.of(row.command().getClass().getSimpleName(), state, row)));
    }

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource("everyCommandInEveryState")
    void isDoneWhereItIsLegalAndElseRefusedStoringNothing(String name, State state, Row row) {
        IncidentBench.Outcome outcome = state.reached().when(row.command(), hour(50), row.by());
        RefusalCode refusal = row.refusals().get(state);
        if (refusal == null) {
            outcome.yieldsSomething();
        } else {
            outcome.isRefused(refusal);
        }
    }

    @Test
    void theMatrixHasEveryCommand() {
        Set<Class<?>> told = new HashSet<>(Set.of(ReportIncident.class));
        ROWS.forEach(row -> told.add(row.command().getClass()));
        assertThat(told).containsExactlyInAnyOrder(IncidentCommand.class.getPermittedSubclasses());
    }
}
