package org.wangge.command.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.command.grid.Town.APRIL;
import static org.wangge.command.grid.Town.FEBRUARY;
import static org.wangge.command.grid.Town.JANUARY;
import static org.wangge.command.grid.Town.MARCH;
import static org.wangge.command.grid.Town.MAY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.grid.GridCommand.AssignResponsibility;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.OpenItemsHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridRefusal;
import org.wangge.command.CommandDesk;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import org.wangge.command.Submission;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.JsonNode;

/** 责任: who answers for a grid, from when on, in whose place. */
class ResponsibilityTest {

    private static final String EXCLUSIVE = "FIRST_RESPONSIBLE";
    private static final String SHARED = "GRID_MEMBER";

    private final Town town = new Town();
    private final CommandSide side = town.side;
    private final String grid = side.someGrid();
    private final String li = side.somePerson();
    private final String wang = side.somePerson();
    private final String zhao = side.somePerson();

    private List<String> holders(String role, String at) {
        return side.bean(Directory.class).holders(grid, role, Instant.parse(at));
    }

    private JsonNode last() {
        return side.stream("grid:" + grid).getLast();
    }

    private static void refused(Answer answer, String problem, String... blamed) {
        assertThat(answer.problem()).as("%s", answer).isEqualTo(problem);
        assertThat(answer.blamed()).containsExactly(blamed);
    }

    @Test
    void aPersonHoldsARoleFromAnInstantOn() {
        town.assign(grid, EXCLUSIVE, li, FEBRUARY).accepted();

        assertThat(holders(EXCLUSIVE, "2026-01-31T23:59:59.999999Z")).isEmpty();
        assertThat(holders(EXCLUSIVE, FEBRUARY)).containsExactly(li);
        assertThat(holders(EXCLUSIVE, "2199-01-01T00:00:00Z")).containsExactly(li);
        assertThat(last().path("rules").stringValue()).isEqualTo("default-1");
    }

    @Test
    void anAssignmentMayBeginInTheFuture() {
        assertThat(town.assign(grid, EXCLUSIVE, li, "2027-01-01T00:00:00+08:00").status())
                .isEqualTo(200);
    }

    @Test
    void anExclusiveRoleHasOneHolderAtAnyInstant() {
        town.assign(grid, EXCLUSIVE, li, FEBRUARY).accepted();

        for (String from : List.of(JANUARY, FEBRUARY, MARCH)) {
            refused(town.assign(grid, EXCLUSIVE, wang, from), "role-already-held", "/personId");
        }
        town.relieve(grid, EXCLUSIVE, li, APRIL).accepted();
        refused(town.assign(grid, EXCLUSIVE, wang, "2026-03-31T23:59:59.999999Z"), "role-already-held", "/personId");
        assertThat(town.assign(grid, EXCLUSIVE, wang, APRIL).status()).isEqualTo(200);
    }

    @Test
    void aSharedRoleHasManyHoldersButNobodyTwice() {
        town.assign(grid, SHARED, li, JANUARY).accepted();
        town.assign(grid, SHARED, wang, JANUARY).accepted();

        assertThat(holders(SHARED, MARCH)).containsExactlyInAnyOrder(li, wang);
        refused(town.assign(grid, SHARED, li, MARCH), "already-holds-role", "/personId");
        refused(town.assign(grid, EXCLUSIVE, "nobody-known", MARCH), "unknown-person", "/personId");
    }

    @Test
    void aRoleIsWrittenInCapitals() {
        Answer answer = town.assign(grid, "lead", li, MARCH);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).containsExactly("/role");
    }

    /** HTTP takes the form only; imports and processes come to the desk without it. */
    @Test
    void theRoleIsOneOfThePlan() {
        Submission submission = new Submission(
                new AssignResponsibility(grid, "no role", li, Instant.parse(MARCH)),
                Actor.SYSTEM,
                null,
                "process:test",
                null,
                null);

        assertThatThrownBy(() -> side.bean(CommandDesk.class).submit(submission))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.code()).isEqualTo(GridRefusal.UNKNOWN_ROLE));
    }

    @Test
    void aHandoverLeavesNoGap() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.handOver(grid, EXCLUSIVE, li, wang, MARCH).accepted();

        assertThat(holders(EXCLUSIVE, "2026-02-28T23:59:59.999999Z")).containsExactly(li);
        assertThat(holders(EXCLUSIVE, MARCH)).containsExactly(wang);
    }

    @Test
    void aHandoverListsWhatIsOpen() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        String first = town.openCase(grid);
        String second = town.openCase(grid);
        String duty = town.duty(grid);
        town.openCase(side.someGrid());
        town.handOver(grid, EXCLUSIVE, li, wang, MARCH).accepted();

        assertThat(texts(last().path("openCaseIds"))).containsExactlyInAnyOrder(first, second);
        assertThat(texts(last().path("dutyIds"))).containsExactly(duty);
        assertThat(last().path("rules").stringValue()).isEqualTo("default-1");
    }

    /** More than fits into one event: nothing of it is lost. */
    @Test
    void aHandoverOfFiveThousandOpenCasesListsThemAll() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        Set<String> open = new HashSet<>();
        EventStore log = side.bean(EventStore.class);
        for (int batch = 0; batch < 10; batch++) {
            List<DomainEventMessage<?>> reports = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                UUID caseId = TimeOrderedIds.next();
                open.add(caseId.toString());
                reports.add(new GenericDomainEventMessage<>(
                        "case",
                        Streams.caseFile(caseId),
                        0,
                        new CaseReported(
                                caseId,
                                grid,
                                CaseKind.HAZARD,
                                "FIRE",
                                Severity.GENERAL,
                                "堵塞",
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                null,
                                null,
                                "default-1"),
                        MetaData.with(
                                Provenance.KEY,
                                new Provenance(
                                        Actor.SYSTEM,
                                        Instant.parse(JANUARY),
                                        "process:test",
                                        TimeOrderedIds.next(),
                                        TimeOrderedIds.next(),
                                        null))));
            }
            log.publish(reports);
        }

        // What is open is counted from the log, behind which this runs for a moment: until then it says "retry".
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> town.handOver(grid, EXCLUSIVE, li, wang, MARCH).accepted());

        List<GridEvent> events = log.readEvents(Streams.grid(grid))
                .asStream()
                .map(message -> (GridEvent) message.getPayload())
                .toList();
        List<String> listed = new ArrayList<>();
        for (GridEvent event : events) {
            if (event instanceof ResponsibilityHandedOver first) {
                first.openCaseIds().forEach(id -> listed.add(id.toString()));
            } else if (event instanceof OpenItemsHandedOver rest) {
                assertThat(rest.pages()).isEqualTo(9);
                rest.openCaseIds().forEach(id -> listed.add(id.toString()));
            }
        }
        assertThat(listed).hasSize(5000).doesNotHaveDuplicates();
        assertThat(Set.copyOf(listed)).isEqualTo(open);
        assertThat(holders(EXCLUSIVE, MARCH)).containsExactly(wang);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    @Test
    void onlyWhoHoldsARoleHandsItOver() {
        town.assign(grid, EXCLUSIVE, li, FEBRUARY).accepted();

        refused(town.handOver(grid, EXCLUSIVE, wang, li, MARCH), "does-not-hold-role", "/fromPersonId");
        refused(town.handOver(grid, EXCLUSIVE, li, wang, JANUARY), "does-not-hold-role", "/fromPersonId");
        refused(town.handOver(grid, SHARED, li, wang, MARCH), "does-not-hold-role", "/fromPersonId");
        refused(town.handOver(grid, EXCLUSIVE, li, li, MARCH), "handover-to-oneself", "/toPersonId");
        refused(town.handOver(grid, EXCLUSIVE, li, "nobody-known", MARCH), "unknown-person", "/toPersonId");
    }

    @Test
    void nobodyTakesOverWhatHeHoldsAlready() {
        town.assign(grid, SHARED, li, JANUARY).accepted();
        town.assign(grid, SHARED, wang, FEBRUARY).accepted();

        refused(town.handOver(grid, SHARED, li, wang, MARCH), "already-holds-role", "/toPersonId");
        assertThat(town.handOver(grid, SHARED, li, zhao, MARCH).status()).isEqualTo(200);
        assertThat(holders(SHARED, MARCH)).containsExactlyInAnyOrder(wang, zhao);
    }

    @Test
    void aHandoverDoesNotOverlapALaterHolder() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.relieve(grid, EXCLUSIVE, li, FEBRUARY).accepted();
        town.assign(grid, EXCLUSIVE, wang, MARCH).accepted();

        refused(town.handOver(grid, EXCLUSIVE, li, zhao, "2026-01-15T00:00:00Z"), "already-ended", "/fromPersonId");
        refused(town.assign(grid, EXCLUSIVE, zhao, FEBRUARY), "role-already-held", "/personId");
    }

    @Test
    void anEndIsRecordedOnce() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.handOver(grid, EXCLUSIVE, li, wang, APRIL).accepted();

        refused(town.relieve(grid, EXCLUSIVE, li, MARCH), "already-ended", "/personId");
        refused(town.handOver(grid, EXCLUSIVE, li, zhao, MARCH), "already-ended", "/fromPersonId");
        refused(town.relieve(grid, EXCLUSIVE, li, APRIL), "does-not-hold-role", "/personId");
    }

    @Test
    void reliefWithoutASuccessorLeavesAVacancy() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.relieve(grid, EXCLUSIVE, li, MARCH).accepted();

        assertThat(last().path("vacant").booleanValue()).isTrue();
        assertThat(last().path("reason").stringValue()).isEqualTo("moved on");
        assertThat(holders(EXCLUSIVE, MARCH)).isEmpty();
    }

    @Test
    void reliefBesideOthersLeavesNone() {
        town.assign(grid, SHARED, li, JANUARY).accepted();
        town.assign(grid, SHARED, wang, JANUARY).accepted();
        town.relieve(grid, SHARED, li, MARCH).accepted();

        assertThat(last().path("vacant").booleanValue()).isFalse();
        refused(town.relieve(grid, SHARED, zhao, MARCH), "does-not-hold-role", "/personId");
    }

    @Test
    void aStandInAnswersInThePlaceOfTheHolder() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.standIn(grid, EXCLUSIVE, wang, null, FEBRUARY, MARCH).accepted();

        assertThat(last().path("forPersonId").stringValue()).isEqualTo(li);
        assertThat(holders(EXCLUSIVE, "2026-01-31T23:59:59Z")).containsExactly(li);
        assertThat(holders(EXCLUSIVE, FEBRUARY)).containsExactly(wang);
        assertThat(holders(EXCLUSIVE, "2026-02-28T23:59:59.999999Z")).containsExactly(wang);
        assertThat(holders(EXCLUSIVE, MARCH)).containsExactly(li);
    }

    @Test
    void aStandInCoversOnlyWhoHoldsTheRole() {
        town.assign(grid, SHARED, li, FEBRUARY).accepted();
        refused(town.standIn(grid, SHARED, zhao, null, JANUARY, MARCH), "stand-in-for-whom", "/forPersonId");
        refused(town.standIn(grid, SHARED, zhao, wang, MARCH, APRIL), "does-not-hold-role", "/forPersonId");

        town.assign(grid, SHARED, wang, FEBRUARY).accepted();
        refused(town.standIn(grid, SHARED, zhao, null, MARCH, APRIL), "stand-in-for-whom", "/forPersonId");
        town.standIn(grid, SHARED, zhao, wang, MARCH, APRIL).accepted();
        assertThat(holders(SHARED, MARCH)).containsExactlyInAnyOrder(li, zhao);
    }

    @Test
    void aStandInHasBoundsAndIsSomebodyElse() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();

        refused(town.standIn(grid, EXCLUSIVE, wang, null, MARCH, MARCH), "ends-before-it-begins", "/to");
        refused(town.standIn(grid, EXCLUSIVE, wang, null, MARCH, FEBRUARY), "ends-before-it-begins", "/to");
        refused(town.standIn(grid, EXCLUSIVE, li, null, MARCH, APRIL), "stand-in-for-oneself", "/personId");
        refused(town.standIn(grid, EXCLUSIVE, "nobody-known", null, MARCH, APRIL), "unknown-person", "/personId");
    }

    @Test
    void nobodyIsCoveredTwiceAtATime() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.standIn(grid, EXCLUSIVE, wang, null, FEBRUARY, APRIL).accepted();

        refused(town.standIn(grid, EXCLUSIVE, zhao, null, MARCH, MAY), "stand-in-overlaps", "/from");
        refused(town.standIn(grid, EXCLUSIVE, zhao, null, JANUARY, MAY), "stand-in-overlaps", "/from");
        assertThat(town.standIn(grid, EXCLUSIVE, zhao, null, APRIL, MAY).status())
                .isEqualTo(200);
    }

    @Test
    void whoHasLeftIsGivenNothingMore() {
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        side.post("/api/v1/people/" + wang + "/leaving", "{\"reason\":\"retired\",\"occurredAt\":\"" + FEBRUARY + "\"}")
                .accepted();

        refused(town.assign(grid, SHARED, wang, FEBRUARY), "person-has-left", "/personId");
        refused(town.handOver(grid, EXCLUSIVE, li, wang, MARCH), "person-has-left", "/toPersonId");
        refused(town.standIn(grid, EXCLUSIVE, wang, null, MARCH, APRIL), "person-has-left", "/personId");
        assertThat(town.assign(grid, SHARED, wang, JANUARY).status())
                .as("what was before the leaving may still be recorded")
                .isEqualTo(200);
    }

    @Test
    void aLetterIsSignedByWhoHoldsTheRoleAndKeptByItsHash() {
        String hash = upload("%PDF-1.4\n% a signed letter of " + grid + "\n");
        town.assign(grid, EXCLUSIVE, li, JANUARY).accepted();
        town.sign(grid, EXCLUSIVE, li, hash, JANUARY).accepted();
        assertThat(last().path("letterSha256").stringValue()).isEqualTo(hash);

        refused(town.sign(grid, EXCLUSIVE, wang, hash, JANUARY), "does-not-hold-role", "/personId");
        refused(town.sign(grid, SHARED, li, hash, JANUARY), "does-not-hold-role", "/personId");
        refused(town.sign(grid, EXCLUSIVE, li, "0".repeat(64), JANUARY), "unknown-evidence", "/letterSha256");
        refused(town.sign(grid, EXCLUSIVE, "nobody-known", hash, JANUARY), "unknown-person", "/personId");
        refused(town.sign(grid, EXCLUSIVE, li, hash, "2027-01-01T00:00:00Z"), "occurred-in-future", "/signedAt");
        assertThat(town.sign(grid, EXCLUSIVE, li, "xyz", JANUARY).status()).isEqualTo(400);
    }

    private String upload(String text) {
        return side.postBytes(
                        side.adminToken(),
                        "/api/v1/evidence",
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/pdf")
                .accepted()
                .body()
                .path("sha256")
                .stringValue();
    }
}
