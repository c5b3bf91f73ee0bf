package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.command.CommandSide.Answer;
import org.wangge.eventstore.TimeOrderedIds;

/**
 * Two command sides on one database, each of which remembers what it decided last: what the one remembers never outweighs what the
 * other has added to the log.
 */
class TwoCommandSidesTest {

    private static CommandSide here;
    private static CommandSide there;

    @BeforeAll
    static void start() {
        here = CommandSide.start();
        there = CommandSide.beside(here);
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    private static String report(UUID caseId, String gridId) {
        return "{\"caseId\":\"" + caseId + "\",\"gridId\":\"" + gridId
                + "\",\"kind\":\"HAZARD\",\"category\":\"fire\",\"severity\":\"GENERAL\",\"title\":\"blocked exit\"}";
    }

    private static Answer dispatch(CommandSide side, UUID caseId, String unitId, String... headers) {
        return side.post("/api/v1/cases/" + caseId + "/dispatches", "{\"unitId\":\"" + unitId + "\"}", headers);
    }

    private static Answer reject(CommandSide side, UUID caseId, String... headers) {
        return side.post("/api/v1/cases/" + caseId + "/rejection", "{\"reason\":\"not ours\"}", headers);
    }

    /** A case that has been dispatched here, and handed back there: sequence 2, of which this side has seen 1. */
    private static UUID handedBackThere(String unitId) {
        UUID caseId = TimeOrderedIds.next();
        here.post("/api/v1/cases", report(caseId, here.someGrid())).accepted();
        dispatch(here, caseId, unitId).accepted();
        assertThat(here.bean(AggregateMemory.class).containsKey("case:" + caseId))
                .isTrue();
        assertThat(reject(there, caseId).accepted().sequence()).isEqualTo(2);
        return caseId;
    }

    @Test
    void whatAnOldMemoryWouldAllowIsRefusedByTheLog() {
        UUID caseId = handedBackThere(here.someUnit());
        Answer again = here.post("/api/v1/cases/" + caseId + "/acceptance", "{}");

        assertThat(again.status()).as(again.toString()).isBetween(400, 499);
        assertThat(again.problem())
                .isEqualTo(there.post("/api/v1/cases/" + caseId + "/acceptance", "{}")
                        .problem());
        assertThat(again.problem()).isNotEqualTo("concurrent-change");
        assertThat(here.types("case:" + caseId)).containsExactly("case.reported", "case.dispatched", "case.rejected");
    }

    @Test
    void whatAnOldMemoryWouldRefuseIsAllowedByTheLog() {
        String unitId = here.someUnit();
        UUID caseId = handedBackThere(unitId);

        assertThat(dispatch(here, caseId, unitId).accepted().sequence()).isEqualTo(3);
        assertThat(reject(here, caseId).accepted().sequence()).isEqualTo(4);
    }

    @Test
    void whatBothAllowIsStoredAfterWhatTheOtherSideAdded() {
        UUID caseId = handedBackThere(here.someUnit());
        Answer grading = here.post(
                "/api/v1/cases/" + caseId + "/grading", "{\"severity\":\"MAJOR\",\"reason\":\"worse than it looked\"}");

        assertThat(grading.accepted().sequence()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 409, stale-version", "2, 200, ''", "3, 409, stale-version"})
    void ifMatchIsComparedWithTheLogAndNotWithAMemory(long seen, int status, String problem) {
        String unitId = here.someUnit();
        Answer answer = dispatch(here, handedBackThere(unitId), unitId, "If-Match", "\"" + seen + "\"");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    @Test
    void aRepeatAtTheOtherSideGetsTheFirstAnswer() {
        String unitId = here.someUnit();
        UUID caseId = TimeOrderedIds.next();
        String gridId = here.someGrid();
        Answer created = here.post("/api/v1/cases", report(caseId, gridId), "Idempotency-Key", "c-" + caseId);
        Answer sent = dispatch(here, caseId, unitId, "Idempotency-Key", "d-" + caseId);
        reject(here, caseId).accepted();

        for (CommandSide side : new CommandSide[] {there, here, there}) {
            Answer createdAgain = side.post("/api/v1/cases", report(caseId, gridId), "Idempotency-Key", "c-" + caseId);
            assertThat(createdAgain.status()).isEqualTo(200);
            assertThat(createdAgain.body()).isEqualTo(created.body());
            Answer sentAgain = dispatch(side, caseId, unitId, "Idempotency-Key", "d-" + caseId);
            assertThat(sentAgain.body()).isEqualTo(sent.body());
        }
        assertThat(reject(there, caseId, "Idempotency-Key", "d-" + caseId).problem())
                .isEqualTo("idempotency-key-reused");
        assertThat(here.types("case:" + caseId)).containsExactly("case.reported", "case.dispatched", "case.rejected");
    }

    @Test
    void aRefusedStepLeavesNoTraceInTheMemory() {
        String unitId = here.someUnit();
        UUID caseId = TimeOrderedIds.next();
        here.post("/api/v1/cases", report(caseId, here.someGrid())).accepted();
        assertThat(dispatch(here, caseId, "no-such-unit").status()).isEqualTo(422);
        assertThat(dispatch(here, caseId, unitId, "If-Match", "\"0\"")
                        .accepted()
                        .sequence())
                .isEqualTo(1);
        assertThat(dispatch(here, caseId, unitId).status()).isBetween(400, 499);
        assertThat(reject(here, caseId).accepted().sequence()).isEqualTo(2);
    }

    @Test
    void whatTheOtherSideMadeIsKnownAtOnce() {
        for (int i = 0; i < 20; i++) {
            String gridId = there.someGrid();
            here.post("/api/v1/cases", report(TimeOrderedIds.next(), gridId)).accepted();
        }
    }

    @Test
    void whatThisSideDissolvedIsDissolvedAtOnce() {
        for (int i = 0; i < 20; i++) {
            String unitId = here.someUnit();
            UUID caseId = TimeOrderedIds.next();
            here.post("/api/v1/cases", report(caseId, here.someGrid())).accepted();
            dispatch(here, caseId, unitId).accepted();
            reject(here, caseId).accepted();
            here.post("/api/v1/units/" + unitId + "/dissolution", "{\"reason\":\"merged\"}")
                    .accepted();

            assertThat(dispatch(here, caseId, unitId).problem()).isEqualTo("unit-is-dissolved");
        }
    }

    @Test
    void whatTheOtherSideDissolvedIsSoonDissolvedHere() {
        String unitId = here.someUnit();
        UUID caseId = TimeOrderedIds.next();
        here.post("/api/v1/cases", report(caseId, here.someGrid())).accepted();
        dispatch(here, caseId, unitId).accepted();
        there.post("/api/v1/units/" + unitId + "/dissolution", "{\"reason\":\"merged\"}")
                .accepted();

        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            UUID next = TimeOrderedIds.next();
            here.post("/api/v1/cases", report(next, here.someGrid())).accepted();
            assertThat(dispatch(here, next, unitId).problem()).isEqualTo("unit-is-dissolved");
        });
    }
}
