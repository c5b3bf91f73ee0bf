package org.wangge.query.reconstruction;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = QuerySideTestApplication.class)
class ReconstructionTest {

    private static final String OF_INCIDENT = "/api/v1/incidents/{id}/reconstruction";
    private static final String OF_GRID = "/api/v1/grids/{id}/reconstruction";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private Aftermath story = null;
    private long head;

    @BeforeEach
    void somethingHappened() {
        story = new Aftermath(history);
        head = story.write();
    }

    private JsonNode ofIncident() {
        return asking.json(head, OF_INCIDENT, story.incident);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> values = new ArrayList<>();
        list.forEach(each -> values.add(each.get(field).asString()));
        return values;
    }

    @Test
    void theChainGoesFromThePlaceToTheTopThroughVacanciesAndStandIns() {
        JsonNode chain = ofIncident().get("responsibility");

        assertThat(chain.get("first").get("holders").get(0).get("personId").asString())
                .isEqualTo("p-gu");
        assertThat(chain.get("direct").get("gridId").asString()).isEqualTo(story.village);
        assertThat(chain.get("direct").get("holders").get(0).get("personId").asString())
                .isEqualTo("p-bo");
        assertThat(chain.get("direct").get("passedOver").get(0).get("reason").asString())
                .isEqualTo("VACANT");
        assertThat(chain.get("leading").get("holders").get(0).get("personId").asString())
                .isEqualTo("p-mu");
        assertThat(texts(chain.get("links"), "gridId")).containsExactly(story.site, story.village, story.town);
    }

    @Test
    void theLastInspectionsSayWhetherTheyWereDueAndInTime() {
        JsonNode inspections = ofIncident().get("inspections");

        assertThat(texts(inspections.get("recordedBefore"), "inspectionId")).containsExactly(story.inTime.toString());
        JsonNode before = inspections.get("recordedBefore").get(0);
        assertThat(before.get("timing").asString()).isEqualTo("IN_TIME");
        assertThat(before.get("failedItems").get(0).asString()).isEqualTo("wires");
        assertThat(before.get("eventIds")).hasSize(2);
        assertThat(before.has("afterwards")).isTrue();
        assertThat(before.get("afterwards").isNull()).isTrue();
    }

    @Test
    void whatWasWrittenInAfterwardsIsSetApartAndSaysHowLongAfter() {
        JsonNode found = ofIncident();

        JsonNode backdated = found.get("inspections").get("recordedAfter").get(0);
        assertThat(backdated.get("inspectionId").asString()).isEqualTo(story.backdated.toString());
        assertThat(backdated.get("timing").asString()).isEqualTo("NOT_DUE");
        assertThat(backdated.get("lateEntered").asBoolean()).isTrue();
        assertThat(backdated.get("afterwards").get("wordsZh").asString()).isEqualTo("事故发生后3小时12分钟补录");
        assertThat(backdated.get("afterwards").get("words").asString())
                .isEqualTo("entered 3 h 12 min after the incident");
        assertThat(backdated.get("afterwards").get("seconds").asLong()).isEqualTo(11520);

        JsonNode entries = found.get("recordedAfterwards");
        assertThat(entries.get("recordedBefore")).isEmpty();
        assertThat(texts(entries.get("recordedAfter"), "type"))
                .containsExactly(
                        "incident.reported", "inspection.recorded", "case.reported", "grid.responsibility-assigned");
        // Made openly after the fire, in the grid above, and dated back two months: it happened today, and claims more.
        JsonNode datedBack = entries.get("recordedAfter").get(3);
        assertThat(datedBack.get("backdated").asBoolean()).isTrue();
        assertThat(Instant.parse(datedBack.get("claimedAt").asString())).isEqualTo(story.day.minus(ofHours(24 * 60)));
        assertThat(entries.get("recordedAfter")
                        .get(0)
                        .get("afterwards")
                        .get("seconds")
                        .asLong())
                .isEqualTo(720);
    }

    @Test
    void openCasesAreThoseOfThePlaceAlsoWhenTheyWentUp() {
        JsonNode cases = ofIncident().get("openCases");

        JsonNode fromPaper = cases.get("recordedAfter").get(0);
        assertThat(texts(cases.get("recordedBefore"), "caseId")).isEmpty();
        assertThat(texts(cases.get("recordedAfter"), "caseId"))
                .containsExactlyInAnyOrder(story.escalated.toString(), story.fromPaper.toString());
        JsonNode escalated = fromPaper.get("caseId").asString().equals(story.escalated.toString())
                ? fromPaper
                : cases.get("recordedAfter").get(1);
        JsonNode other = escalated == fromPaper ? cases.get("recordedAfter").get(1) : fromPaper;
        assertThat(other.get("knownThen").isNull()).isTrue();
        // Corrected after the fire; that it was open was known before.
        assertThat(escalated.get("title").asString()).isEqualTo("消防通道堵塞");
        assertThat(escalated.get("knownThen").asString()).isEqualTo("ACCEPTED");
        assertThat(escalated.get("gridId").asString()).isEqualTo(story.village);
        assertThat(escalated.get("holder").asString()).isEqualTo(story.town + "-u");
        assertThat(escalated.get("overdueSeconds").asLong())
                .isEqualTo(Duration.ofHours(8).toSeconds());
        JsonNode told = escalated.get("told").get(0);
        assertThat(told.get("recipient").asString()).isEqualTo("p-chen");
        assertThat(Instant.parse(told.get("readAt").asString())).isEqualTo(story.day.plus(ofHours(15)));
        assertThat(told.get("eventIds")).hasSize(3);
    }

    @Test
    void whatWasKnownAtTheInstantHoldsNothingOfWhatCameAfter() {
        JsonNode then = asking.json(head, OF_GRID + "?at={t}&knownAt={t}", story.site, story.fire, story.fire);

        assertThat(then.toString()).doesNotContain(story.backdated.toString(), story.fromPaper.toString(), "消防通道");
        assertThat(texts(then.get("openCases").get("recordedBefore"), "caseId"))
                .containsExactly(story.escalated.toString());
        for (String section : List.of("inspections", "openCases", "duties", "lapses", "escalations")) {
            assertThat(then.get(section).get("recordedAfter")).as(section).isEmpty();
        }
        assertThat(then.get("recordedAfterwards").get("recordedAfter")).isEmpty();
        assertThat(asking.problem(404, OF_INCIDENT + "?knownAt={t}", story.incident, story.fire)
                        .get("type")
                        .asString())
                .endsWith("not-found");
    }

    @Test
    void aWindowThatNobodyRecordedAnythingAboutIsALapse() {
        JsonNode lapses = ofIncident().get("lapses").get("recordedBefore");

        assertThat(texts(lapses, "dutyId")).containsExactly(story.forgotten);
        assertThat(lapses.get(0).get("status").asString()).isEqualTo("UNRECORDED");
        assertThat(Instant.parse(lapses.get(0).get("dueAt").asString())).isEqualTo(story.day.plus(ofHours(8)));
        assertThat(texts(ofIncident().get("duties").get("recordedBefore"), "dutyId"))
                .containsExactly(story.forgotten, story.patrol);
    }

    @Test
    void anEscalationThatTheRulesDemandSaysWhetherItWasMade() {
        JsonNode escalations = ofIncident().get("escalations").get("recordedBefore");

        assertThat(texts(escalations, "caseId")).containsExactly(story.escalated.toString());
        assertThat(escalations.get(0).get("toGridId").asString()).isEqualTo(story.village);
        assertThat(Instant.parse(escalations.get(0).get("madeAt").asString())).isEqualTo(story.day.plus(ofHours(12)));
        assertThat(escalations.get(0).get("eventIds")).hasSize(2);
        assertThat(ofIncident().get("rules").get("version").asString()).isEqualTo("default-1");
    }

    @Test
    void aGridHigherUpSeesWhatIsBelowIt() {
        JsonNode town = asking.json(head, OF_GRID + "?at={t}", story.town, story.fire);

        assertThat(town.get("place").get("grids").asInt()).isEqualTo(4);
        assertThat(town.get("openCases").get("recordedBefore").size()
                        + town.get("openCases").get("recordedAfter").size())
                .isEqualTo(3);
        assertThat(town.get("incident").isNull()).isTrue();
    }

    @Test
    void onlyTheDaysAskedForAreLookedAt() {
        Instant later = story.fire.plus(ofHours(24 * 9));
        JsonNode found = asking.json(head, OF_GRID + "?at={t}&days=1", story.site, later);

        assertThat(found.get("escalations").get("recordedBefore")).isEmpty();
        assertThat(found.get("lapses").get("recordedBefore")).isNotEmpty();
        assertThat(texts(found.get("inspections").get("recordedBefore"), "inspectionId"))
                .containsExactly(story.backdated.toString(), story.inTime.toString());
    }

    @Test
    void theAnswerIsTheSameByteForByteAfterAllViewsWereRebuilt() {
        List<byte[]> before = answers();
        assertThat(before.getFirst().length).isGreaterThan(3000);

        for (String view : Reconstructor.VIEWS) {
            assertThat(asking.send(post("/api/v1/views/" + view + "/rebuild")).getStatus())
                    .isEqualTo(202);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> views().forEach(
                                view -> assertThat(view.get("state").asString())
                                        .as(view.toString())
                                        .isEqualTo("LIVE")));

        List<byte[]> after = answers();
        for (int i = 0; i < before.size(); i++) {
            assertThat(new String(after.get(i), StandardCharsets.UTF_8))
                    .isEqualTo(new String(before.get(i), StandardCharsets.UTF_8));
        }
    }

    private List<byte[]> answers() {
        return List.of(
                asking.raw(head, "application/json", OF_INCIDENT, story.incident)
                        .getContentAsByteArray(),
                asking.raw(head, "text/html", OF_INCIDENT, story.incident).getContentAsByteArray(),
                asking.raw(head, "application/json", OF_GRID + "?at={t}&days=366", story.town, story.fire)
                        .getContentAsByteArray(),
                asking.raw(
                                head,
                                "application/json",
                                OF_GRID + "?at={t}&knownAt={k}",
                                story.site,
                                story.fire,
                                story.fire.plus(ofMinutes(100)))
                        .getContentAsByteArray());
    }

    private JsonNode views() {
        return JsonMapper.shared()
                .readTree(new String(asking.send(get("/api/v1/views")).getContentAsByteArray(), StandardCharsets.UTF_8))
                .get("items");
    }

    @Test
    void itCanBeHadAsAPageAndAsADocumentToPrint() throws IOException {
        MockHttpServletResponse page = asking.raw(head, "text/html", OF_INCIDENT, story.incident);
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentType()).startsWith("text/html");
        assertThat(page.getHeader("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(new String(page.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("仓库起火", "事故发生后3小时12分钟补录", story.backdated.toString());

        byte[] document =
                asking.raw(head, "application/pdf", OF_INCIDENT, story.incident).getContentAsByteArray();
        try (PDDocument pdf = Loader.loadPDF(document)) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("仓库起火", "消防通道堵塞", "第一责任人");
        }
    }

    @Test
    void badQuestionsAreRefusedByName() {
        assertThat(asking.problem(404, OF_GRID, "no-such-grid").get("type").asString())
                .endsWith("not-found");
        assertThat(asking.problem(404, OF_INCIDENT, TimeOrderedIds.next())
                        .get("type")
                        .asString())
                .endsWith("not-found");
        for (String bad : List.of("days=0", "days=367", "days=x", "at=yesterday", "knownAt=2026", "dayz=3")) {
            JsonNode problem = asking.problem(400, OF_GRID + "?" + bad, story.site);
            assertThat(problem.get("errors").get(0).toString()).contains(bad.substring(0, bad.indexOf('=')));
        }
        assertThat(asking.raw(0, "image/png", OF_GRID, story.site).getStatus()).isEqualTo(406);
    }
}
