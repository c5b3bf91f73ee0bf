package org.wangge.query.figures;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;
import static org.wangge.query.CaseStories.submitted;
import static org.wangge.query.CaseStories.verified;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.grid.GridEvent.GridMoved;
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
    private Instant day;

    @BeforeEach
    void aTownWithTwoVillagesOneOfThemDeep() {
        day = history.freshDay();
        history.append(
                grid(town, 1, null),
                grid(town + "-V1", 2, town),
                grid(town + "-V1-x", 4, town + "-V1"),
                grid(town + "-V2", 2, town));
    }

    @AfterEach
    void asBefore() {
        history.from("http");
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    /** The rows by their keys, in the order in which they came. */
    private Map<String, JsonNode> figures(long position, String query, Object... variables) {
        Map<String, JsonNode> rows = new TreeMap<>();
        asking.items(position, "/api/v1/figures?gridId=" + town + "&" + query, variables)
                .forEach(row -> rows.put(row.get("key").asString(), row));
        return rows;
    }

    private JsonNode total(long position, String query, Object... variables) {
        return figures(position, "by=total&" + query, variables).get("total");
    }

    private static long whole(JsonNode row, String name) {
        return row.get(name).asLong();
    }

    private UUID imported(String gridId, Instant opened, @Nullable Instant due, @Nullable Instant ended) {
        UUID caseId = TimeOrderedIds.next();
        history.append(opened, reported(caseId, gridId, "导入", null));
        history.append(opened, dispatched(caseId, town + "-u", null, due));
        if (ended != null) {
            history.append(ended, closed(caseId));
        }
        return caseId;
    }

    /** The city's own label: a due time exists, and the case closed after it or is still open after it. */
    @Test
    void aCaseIsOverdueWhenItClosedAfterItsDueTimeOrIsStillOpenAfterIt() {
        history.from("import:boston");
        history.at(hour(48));
        imported(town, hour(1), hour(10), hour(11));
        imported(town, hour(1), hour(10), hour(10));
        imported(town, hour(1), hour(10), hour(9));
        imported(town, hour(1), hour(10), null);
        imported(town, hour(1), hour(90), null);
        imported(town, hour(1), null, hour(40));
        imported(town, hour(1), null, null);
        long position = history.head();

        JsonNode now = total(position, "");
        assertThat(whole(now, "reported")).isEqualTo(7);
        assertThat(whole(now, "open")).isEqualTo(3);
        assertThat(whole(now, "closed")).isEqualTo(4);
        assertThat(whole(now, "withDue")).isEqualTo(5);
        assertThat(whole(now, "closedLate")).isEqualTo(1);
        assertThat(whole(now, "overdue")).isEqualTo(2);
        assertThat(now.get("onTimeRate").asString()).isEqualTo("0.5000");

        assertThat(whole(total(position, "at={t}", hour(10)), "overdue")).isZero();
        assertThat(whole(total(position, "at={t}", hour(10).plusSeconds(1)), "overdue"))
                .isEqualTo(2);
        assertThat(whole(total(position, "at={t}", hour(90)), "overdue")).isEqualTo(2);
        assertThat(whole(total(position, "at={t}", hour(90).plusSeconds(1)), "overdue"))
                .isEqualTo(3);
        assertThat(figures(position, "by=total&at={t}", hour(0))).isEmpty();
        assertThat(figures(position, "by=total&knownAt={t}", hour(47))).isEmpty();
    }

    @Test
    void aRateHasFourDigitsAndThereIsNoneWhereNothingIsDecided() {
        history.at(hour(48));
        imported(town + "-V1", hour(1), hour(10), hour(9));
        imported(town + "-V1", hour(1), hour(10), hour(9));
        imported(town + "-V1", hour(1), hour(10), hour(12));
        imported(town + "-V2", hour(1), hour(90), null);

        Map<String, JsonNode> byGrid = figures(history.head(), "by=grid");

        assertThat(byGrid.get(town + "-V1").get("onTimeRate").asString()).isEqualTo("0.6667");
        assertThat(byGrid.get(town + "-V2").get("onTimeRate").isNull()).isTrue();
        assertThat(byGrid.get(town + "-V1").get("name").asString()).isEqualTo("网格 " + town + "-V1");
    }

    @Test
    void gridsAreSummedUpOnTheAskedLevelAsTheTreeStood() {
        history.append(reported(TimeOrderedIds.next(), town + "-V1-x", "深", null));
        history.append(reported(TimeOrderedIds.next(), town + "-V1", "浅", null));
        history.append(reported(TimeOrderedIds.next(), town + "-V2", "旁", null));
        history.append(reported(TimeOrderedIds.next(), town, "上", null));
        history.at(hour(5));
        long position = history.append(new GridMoved(town + "-V1-x", town + "-V1", town + "-V2"));

        Map<String, JsonNode> now = figures(position, "by=grid&level=2");
        Map<String, JsonNode> before = figures(position, "by=grid&level=2&at={t}", hour(4));

        assertThat(now.keySet()).containsExactly("", town + "-V1", town + "-V2");
        assertThat(now.values()).extracting(row -> whole(row, "reported")).containsExactly(1L, 1L, 2L);
        assertThat(before.values()).extracting(row -> whole(row, "reported")).containsExactly(1L, 2L, 1L);
        assertThat(figures(position, "by=grid").keySet())
                .containsExactly(town, town + "-V1", town + "-V1-x", town + "-V2");
        assertThat(figures(position, "by=grid&level=3").keySet()).containsExactly("");
    }

    @Test
    void monthsAreThoseOfTheOrganisationsTimeZone() {
        history.at(hour(1));
        UUID late = TimeOrderedIds.next();
        UUID early = TimeOrderedIds.next();
        history.append(Instant.parse("2025-11-30T15:59:59Z"), reported(late, town, "十一月", null));
        long position = history.append(Instant.parse("2025-11-30T16:00:00Z"), reported(early, town, "十二月", null));

        assertThat(figures(position, "by=month").keySet()).containsExactly("2025-11", "2025-12");
        assertThat(figures(position, "by=month&from={f}", Instant.parse("2025-11-30T16:00:00Z"))
                        .keySet())
                .containsExactly("2025-12");
        assertThat(figures(position, "by=month&to={t}", Instant.parse("2025-11-30T16:00:00Z"))
                        .keySet())
                .containsExactly("2025-11");
    }

    @Test
    void unitsCategoriesAndKindsAreCountedApartAndWhatNobodyHoldsHasAnEmptyKey() {
        history.append(new UnitRegistered(town + "-u", "消防中队"));
        UUID held = TimeOrderedIds.next();
        history.append(reported(held, town, "甲", null), dispatched(held, town + "-u", null, null));
        long position = history.append(reported(TimeOrderedIds.next(), town, "乙", null));

        Map<String, JsonNode> units = figures(position, "by=unit");
        assertThat(units.keySet()).containsExactly("", town + "-u");
        assertThat(units.get(town + "-u").get("name").asString()).isEqualTo("消防中队");
        assertThat(whole(figures(position, "by=category").get("FIRE"), "reported"))
                .isEqualTo(2);
        assertThat(whole(figures(position, "by=kind").get("HAZARD"), "reported"))
                .isEqualTo(2);
        // A window of a duty has no unit: none is not the same as no windows.
        assertThat(units.get("").get("dutiesMissed").isNull()).isTrue();
        assertThat(whole(total(position, ""), "dutiesMissed")).isZero();
    }

    @Test
    void everyStageThatACaseHasLeftIsTimedEachTime() {
        UUID caseId = TimeOrderedIds.next();
        history.append(reported(caseId, town, "甲", null));
        history.at(hour(1));
        history.append(dispatched(caseId, "u", null, null));
        history.at(hour(3));
        history.append(new CaseRejected(caseId, "u", "非本单位职责", hour(9), "default-1"));
        history.at(hour(6));
        history.append(dispatched(caseId, "v", null, null));
        history.at(hour(7));
        history.append(accepted(caseId, "v", null));
        history.at(hour(17));
        history.append(submitted(caseId, hour(40)));
        history.at(hour(18));
        history.append(verified(caseId, hour(40)));
        history.at(hour(18).plusSeconds(90));
        long position = history.append(closed(caseId));
        history.append(reported(TimeOrderedIds.next(), town, "还没有离开", null));

        JsonNode row = total(position, "");

        assertThat(whole(row, "dispatchCount")).isEqualTo(2);
        assertThat(whole(row, "dispatchMeanSeconds")).isEqualTo(2 * 3600);
        assertThat(whole(row, "dispatchP50Seconds")).isEqualTo(3600);
        assertThat(whole(row, "dispatchP90Seconds")).isEqualTo(3 * 3600);
        assertThat(whole(row, "acceptCount")).isEqualTo(2);
        assertThat(whole(row, "acceptMeanSeconds")).isEqualTo(5400);
        assertThat(whole(row, "rectifyMeanSeconds")).isEqualTo(36_000);
        assertThat(whole(row, "verifyP90Seconds")).isEqualTo(3600);
        assertThat(whole(row, "closeP50Seconds")).isEqualTo(90);
        JsonNode earlier = total(position, "at={t}", hour(7));
        assertThat(whole(earlier, "acceptCount")).isEqualTo(2);
        assertThat(whole(earlier, "rectifyCount")).isZero();
        assertThat(earlier.get("rectifyMeanSeconds").isNull()).isTrue();
        assertThat(whole(total(position, "knownAt={t}", hour(5)), "dispatchCount"))
                .isEqualTo(1);
    }

    @Test
    void windowsOfDutiesAreCountedByTheLastDecisionThatWasKnown() {
        Window first = window(1);
        Window second = window(2);
        Window third = window(3);
        Window fourth = window(4);
        String grid = town + "-V1";
        history.at(hour(6));
        history.append(new DutyFulfilled("d", grid, "R", first, "p-1", null, null));
        history.append(new DutyFulfilledLate("d", grid, "R", second, "p-1", null, null));
        history.append(new DutyExcused("d", grid, "R", fourth, "台风"));
        history.append(new DutyMissed("d", grid, "R", third, List.of()));
        history.at(hour(9));
        long position =
                history.append(hour(3).plusSeconds(60), new DutyFulfilled("d", grid, "R", third, "p-1", null, null));

        JsonNode now = figures(position, "by=grid").get(grid);
        JsonNode believed = total(position, "knownAt={k}", hour(8));

        assertThat(whole(now, "reported")).isZero();
        assertThat(whole(now, "dutiesFulfilled")).isEqualTo(2);
        assertThat(whole(now, "dutiesFulfilledLate")).isEqualTo(1);
        assertThat(whole(now, "dutiesMissed")).isZero();
        assertThat(whole(now, "dutiesExcused")).isEqualTo(1);
        assertThat(whole(now, "dutiesEnteredAfterMiss")).isEqualTo(1);
        assertThat(now.get("dutyOnTimeRate").asString()).isEqualTo("0.6667");
        assertThat(now.get("dutyFulfilmentRate").asString()).isEqualTo("1.0000");
        assertThat(whole(believed, "dutiesMissed")).isEqualTo(1);
        assertThat(believed.get("dutyOnTimeRate").asString()).isEqualTo("0.3333");
        assertThat(believed.get("dutyFulfilmentRate").asString()).isEqualTo("0.6667");
        assertThat(whole(total(position, "from={f}&to={t}", hour(2), hour(4)), "dutiesFulfilled"))
                .isEqualTo(1);
    }

    private Window window(int hour) {
        return new Window(hour(hour), hour(hour).plus(ofHours(1)), hour(hour).plus(ofHours(2)), "default-1");
    }

    @Test
    void figuresComeInPagesAndAsATable() {
        for (int i = 1; i <= 5; i++) {
            history.append(grid(town + "-W" + i, 2, town), reported(TimeOrderedIds.next(), town + "-W" + i, "甲", null));
        }
        long position = history.head();
        String query = "/api/v1/figures?by=grid&limit=2&gridId=" + town;
        JsonNode first = asking.json(position, query);
        JsonNode second = asking.json(
                position, query + "&cursor=" + first.get("nextCursor").asString());
        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items").get(0).get("key").asString()).isEqualTo(town + "-W3");

        String csv = new String(
                asking.raw(position, "text/csv", "/api/v1/figures?by=grid&gridId={g}", town)
                        .getContentAsByteArray(),
                StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeff分组,名称,上报数,未办结数").contains("分流平均用时（秒）");
        assertThat(csv.lines()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/figures, by",
        "/api/v1/figures?by=person, by",
        "/api/v1/figures?by=GRID, by",
        "/api/v1/figures?by=unit&level=2, level",
        "/api/v1/figures?by=grid&level=0, level",
        "/api/v1/figures?by=grid&level=two, level",
        "/api/v1/figures?by=month&from=2026-02, from",
        "/api/v1/figures?by=month&from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z, to",
        "/api/v1/figures?by=month&knownAt=now, knownAt",
        "/api/v1/figures?by=month&unitId=u, unitId"
    })
    void aBadParameterIsNamed(String path, String parameter) {
        JsonNode problem = asking.problem(400, path);

        assertThat(problem.get("errors").get(0).get("parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void figuresOfThePastDoNotChangeWhenThePresentDoes() {
        history.at(hour(2));
        UUID caseId = imported(town, hour(1), hour(30), null);
        JsonNode before = total(history.head(), "at={t}&knownAt={t}", hour(2), hour(2));
        history.at(day.plus(ofDays(3)));
        long position = history.append(closed(caseId));

        assertThat(total(position, "at={t}&knownAt={t}", hour(2), hour(2))).isEqualTo(before);
        assertThat(whole(total(position, ""), "closedLate")).isEqualTo(1);
    }
}
