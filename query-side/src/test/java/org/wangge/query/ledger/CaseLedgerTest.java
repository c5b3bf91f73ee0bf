package org.wangge.query.ledger;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.people.PeopleEvent;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class CaseLedgerTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final UUID caseId = TimeOrderedIds.next();
    private Instant day;

    @BeforeEach
    void aTownWithAVillage() {
        day = history.freshDay();
        history.append(grid(town, 1, null), grid(town + "-V1", 2, town), grid(town + "-V2", 2, town));
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private List<String> titles(long position, String query, Object... variables) {
        return asking.items(position, "/api/v1/ledgers/cases?" + query, variables).stream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    @Test
    void aCaseIsShownWithWhereItStandsWhoHoldsItAndWhatIsDue() {
        history.at(hour(8));
        history.append(new PeopleEvent.UnitRegistered(town + "-u", "消防中队"));
        history.append(reported(caseId, town + "-V1", "安全出口堵塞", hour(9)));
        history.at(hour(9));
        long position = history.append(dispatched(caseId, town + "-u", hour(11), hour(30)));
        history.at(hour(10));

        JsonNode answer = asking.json(position, "/api/v1/ledgers/cases?gridId={grid}", town);

        assertThat(answer.get("position").asLong()).isEqualTo(position);
        JsonNode shown = answer.get("items").get(0);
        assertThat(shown.get("caseId").asString()).isEqualTo(caseId.toString());
        assertThat(shown.get("state").asString()).isEqualTo("DISPATCHED");
        assertThat(shown.get("stage").asString()).isEqualTo("ACCEPT");
        assertThat(shown.get("deadline").asString()).isEqualTo(hour(11).toString());
        assertThat(shown.get("dueAt").asString()).isEqualTo(hour(30).toString());
        assertThat(shown.get("unitName").asString()).isEqualTo("消防中队");
        assertThat(shown.get("gridName").asString()).isEqualTo("网格 " + town + "-V1");
        assertThat(shown.get("reporter").asString()).isEqualTo("p-wang");
        assertThat(shown.get("ageSeconds").asLong()).isEqualTo(7200);
        assertThat(shown.get("overdue").asBoolean()).isFalse();
        assertThat(shown.get("lateEntered").asBoolean()).isFalse();
    }

    /** The example of the two clocks: seen at 08:30, recorded offline, uploaded at 14:00. */
    @Test
    void whatWasUploadedLaterIsUnknownBeforeAndKnownAfterwardsAtTheTimeWhenItHappened() {
        Instant seen = hour(8).plus(ofMinutes(30));
        history.at(hour(14));
        long position = history.append(seen, reported(caseId, town, "临边无防护", null));

        String query = "gridId={grid}&knownAt={known}";
        assertThat(titles(position, query, town, hour(10))).isEmpty();
        assertThat(titles(position, query, town, hour(14).plus(ofMinutes(1)))).containsExactly("临边无防护");
        assertThat(titles(position, query + "&at={at}", town, hour(15), seen)).containsExactly("临边无防护");
        assertThat(titles(position, query + "&at={at}", town, hour(15), seen.minusMillis(1)))
                .isEmpty();
        assertThat(asking.items(position, "/api/v1/ledgers/cases?gridId={grid}", town)
                        .getFirst()
                        .get("lateEntered")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void everyPastStateOfACaseCanBeAskedForByEitherClock() {
        history.at(hour(8));
        history.append(reported(caseId, town, "电线老化", hour(9)));
        history.at(hour(9));
        history.append(dispatched(caseId, "u", hour(11), hour(30)));
        // Accepted in the field at 10:00, uploaded at 12:00.
        history.at(hour(12));
        history.append(hour(10), accepted(caseId, "u", hour(30)));
        history.at(hour(13));
        long position = history.append(closed(caseId));

        assertThat(state(position, hour(8), null)).isEqualTo("REPORTED");
        assertThat(state(position, hour(9).plus(ofMinutes(59)), null)).isEqualTo("DISPATCHED");
        assertThat(state(position, hour(10), null)).isEqualTo("ACCEPTED");
        assertThat(state(position, hour(12), null)).isEqualTo("ACCEPTED");
        assertThat(state(position, hour(13), null)).isEqualTo("CLOSED");
        assertThat(state(position, hour(10), hour(11))).isEqualTo("DISPATCHED");
        assertThat(state(position, null, hour(11))).isEqualTo("DISPATCHED");
        assertThat(state(position, null, hour(12))).isEqualTo("ACCEPTED");
        assertThat(state(position, null, null)).isEqualTo("CLOSED");
    }

    private String state(long position, Instant at, Instant knownAt) {
        String query = "/api/v1/ledgers/cases?gridId=" + town + (at == null ? "" : "&at=" + at)
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        return asking.items(position, query).getFirst().get("state").asString();
    }

    @Test
    void aCaseIsFoundInTheSubtreeOfEveryGridAboveItAlsoAfterAGridMoved() {
        history.append(reported(caseId, town + "-V1", "井盖缺失", null));
        history.append(grid(town + "-B", 1, null));
        history.at(hour(5));
        long position = history.append(new GridEvent.GridMoved(town + "-V1", town, town + "-B"));

        assertThat(titles(position, "gridId={g}", town)).isEmpty();
        assertThat(titles(position, "gridId={g}", town + "-V1")).containsExactly("井盖缺失");
        assertThat(titles(position, "gridId={g}", town + "-B")).containsExactly("井盖缺失");
        assertThat(titles(position, "gridId={g}&at={at}", town, hour(4))).containsExactly("井盖缺失");
        assertThat(titles(position, "gridId={g}&at={at}", town + "-B", hour(4))).isEmpty();
    }

    /** An underscore is any character to SQL's LIKE, and V1 is the beginning of V10. */
    @Test
    void aSubtreeIsNotMistakenForAnotherOfASimilarName() {
        history.append(grid(town + "_", 1, null), grid(town + "-V10", 2, town), grid(town + "-V1.a", 3, town + "-V1"));
        history.append(reported(TimeOrderedIds.next(), town + "-V10", "十号", null));
        history.append(reported(TimeOrderedIds.next(), town + "-V1.a", "一号甲", null));
        long position = history.append(reported(caseId, town + "-V1", "一号", null));

        assertThat(titles(position, "gridId={g}", town + "-V1")).containsExactlyInAnyOrder("一号", "一号甲");
        assertThat(titles(position, "gridId={g}", town + "_")).isEmpty();
        assertThat(titles(position, "gridId={g}", town)).hasSize(3);
    }

    @Test
    void casesAreFilteredByStatusUnitPersonAndPeriod() {
        UUID other = TimeOrderedIds.next();
        history.at(hour(1));
        history.append(reported(caseId, town, "甲", null));
        history.at(hour(2));
        history.append(reported(other, town, "乙", null), dispatched(other, "u-x", null, hour(3)));
        history.at(hour(4));
        long position = history.append(closed(caseId));
        String all = "gridId=" + town;

        assertThat(titles(position, all + "&status=OPEN")).containsExactly("乙");
        assertThat(titles(position, all + "&status=CLOSED")).containsExactly("甲");
        assertThat(titles(position, all + "&status=DISPATCHED")).containsExactly("乙");
        assertThat(titles(position, all + "&unitId=u-x")).containsExactly("乙");
        assertThat(titles(position, all + "&personId=p-wang")).containsExactly("乙", "甲");
        assertThat(titles(position, all + "&personId=p-li")).isEmpty();
        assertThat(titles(position, all + "&overdue=true")).containsExactly("乙");
        assertThat(titles(position, all + "&from={f}", hour(2))).containsExactly("乙");
        assertThat(titles(position, all + "&to={t}", hour(2))).containsExactly("甲");
        assertThat(titles(position, all + "&category=FIRE&severity=GENERAL&kind=HAZARD"))
                .hasSize(2);
    }

    @Test
    void theOverdueFactIsShownBesideTheCaseAndNeitherHidesNorMovesItsSteps() {
        history.at(hour(8));
        history.append(reported(caseId, town, "丙", null), dispatched(caseId, "u", hour(10), hour(30)));
        history.at(hour(10).plusSeconds(1));
        history.append(
                hour(10),
                new CaseEvent.CaseOverdue(
                        caseId, org.wangge.api.casework.CaseStage.ACCEPT, hour(10), "u", List.of("p-li"), "default-1"));
        // Accepted in time, entered late: the step lies before the fact that was recorded first.
        history.at(hour(12));
        long position = history.append(hour(9), accepted(caseId, "u", hour(30)));

        JsonNode shown = asking.items(position, "/api/v1/ledgers/cases?gridId={g}&at={at}", town, hour(9))
                .getFirst();
        assertThat(shown.get("state").asString()).isEqualTo("ACCEPTED");
        assertThat(shown.get("overdueStages").asInt()).isZero();
        JsonNode now =
                asking.items(position, "/api/v1/ledgers/cases?gridId={g}", town).getFirst();
        assertThat(now.get("overdueStages").asInt()).isEqualTo(1);
        assertThat(now.get("lateSteps").asInt()).isEqualTo(1);
    }
}
