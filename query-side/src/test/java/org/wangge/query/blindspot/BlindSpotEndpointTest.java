package org.wangge.query.blindspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridKind;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** 盲区, over HTTP. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class BlindSpotEndpointTest {

    private static final String FIRST = "FIRST_RESPONSIBLE";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private Instant day;

    private Instant hour(int hour) {
        return day.plus(Duration.ofHours(hour));
    }

    @BeforeEach
    void aTown() {
        day = history.freshDay();
        history.append(grid(town, 1, null));
    }

    private List<String> spots(int from, int to, String more) {
        JsonNode answer = asking.json(
                history.head(),
                "/api/v1/blind-spots?gridId=" + town + "&from=" + hour(from) + "&to=" + hour(to) + more);
        assertThat(answer.get("rules").asString()).isEqualTo("default-1");
        List<String> told = new ArrayList<>();
        for (JsonNode spot : answer.get("items")) {
            told.add(spot.get("kind").asString() + " "
                    + spot.get("gridId").asString().substring(town.length()) + " "
                    + hours(spot, "since") + "-" + hours(spot, "until") + " "
                    + spot.get("reason").asString()
                    + (spot.get("eventIds").isEmpty()
                            ? ""
                            : " +" + spot.get("eventIds").size())
                    + (spot.get("windows").isNull()
                            ? ""
                            : " windows " + spot.get("windows").asInt()));
        }
        return told;
    }

    private long hours(JsonNode spot, String name) {
        return Duration.between(day, Instant.parse(spot.get(name).asString())).toHours();
    }

    @Test
    void aRoleThatNobodyHoldsIsABlindSpotWithTheEventBehindIt() {
        history.append(
                new ResponsibilityAssigned(town, FIRST, "p-1", hour(2), "default-1"),
                new ResponsibilityRelieved(town, FIRST, "p-1", hour(5), "调离", true));

        assertThat(spots(0, 9, "")).containsExactly("ROLE_UNHELD  0-2 NEVER_ASSIGNED", "ROLE_UNHELD  5-9 VACANT +1");
    }

    @Test
    void whatIsPlannedMakesThePlannedRoster() {
        history.append(new ResponsibilityAssigned(town, FIRST, "p-1", hour(2), "default-1"));
        history.at(hour(1));
        history.append(new ResponsibilityRelieved(town, FIRST, "p-1", hour(50), "退休", true));
        history.append(new ResponsibilityAssigned(town, FIRST, "p-2", hour(60), "default-1"));

        assertThat(spots(48, 72, "")).containsExactly("ROLE_UNHELD  50-60 VACANT +1");
        assertThat(spots(48, 72, "&knownAt=" + hour(0)))
                .as("before the plans were made")
                .isEmpty();
    }

    @Test
    void aTimeSlotIsRequiredWithinItsHours() {
        history.append(new ResponsibilityAssigned(town, FIRST, "p-1", day, "default-1"));
        history.append(
                new GridDefined(town + "-s", "早高峰", GridKind.TIME_SLOT, 2, town, false),
                new SlotHoursSet(
                        town + "-s",
                        List.of(DayOfWeek.values()),
                        LocalTime.of(10, 0),
                        LocalTime.of(12, 0),
                        ZoneId.of("Asia/Shanghai"),
                        day));

        assertThat(spots(0, 30, ""))
                .containsExactly("ROLE_UNHELD -s 2-4 NEVER_ASSIGNED", "ROLE_UNHELD -s 26-28 NEVER_ASSIGNED");
    }

    @Test
    void aKeySiteWithoutADutyAndADutyThatNobodyCanDoAreBlindSpots() {
        history.append(new ResponsibilityAssigned(town, FIRST, "p-1", day, "default-1"));
        history.append(new GridDefined(town + "-k", "油库", GridKind.AREA, 2, town, true));
        history.append(new ResponsibilityAssigned(town + "-k", FIRST, "p-1", day, "default-1"));
        history.at(hour(4));
        history.append(new DutyEvent.DutyEstablished(
                town + "-d",
                town + "-k",
                "GRID_MEMBER",
                DutyKind.PATROL,
                "夜巡",
                "FREQ=DAILY",
                LocalDateTime.of(2026, 1, 1, 18, 0),
                ZoneId.of("Asia/Shanghai"),
                Duration.ofHours(2),
                Duration.ofHours(1),
                "default-1"));
        history.append(new ResponsibilityAssigned(town + "-k", "GRID_MEMBER", "p-2", hour(59), "default-1"));

        assertThat(spots(0, 96, ""))
                .containsExactly(
                        "KEY_SITE_WITHOUT_DUTY -k 0-4 NO_DUTY",
                        "ROLE_UNHELD -k 4-59 NEVER_ASSIGNED",
                        "DUTY_UNHELD -k 10-36 NEVER_ASSIGNED windows 2");
    }

    @Test
    void aCaseThatNobodyHoldsIsABlindSpot() {
        UUID caseId = TimeOrderedIds.next();
        history.at(hour(1));
        history.append(reported(caseId, town, "堵塞", null));
        history.append(new ResponsibilityAssigned(town, FIRST, "p-1", hour(3), "default-1"));
        history.append(new ResponsibilityRelieved(town, FIRST, "p-1", hour(5), "调离", true));
        history.at(hour(7));
        history.append(dispatched(caseId, town + "-u", null, null));

        assertThat(spots(0, 9, ""))
                .filteredOn(spot -> spot.startsWith("CASE"))
                .containsExactly("CASE_UNHELD  1-3 NO_HOLDER", "CASE_UNHELD  5-7 NO_HOLDER");
    }

    @Test
    void whatIsTooMuchOrUnknownIsAProblem() {
        String path = "/api/v1/blind-spots?gridId=" + town;
        assertThat(asking.problem(404, "/api/v1/blind-spots?gridId=no-such-grid")
                        .toString())
                .contains("not-found");
        assertThat(asking.problem(400, path + "&from=" + day + "&to=" + day).toString())
                .contains("\"to\"");
        assertThat(asking.problem(400, path + "&from=" + day + "&to=" + day.plus(Duration.ofDays(401)))
                        .toString())
                .contains("400 days");
        assertThat(asking.problem(400, "/api/v1/blind-spots").toString()).contains("gridId");
    }
}
