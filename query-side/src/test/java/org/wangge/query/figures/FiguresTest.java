package org.wangge.query.figures;

import static java.time.Duration.ofHours;
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
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class FiguresTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final String unit = town + "-u";
    private Instant day;

    /** Three cases of one unit: closed in time, closed late, open past due; and one that nobody holds, elsewhere. */
    @BeforeEach
    void aTownWithCases() {
        day = history.freshDay();
        history.append(grid(town, 1, null), grid(town + "-A", 2, town), grid(town + "-A1", 3, town + "-A"));
        history.append(grid(town + "-B", 2, town), new UnitRegistered(unit, "消防中队"));
        UUID inTime = TimeOrderedIds.next();
        UUID late = TimeOrderedIds.next();
        UUID open = TimeOrderedIds.next();
        history.at(hour(1));
        for (UUID each : List.of(inTime, late, open)) {
            history.append(reported(each, town + "-A1", "甲", null));
        }
        history.append(reported(TimeOrderedIds.next(), town + "-B", "乙", null));
        history.at(hour(2));
        for (UUID each : List.of(inTime, late, open)) {
            history.append(dispatched(each, unit, null, hour(10)), accepted(each, unit, hour(10)));
        }
        history.at(hour(10));
        history.append(closed(inTime));
        history.at(hour(13));
        history.append(closed(late));
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private JsonNode line(String query, String key) {
        return asking.items(history.head(), "/api/v1/figures?gridId=" + town + "&" + query).stream()
                .filter(item -> item.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aUnitsCasesAreCountedWithWhatWasLateAndWhatIsOverdue() {
        JsonNode figures = line("by=UNIT", unit);

        assertThat(figures.get("name").asString()).isEqualTo("消防中队");
        assertThat(figures.get("reported").asInt()).isEqualTo(3);
        assertThat(figures.get("open").asInt()).isEqualTo(1);
        assertThat(figures.get("closed").asInt()).isEqualTo(2);
        assertThat(figures.get("closedLate").asInt()).isEqualTo(1);
        // Closed at the very due time is in time; overdue are the late one and the open one.
        assertThat(figures.get("overdue").asInt()).isEqualTo(2);
        assertThat(figures.get("onTimeRate").asString()).isEqualTo("0.5000");
    }

    @Test
    void whatWasOverdueCanBeCountedForEveryPastInstant() {
        assertThat(line("by=UNIT&at=" + hour(10), unit).get("overdue").asInt()).isZero();
        assertThat(line("by=UNIT&at=" + hour(11), unit).get("overdue").asInt()).isEqualTo(2);
        assertThat(line("by=UNIT&at=" + hour(11), unit).get("closedLate").asInt())
                .isZero();
    }

    @Test
    void timesPerStageAreWholeSecondsAndNoneWhereNothingWasMeasured() {
        JsonNode figures = line("by=CATEGORY", "FIRE");

        assertThat(figures.get("meanDispatchSeconds").asLong()).isEqualTo(3600);
        assertThat(figures.get("p50TotalSeconds").asLong()).isEqualTo(9 * 3600);
        assertThat(figures.get("p90TotalSeconds").asLong()).isEqualTo(12 * 3600);
        assertThat(figures.get("meanTotalSeconds").asLong()).isEqualTo((9 + 12) * 3600 / 2);
        assertThat(figures.get("meanVerifySeconds").isNull()).isTrue();
    }

    @Test
    void gridsAreCountedThemselvesOrByTheGridOfALevelThatTheyLieIn() {
        assertThat(line("by=GRID", town + "-A1").get("reported").asInt()).isEqualTo(3);
        assertThat(line("by=GRID&level=2", town + "-A").get("reported").asInt()).isEqualTo(3);
        assertThat(line("by=GRID&level=1", town).get("reported").asInt()).isEqualTo(4);
        assertThat(asking.problem(400, "/api/v1/figures?by=UNIT&level=2")
                        .get("errors")
                        .get(0)
                        .get("parameter")
                        .asString())
                .isEqualTo("level");
        assertThat(asking.problem(400, "/api/v1/figures")
                        .get("errors")
                        .get(0)
                        .get("parameter")
                        .asString())
                .isEqualTo("by");
    }

    @Test
    void aPeriodCountsWhatWasReportedInIt() {
        assertThat(asking.items(history.head(), "/api/v1/figures?by=KIND&gridId={g}&from={f}", town, hour(2)))
                .isEmpty();
        assertThat(asking.items(history.head(), "/api/v1/figures?by=KIND&gridId={g}&to={t}", town, hour(2)))
                .hasSize(1);
    }

    @Test
    void monthsAreThoseOfTheTimeZoneAskedFor() {
        String inShanghai = hour(1).atZone(java.time.ZoneId.of("Asia/Shanghai"))
                .toLocalDate()
                .toString()
                .substring(0, 7);
        assertThat(line("by=MONTH", inShanghai).get("reported").asInt()).isEqualTo(4);
        assertThat(asking.problem(400, "/api/v1/figures?by=MONTH&timeZone=Mars")
                        .get("errors")
                        .get(0)
                        .get("parameter")
                        .asString())
                .isEqualTo("timeZone");
    }

    @Test
    void dutiesAreCountedBesideTheCases() {
        Window first = new Window(hour(1), hour(2), hour(3), "default-1");
        Window second = new Window(hour(5), hour(6), hour(7), "default-1");
        history.append(new DutyFulfilled(town + "-d", town + "-B", "LEAD", first, "p-1", null, null));
        history.append(new DutyMissed(town + "-d", town + "-B", "LEAD", second, List.of("p-1")));

        JsonNode figures = line("by=GRID", town + "-B");
        assertThat(figures.get("dutyFulfilled").asInt()).isEqualTo(1);
        assertThat(figures.get("dutyMissed").asInt()).isEqualTo(1);
        assertThat(figures.get("dutyOnTimeRate").asString()).isEqualTo("0.5000");
        assertThat(figures.get("reported").asInt()).isEqualTo(1);
    }
}
