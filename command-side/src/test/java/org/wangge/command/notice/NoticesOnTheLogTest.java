package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.command.CommandDesk;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import org.wangge.command.Submission;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.JsonNode;

/** Who is told of what goes on, and that nobody is told twice. */
class NoticesOnTheLogTest {

    private final CommandSide side = CommandSide.shared();
    private final Desk desk = new Desk(side);

    @Test
    void ofADispatchThePeopleOfTheUnitAreToldInTheirInboxes() {
        String unitId = side.someUnit();
        String chen = desk.personOf(unitId, "");
        String lin = desk.personOf(unitId, "");
        String gone = desk.personOf(unitId, "");
        side.post("/api/v1/people/" + gone + "/leaving", "{\"reason\":\"retired\"}")
                .accepted();
        String moved = desk.personOf(unitId, "");
        side.post("/api/v1/people/" + moved + "/changes", "{\"unitId\":\"" + side.someUnit() + "\"}")
                .accepted();

        String eventId = desk.dispatched(unitId);

        List<String> notices = desk.about(eventId, 2);
        assertThat(notices).map(desk::toldOf).containsExactlyInAnyOrder(chen, lin);
        assertThat(side.types(notices.getFirst())).containsExactly("notice.issued", "notice.delivered");
        JsonNode issued = side.bodies(notices.getFirst()).getFirst();
        assertThat(issued.path("payload").path("kind").stringValue()).isEqualTo("DISPATCH");
        assertThat(issued.path("payload").path("about").path("eventId").stringValue())
                .isEqualTo(eventId);
        assertThat(issued.path("payload").path("channels").valueStream().map(JsonNode::stringValue))
                .containsExactly("INBOX");
        assertThat(issued.path("actor").path("account").stringValue()).isEqualTo(Actor.SYSTEM_ACCOUNT);
        assertThat(issued.path("correlationId"))
                .isEqualTo(side.bodies(issued.path("payload")
                                .path("about")
                                .path("stream")
                                .stringValue())
                        .getLast()
                        .path("correlationId"));
        assertThat(side.bodies(notices.getFirst()).toString()).doesNotContain("张三");
    }

    @Test
    void ofAnEscalationAndAnUrgeThoseAreToldWhoAnswerForTheGrid() {
        String town = side.someGrid();
        String village = side.someGrid(2, town);
        String lead = side.somePerson();
        String first = side.somePerson();
        assign(town, "LEAD", lead);
        assign(village, "FIRST_RESPONSIBLE", first);
        UUID caseId = desk.someCase(village);

        String urged = desk.step(caseId, "urges", "{\"text\":\"快\"}");
        String escalated = desk.step(caseId, "escalation", "{\"reason\":\"解决不了\"}");

        assertThat(desk.about(urged, 1)).map(desk::toldOf).containsExactly(first);
        assertThat(desk.about(escalated, 1)).map(desk::toldOf).containsExactly(lead);
    }

    private void assign(String gridId, String role, String personId) {
        side.post(
                        "/api/v1/grids/" + gridId + "/assignments",
                        "{\"role\":\"" + role + "\",\"personId\":\"" + personId
                                + "\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}")
                .accepted();
    }

    @Test
    void nobodyIsToldOfAnotherSystemsHistory() {
        String unitId = side.someUnit();
        desk.personOf(unitId, "");
        UUID old = TimeOrderedIds.next();
        var receipt = side.bean(CommandDesk.class)
                .submit(new Submission(
                        new ImportCase(
                                new ReportCase(
                                        old,
                                        side.someGrid(),
                                        CaseKind.HAZARD,
                                        "FIRE",
                                        Severity.GENERAL,
                                        "旧案",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        List.of()),
                                "r-" + old,
                                unitId,
                                null,
                                null,
                                null,
                                null),
                        Actor.SYSTEM,
                        null,
                        "import:b-1",
                        null,
                        null));
        assertThat(side.types("case:" + old)).containsExactly("case.reported", "case.dispatched");

        desk.about(desk.dispatched(unitId), 1);

        assertThat(receipt.eventIds())
                .allSatisfy(
                        eventId -> assertThat(desk.about(eventId.toString())).isEmpty());
    }

    /** The reader begins from the first event; meanwhile somebody has joined the unit and somebody has left it. */
    @Test
    void whenTheLogIsReadAgainNobodyIsToldAgainAndNobodyElse() {
        try (CommandSide own = CommandSide.start()) {
            Desk there = new Desk(own);
            String unitId = own.someUnit();
            String chen = there.personOf(unitId, "");
            String lin = there.personOf(unitId, "");
            String eventId = there.dispatched(unitId);
            there.about(eventId, 2);
            own.post("/api/v1/people/" + lin + "/leaving", "{\"reason\":\"retired\"}")
                    .accepted();
            String late = there.personOf(unitId, "");
            there.await("the reader knows who came and went", () -> there.readerIsAtTheHead());

            StreamingEventProcessor reader = own.bean(EventProcessingConfiguration.class)
                    .eventProcessor("notices", StreamingEventProcessor.class)
                    .orElseThrow();
            reader.shutDown();
            int rewound = own.superuser()
                    .sql(
                            "UPDATE command.token_entry SET token = convert_to('{\"globalIndex\":0}', 'UTF8'), owner = NULL"
                                    + " WHERE processor_name = 'notices'")
                    .update();
            assertThat(rewound).isEqualTo(1);
            reader.start();

            String next = there.dispatched(unitId);
            assertThat(there.about(next, 2)).map(there::toldOf).containsExactlyInAnyOrder(chen, late);
            there.await("no errand is left", () -> there.errands() == 0);
            assertThat(there.about(eventId)).map(there::toldOf).containsExactlyInAnyOrder(chen, lin);
            assertThat(own.superuser()
                            .sql("SELECT count(*) FROM log.event WHERE type = 'notice.issued'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(4);
        }
    }

    @Test
    void onlyWhoIsToldReadsANoticeAndReadingTwiceIsReadingOnce() {
        String unitId = side.someUnit();
        String chen = account(desk.personOf(unitId, ""));
        String lin = account(side.somePerson());
        String stream = desk.about(desk.dispatched(unitId), 1).getFirst();
        String path = "/api/v1/notices/" + stream.substring("notice:".length()) + "/reading";

        Answer others = side.postAs(lin, path, "{}");
        assertThat(others.status()).isEqualTo(404);
        Answer nobodys = side.postAs(chen, "/api/v1/notices/" + TimeOrderedIds.next() + "/reading", "{}");
        assertThat(others.body().path("type")).isEqualTo(nobodys.body().path("type"));
        assertThat(side.post(path, "{}").status()).as("without a person").isEqualTo(404);
        assertThat(side.postAs("", path, "{}").status()).isEqualTo(401);
        assertThat(desk.count(stream, "notice.read")).isZero();

        Answer first = side.postAs(chen, path, "{}").accepted();
        assertThat(first.eventIds()).hasSize(1);
        assertThat(side.postAs(chen, path, "{}").accepted().eventIds()).isEmpty();
        assertThat(desk.count(stream, "notice.read")).isEqualTo(1);
        assertThat(side.bodies(stream).getLast().path("actor").path("personId").stringValue())
                .isEqualTo(desk.toldOf(stream));
        assertThat(side.postAs(chen, path, "{\"personId\":\"x\"}").status()).isEqualTo(400);
        assertThat(side.postAs(chen, "/api/v1/notices/none/reading", "{}").status())
                .isEqualTo(400);
    }

    private String account(String personId) {
        side.post(
                        "/api/v1/accounts",
                        "{\"username\":\"" + personId + "\",\"password\":\"a password of one's own\",\"personId\":\""
                                + personId + "\",\"roles\":[\"UNIT_HANDLER\"]}")
                .accepted();
        return side.signIn(personId, "a password of one's own");
    }
}
