package org.wangge.query.timeline;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.Actor;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.people.AccountRole;
import org.wangge.api.people.PeopleEvent.AccountOpened;
import org.wangge.api.people.PeopleEvent.PasswordChanged;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class TimelineTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String village = town + "-V1";
    private final UUID caseId = TimeOrderedIds.next();
    private Instant day;

    @BeforeEach
    void aTownWithAVillage() {
        day = history.freshDay();
        history.append(grid(town, 1, null), grid(village, 2, town), grid(town + "-V2", 2, town));
    }

    @AfterEach
    void asBefore() {
        history.by(History.WANG);
        history.from("http");
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private List<JsonNode> timeline(long position, String query, Object... variables) {
        return asking.items(position, "/api/v1/timeline?" + query, variables);
    }

    private List<String> types(long position, String query, Object... variables) {
        return timeline(position, query, variables).stream()
                .map(item -> item.get("type").asString())
                .toList();
    }

    @Test
    void theStoryOfACaseIsToldInOrderAndInBothLanguages() {
        history.append(new UnitRegistered(town + "-u", "消防中队"));
        history.at(hour(8));
        history.append(reported(caseId, village, "安全出口堵塞", null));
        history.at(hour(9));
        history.append(dispatched(caseId, town + "-u", null, hour(30)));
        history.at(hour(10));
        history.by(new Actor("li.na", "p-li", "UNIT_HANDLER", null, "p-chen"));
        history.append(accepted(caseId, town + "-u", hour(30)));
        history.at(hour(11));
        long position = history.append(closed(caseId));

        JsonNode answer = asking.json(position, "/api/v1/cases/{id}/timeline", caseId);

        assertThat(answer.get("position").asLong()).isEqualTo(position);
        List<JsonNode> items = new ArrayList<>();
        answer.get("items").forEach(items::add);
        assertThat(items)
                .extracting(item -> item.get("type").asString())
                .containsExactly("case.reported", "case.dispatched", "case.accepted", "case.closed");
        assertThat(items).extracting(item -> item.get("sequence").asLong()).containsExactly(0L, 1L, 2L, 3L);
        JsonNode accepted = items.get(2);
        assertThat(accepted.get("wordsZh").asString())
                .isEqualTo("消防中队 (" + town + "-u)接收“安全出口堵塞”，须于" + local(hour(30)) + "前整改。");
        assertThat(accepted.get("words").asString())
                .isEqualTo("消防中队 (" + town + "-u) accepted “安全出口堵塞”, to be rectified by " + local(hour(30)) + ".");
        assertThat(accepted.get("actor").asString()).isEqualTo("p-li");
        assertThat(accepted.get("account").asString()).isEqualTo("li.na");
        assertThat(accepted.get("role").asString()).isEqualTo("UNIT_HANDLER");
        assertThat(accepted.get("onBehalfOf").asString()).isEqualTo("p-chen");
        assertThat(accepted.get("source").asString()).isEqualTo("http");
        assertThat(accepted.get("stream").asString()).isEqualTo("case:" + caseId);
        assertThat(accepted.get("position").asLong()).isEqualTo(position - 1);
        assertThat(accepted.get("occurredAt").asString()).isEqualTo(hour(10).toString());
        assertThat(accepted.get("lateEntered").asBoolean()).isFalse();
        assertThat(accepted.get("lateBy").isNull()).isTrue();
        assertThat(UUID.fromString(accepted.get("eventId").asString()).version())
                .isEqualTo(7);
        assertThat(accepted.get("touches"))
                .extracting(JsonNode::asString)
                .containsExactly(
                        "case:" + caseId, "grid:" + village, "person:p-chen", "person:p-li", "unit:" + town + "-u");
    }

    private static String local(Instant instant) {
        return instant.plus(ofHours(8)).toString().substring(0, 16).replace('T', ' ');
    }

    @Test
    void whatWasEnteredLateSaysSoAndStandsWhereItWasRecordedOrWhereItHappened() {
        history.at(hour(8));
        history.append(reported(caseId, village, "甲", null), dispatched(caseId, "u", null, hour(30)));
        history.at(hour(9));
        history.append(new CaseCorrected(caseId, "笔误", null, "乙", null, null));
        history.at(hour(14));
        long position = history.append(hour(8).plus(ofMinutes(30)), accepted(caseId, "u", null));

        List<JsonNode> recorded = timeline(position, "caseId={c}", caseId);
        List<String> occurred = types(position, "caseId={c}&order=occurred", caseId);

        assertThat(recorded.getLast().get("type").asString()).isEqualTo("case.accepted");
        assertThat(recorded.getLast().get("lateEntered").asBoolean()).isTrue();
        assertThat(recorded.getLast().get("lateSeconds").asLong()).isEqualTo(5 * 3600 + 1800);
        assertThat(recorded.getLast().get("lateByZh").asString()).isEqualTo("补录：发生后5小时30分钟才记录");
        assertThat(recorded.getLast().get("lateBy").asString()).isEqualTo("recorded 5 h 30 min after it happened");
        assertThat(recorded.getLast().get("wordsZh").asString()).contains("“乙”");
        assertThat(occurred).containsExactly("case.reported", "case.dispatched", "case.accepted", "case.corrected");
        assertThat(types(position, "caseId={c}&lateEntered=true", caseId)).containsExactly("case.accepted");
        assertThat(types(position, "caseId={c}&knownAt={k}", caseId, hour(13))).doesNotContain("case.accepted");
        assertThat(types(position, "caseId={c}&at={a}", caseId, hour(8).plus(ofMinutes(30))))
                .containsExactly("case.reported", "case.dispatched", "case.accepted");
        assertThat(types(position, "caseId={c}&from={f}&to={t}", caseId, hour(8).plusSeconds(1), hour(9)))
                .containsExactly("case.accepted");
    }

    @Test
    void aHandoverIsOnTheTimelineOfBothPersonsAndOfWhatWentAlong() {
        String from = town + "-a";
        String to = town + "-b";
        long position = history.append(new ResponsibilityHandedOver(
                village, "GRID_LEADER", from, to, hour(1), "轮岗", List.of(caseId), List.of(town + "-d"), "default-1"));

        for (String query :
                List.of("personId=" + from, "personId=" + to, "caseId=" + caseId, "dutyId=" + town + "-d")) {
            assertThat(types(position, query)).as(query).containsExactly("grid.responsibility-handed-over");
        }
        assertThat(types(position, "gridId={g}", village)).endsWith("grid.responsibility-handed-over");
        assertThat(types(position, "personId={p}&gridId={g}", to, town + "-V2")).isEmpty();
    }

    @Test
    void aMissedDutyIsOnTheTimelineOfEverybodyWhoAnsweredForIt() {
        history.by(Actor.SYSTEM);
        history.at(hour(12));
        Window window = new Window(hour(1), hour(9), hour(11), "default-1");
        long position = history.append(
                hour(11),
                new DutyMissed(town + "-d", village, "GRID_MEMBER", window, List.of(town + "-x", town + "-y")));

        assertThat(types(position, "personId={p}", town + "-x")).containsExactly("duty.missed");
        assertThat(types(position, "personId={p}", town + "-y")).containsExactly("duty.missed");
        assertThat(types(position, "dutyId={d}", town + "-d")).containsExactly("duty.missed");
        assertThat(types(position, "gridId={g}", town)).endsWith("duty.missed");
        JsonNode told = timeline(position, "dutyId={d}", town + "-d").getFirst();
        assertThat(told.get("actor").asString()).isEqualTo("system");
        assertThat(told.get("wordsZh").asString()).endsWith("时任GRID_MEMBER：" + town + "-x、" + town + "-y。");
        // An account is no person.
        assertThat(types(position, "personId=system")).isEmpty();
    }

    @Test
    void anEventOfACaseTouchesTheGridInWhichTheCaseLayThenAndTheUnitThatHeldIt() {
        history.append(reported(caseId, village, "甲", null));
        history.append(dispatched(caseId, town + "-u1", null, null));
        history.append(dispatched(caseId, town + "-u2", null, null));
        history.append(new CaseEscalated(caseId, village, town, "超出能力"));
        long position = history.append(closed(caseId));

        assertThat(types(position, "gridId={g}&from={f}&caseId={c}", village, day, caseId))
                .containsExactly("case.reported", "case.dispatched", "case.dispatched", "case.escalated");
        assertThat(types(position, "gridId={g}&caseId={c}", town, caseId)).hasSize(5);
        assertThat(types(position, "unitId={u}", town + "-u1")).containsExactly("case.dispatched", "case.dispatched");
        assertThat(types(position, "unitId={u}", town + "-u2"))
                .containsExactly("case.dispatched", "case.escalated", "case.closed");
    }

    @Test
    void aSubtreeIsThatOfTheTimeAskedFor() {
        history.append(grid(town + "-B", 1, null));
        history.append(reported(caseId, village, "甲", null));
        history.at(hour(5));
        long position = history.append(new GridMoved(village, town, town + "-B"));

        assertThat(types(position, "gridId={g}", town + "-B"))
                .containsExactly("grid.defined", "grid.defined", "case.reported", "grid.moved");
        assertThat(types(position, "gridId={g}&type=case.reported", town)).isEmpty();
        assertThat(types(position, "gridId={g}&type=case.reported&at={a}", town, hour(4)))
                .containsExactly("case.reported");
        // The grid that it left was touched by its leaving.
        assertThat(types(position, "gridId={g}", town)).endsWith("grid.moved");
    }

    @Test
    void namesAreThoseOfTheTimeOfTheRecord() {
        history.append(reported(caseId, village, "甲", null));
        history.append(new GridRenamed(village, "新村"));
        long position = history.append(new CaseEscalated(caseId, village, town, "超出能力"));

        assertThat(timeline(position, "gridId={g}&type=grid.renamed", village))
                .extracting(item -> item.get("wordsZh").asString())
                .containsExactly("网格网格 " + village + " (" + village + ")更名为新村。");
        assertThat(timeline(position, "gridId={g}&type=grid.defined", village))
                .extracting(item -> item.get("words").asString())
                .containsExactly("Grid 网格 " + village + " (" + village + ") was set up under 网格 " + town + " (" + town
                        + "), level 2, area.");
        List<JsonNode> told = timeline(position, "caseId={c}", caseId);
        assertThat(told.getFirst().get("wordsZh").asString()).startsWith("在网格 " + village + " (" + village + ")上报");
        assertThat(told.getLast().get("wordsZh").asString()).contains("由新村 (" + village + ")提级至");
    }

    @Test
    void whatIsSaidOnceOfAnInspectionOrAnAccountIsKnownOfItsLaterEvents() {
        UUID inspection = TimeOrderedIds.next();
        history.append(new InspectionRecorded(
                inspection,
                "p-wang",
                new InspectionReport(
                        village, town + "-d", InspectionKind.DUTY, null, List.of(), List.of(), null, null, null)));
        history.append(new InspectionCorrected(inspection, 0, "漏记", List.of(), null));
        history.append(new AccountOpened(
                town + "-account", town + "-p", null, List.of(AccountRole.GRID_MEMBER), List.of(village)));
        long position = history.append(new PasswordChanged(town + "-account"));

        assertThat(types(position, "dutyId={d}", town + "-d"))
                .containsExactly("inspection.recorded", "inspection.corrected");
        assertThat(types(position, "gridId={g}&type=inspection.corrected", village))
                .hasSize(1);
        assertThat(types(position, "personId={p}", town + "-p"))
                .containsExactly("account.opened", "account.password-changed");
    }

    @Test
    void pagesFollowOneAnotherInEitherOrderWithoutGapsOrRepeats() {
        history.append(reported(caseId, village, "甲", null));
        long position = 0;
        for (int i = 1; i <= 20; i++) {
            history.at(hour(30 + i));
            position = history.append(hour(20 - i), new CaseCorrected(caseId, "第" + i + "次", null, null, null, null));
        }
        for (String order : List.of("position", "occurred")) {
            List<Long> whole = positions(asking.items(position, "/api/v1/cases/{c}/timeline?order={o}", caseId, order));
            List<Long> paged = new ArrayList<>();
            String cursor = null;
            do {
                String page = "/api/v1/cases/" + caseId + "/timeline?order=" + order + "&limit=4"
                        + (cursor == null ? "" : "&cursor=" + cursor);
                JsonNode answer = asking.json(position, page);
                answer.get("items")
                        .forEach(item -> paged.add(item.get("position").asLong()));
                cursor = answer.get("nextCursor").isNull()
                        ? null
                        : answer.get("nextCursor").asString();
            } while (cursor != null);
            assertThat(paged).hasSize(21).isEqualTo(whole);
        }
    }

    private static List<Long> positions(List<JsonNode> items) {
        return items.stream().map(item -> item.get("position").asLong()).toList();
    }

    @Test
    void aTimelineCanBeTakenHomeAsATable() throws Exception {
        long position = history.append(reported(caseId, village, "=1+1", null));

        String csv = new String(
                asking.raw(position, "text/csv", "/api/v1/cases/{c}/timeline", caseId)
                        .getContentAsByteArray(),
                StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeff序号,发生时间,记录时间,经过（英文）,经过,").contains("上报案件：=1+1");
        assertThat(csv.lines()).hasSize(2);
        byte[] xlsx = asking.raw(position, XLSX, "/api/v1/timeline?caseId={c}", caseId)
                .getContentAsByteArray();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx));
                Stream<org.dhatim.fastexcel.reader.Row> rows =
                        workbook.getFirstSheet().openStream()) {
            assertThat(rows.toList().get(1).getCellText(4)).contains("上报案件：=1+1");
        }
    }

    @Test
    void anUnknownCaseIsNotFoundAlsoWhenAnInspectionNamesIt() {
        history.append(new ResponsibilityHandedOver(
                village, "R", "p-1", "p-2", hour(1), "轮岗", List.of(caseId), List.of(), "default-1"));

        JsonNode problem = asking.problem(404, "/api/v1/cases/{c}/timeline", caseId);

        assertThat(problem.get("type").asString()).isEqualTo("urn:wangge:problem:not-found");
    }

    @Test
    void aCaseThatWasNotKnownYetHasAnEmptyTimeline() {
        history.at(hour(5));
        long position = history.append(reported(caseId, village, "甲", null));

        assertThat(asking.items(position, "/api/v1/cases/{c}/timeline?knownAt={k}", caseId, hour(4)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/timeline?order=backwards, order",
        "/api/v1/timeline?caseId=7, caseId",
        "/api/v1/timeline?at=yesterday, at",
        "/api/v1/timeline?from=2026-01-01, from",
        "/api/v1/timeline?grid=F2, grid",
        "/api/v1/timeline?limit=0, limit",
        "/api/v1/timeline?cursor=abc, cursor",
        "/api/v1/timeline?lateEntered=perhaps, lateEntered",
        "/api/v1/cases/nonsense/timeline, id",
        "/api/v1/cases/018f0000-0000-7000-8000-000000000000/timeline?gridId=x, gridId"
    })
    void aBadParameterIsNamed(String path, String parameter) {
        JsonNode problem = asking.problem(400, path);

        assertThat(problem.get("errors").get(0).get("parameter").asString()).isEqualTo(parameter);
    }
}
