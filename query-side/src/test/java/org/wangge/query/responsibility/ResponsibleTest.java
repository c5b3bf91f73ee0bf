package org.wangge.query.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.grid.GridKind;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** 责任解析, over HTTP. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class ResponsibleTest {

    private static final String FIRST = "FIRST_RESPONSIBLE";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String village = town + "-V";
    private final String gate = village + "-gate";
    private Instant day;
    private long position;

    private Instant hour(int hour) {
        return day.plus(Duration.ofHours(hour));
    }

    @BeforeEach
    void aVillageOfATown() {
        day = history.freshDay();
        position = history.append(
                grid(town, 1, null),
                grid(village, 2, town),
                new ResponsibilityAssigned(village, FIRST, town + "-li", day, "default-1"),
                new ResponsibilityAssigned(town, FIRST, town + "-mayor", day, "default-1"));
    }

    private void facet(GridKind kind) {
        history.append(new GridDefined(gate, "校门", kind, 3, village, false));
        position = history.append(new ResponsibilityAssigned(gate, FIRST, town + "-guard", day, "default-1"));
    }

    private JsonNode ask(Instant at, @Nullable String line, @Nullable Instant knownAt) {
        return asking.json(
                position,
                "/api/v1/responsibility?gridId=" + village + "&at=" + at + (line == null ? "" : "&line=" + line)
                        + (knownAt == null ? "" : "&knownAt=" + knownAt));
    }

    private String first(Instant at) {
        return first(ask(at, null, null));
    }

    private String first(JsonNode chain) {
        List<String> told = new ArrayList<>();
        chain.get("first")
                .get("holders")
                .forEach(holder -> told.add(holder.get("personId").asString().substring(town.length() + 1)));
        return String.join(" ", told);
    }

    @Test
    void theNearestWhoHoldsTheRoleAnswers() {
        JsonNode chain = ask(hour(1), null, null);

        assertThat(first(chain)).isEqualTo("li");
        assertThat(chain.get("first").get("gridId").asString()).isEqualTo(village);
        assertThat(chain.get("rules").asString()).isEqualTo("default-1");
        JsonNode holder = chain.get("first").get("holders").get(0);
        assertThat(holder.get("since").asString()).isEqualTo(day.toString());
        assertThat(holder.get("madeBy").get(0).get("what").asString()).isEqualTo("ASSIGNED");
        assertThat(holder.get("madeBy").get(0).get("recordedAt").asString()).isEqualTo(day.toString());
        assertThat(chain.get("links"))
                .extracting(link -> link.get("gridId").asString())
                .containsExactly(village, town);
    }

    @Test
    void whoIsOnLeaveIsPassedOverAndAStandInAnswersInHisPlace() {
        history.append(new LeaveRecorded(town + "-li", hour(2), hour(6)));
        position = history.append(new StandInAppointed(village, FIRST, town + "-wang", town + "-li", hour(4), hour(5)));

        assertThat(first(hour(2))).isEqualTo("mayor");
        JsonNode passed = ask(hour(2), null, null).get("first").get("passedOver");
        assertThat(passed).hasSize(1);
        assertThat(passed.get(0).get("reason").asString()).isEqualTo("ON_LEAVE");
        assertThat(passed.get(0).get("personId").asString()).isEqualTo(town + "-li");
        assertThat(passed.get(0).get("madeBy")).hasSize(2);
        assertThat(first(hour(4))).isEqualTo("wang");
        assertThat(first(hour(5))).isEqualTo("mayor");
        assertThat(first(hour(6))).isEqualTo("li");
    }

    @Test
    void whoHasLeftAnswersNoMore() {
        history.at(hour(3));
        position = history.append(hour(2), new PersonLeft(town + "-li", "调离"));

        assertThat(first(hour(1))).isEqualTo("li");
        assertThat(first(hour(2))).isEqualTo("mayor");
        assertThat(first(ask(hour(2), null, hour(2)))).as("not yet recorded").isEqualTo("li");
        assertThat(ask(hour(2), null, hour(3))
                        .get("first")
                        .get("passedOver")
                        .get(0)
                        .get("reason")
                        .asString())
                .isEqualTo("LEFT");
    }

    @Test
    void aVacancyNamesTheEventThatMadeIt() {
        position = history.append(new ResponsibilityRelieved(village, FIRST, town + "-li", hour(2), "离任", true));
        JsonNode passed =
                ask(hour(3), null, null).get("first").get("passedOver").get(0);

        assertThat(passed.get("reason").asString()).isEqualTo("VACANT");
        assertThat(passed.get("madeBy").get(0).get("what").asString()).isEqualTo("ENDED");
        assertThat(ask(hour(3), null, null)
                        .get("leading")
                        .get("passedOver")
                        .get(0)
                        .get("reason")
                        .asString())
                .isEqualTo("NEVER_ASSIGNED");
    }

    @Test
    void aTimeSlotGoesBeforeItsGridWithinItsHours() {
        facet(GridKind.TIME_SLOT);
        assertThat(first(hour(1))).as("hours unknown").isEqualTo("li");
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        position = history.append(new SlotHoursSet(
                gate, List.of(DayOfWeek.values()), LocalTime.of(23, 0), LocalTime.of(10, 0), shanghai, day));

        assertThat(first(hour(1))).as("nine in the morning").isEqualTo("guard");
        assertThat(first(hour(2))).as("ten").isEqualTo("li");
        assertThat(first(hour(15))).as("eleven at night").isEqualTo("guard");
        assertThat(ask(hour(1), null, null)
                        .get("links")
                        .get(0)
                        .get("hours")
                        .get("to")
                        .asString())
                .startsWith("10:00");
    }

    @Test
    void aBusinessLineGoesBeforeItsGridForItsOwnCases() {
        facet(GridKind.BUSINESS_LINE);
        position = history.append(new BusinessLineSet(gate, "FIRE", hour(2)));

        assertThat(first(ask(hour(2), "FIRE", null))).isEqualTo("guard");
        assertThat(first(ask(hour(1), "FIRE", null))).isEqualTo("li");
        assertThat(first(ask(hour(2), "WATER", null))).isEqualTo("li");
        assertThat(first(hour(2))).isEqualTo("li");
    }

    @Test
    void aPostAnswersForItsPlaceWhereNobodyOfThePlaceItselfDoes() {
        facet(GridKind.POST);

        assertThat(first(hour(1))).isEqualTo("li");

        history.at(hour(5));
        position = history.append(new ResponsibilityRelieved(village, FIRST, town + "-li", hour(3), "离任", true));
        assertThat(first(hour(4))).isEqualTo("guard");
    }

    @Test
    void aPostAnswersForNothingBesideIt() {
        facet(GridKind.POST);
        String hall = village + "-hall";
        position = history.append(grid(hall, 3, village));

        JsonNode chain = asking.json(position, "/api/v1/responsibility?gridId={g}&at={t}", hall, hour(1));
        assertThat(chain.get("first").get("gridId").asString()).isEqualTo(village);
        assertThat(chain.get("links").toString()).doesNotContain(gate);
    }

    @Test
    void anAssignmentEndedBeforeItsLetterWasSignedStaysEnded() {
        history.at(hour(5));
        history.append(new ResponsibilityLetterSigned(village, FIRST, town + "-li", "ab".repeat(32), hour(4)));
        position = history.append(new ResponsibilityRelieved(village, FIRST, town + "-li", hour(3), "离任", true));

        assertThat(first(hour(2))).isEqualTo("li");
        assertThat(first(hour(3))).isEqualTo("mayor");
        assertThat(first(hour(4))).isEqualTo("mayor");
    }

    @Test
    void theSameQuestionGetsTheSameBytes() {
        byte[] once = asking.raw(
                        position, "application/json", "/api/v1/responsibility?gridId=" + village + "&at=" + day)
                .getContentAsByteArray();
        byte[] twice = asking.raw(
                        position, "application/json", "/api/v1/responsibility?gridId=" + village + "&at=" + day)
                .getContentAsByteArray();

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void whatCannotBeAnsweredIsAProblem() {
        assertThat(asking.problem(404, "/api/v1/responsibility?gridId=no-such-grid")
                        .get("type")
                        .asString())
                .endsWith("not-found");
        assertThat(asking.problem(400, "/api/v1/responsibility").toString()).contains("gridId");
        assertThat(asking.problem(400, "/api/v1/responsibility?gridId=g&at=yesterday")
                        .toString())
                .contains("at");
        assertThat(asking.problem(400, "/api/v1/responsibility?gridId=g&lines=FIRE")
                        .toString())
                .contains("lines");
    }
}
