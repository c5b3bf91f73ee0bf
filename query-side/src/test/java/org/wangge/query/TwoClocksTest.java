package org.wangge.query;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.people.PeopleEvent;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.JsonNode;

/**
 * Every query by both clocks. Until 08:00 all was recorded at once; what happened between 08:30 and 10:30 was recorded offline and
 * uploaded at 14:00; corrections were made at 14:00 too, of what was wrong from the beginning.
 */
@SpringBootTest(classes = QuerySideTestApplication.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoClocksTest {

    /** What is asked and how it differs: nothing else does. */
    record Asked(String name, String path, List<String> columns, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What must be shown. */
    interface Expected {
        /**
         * @param noon or later, in the world; before is eight in the morning
         * @param uploaded what was recorded at 14:00 is known; before is ten in the morning
         */
        String shown(boolean noon, boolean uploaded);
    }

    private static final Expected NAMES = (noon, uploaded) -> noon && uploaded ? "新名" : "旧名";

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private final String town = History.prefix();
    private final UUID caseId = TimeOrderedIds.next();
    private Instant day;

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    @BeforeAll
    void aDayInTheField() {
        day = history.freshDay();
        String village = town + "-V";
        UUID seen = TimeOrderedIds.next();
        UUID inspected = TimeOrderedIds.next();
        UUID corrected = TimeOrderedIds.next();
        history.append(
                grid(town, 1, null),
                new GridEvent.GridDefined(village, "旧名", org.wangge.api.grid.GridKind.AREA, 2, town, false));
        history.append(new PeopleEvent.UnitRegistered(town + "-u", "旧单位"));
        history.append(new GridEvent.ResponsibilityAssigned(village, "LEAD", "p-old", day, "default-1"));
        history.append(new DutyEstablished(
                town + "-d",
                village,
                "LEAD",
                DutyKind.PATROL,
                "巡查",
                "FREQ=DAILY",
                LocalDateTime.ofInstant(hour(9), ZoneOffset.ofHours(8)),
                ZoneId.of("Asia/Shanghai"),
                ofHours(2),
                Duration.ZERO,
                "default-1"));
        history.append(reported(caseId, village, "堵賽", null));
        history.append(inspection(corrected, village, ItemResult.FAIL));
        history.append(dispatched(caseId, town + "-u", hour(11), hour(30)));
        // Uploaded at 14:00.
        history.at(hour(14));
        history.append(hour(8).plus(ofMinutes(30)), reported(seen, village, "临边无防护", null));
        history.append(hour(9), new GridEvent.GridRenamed(village, "新名"));
        history.append(hour(9), new PeopleEvent.UnitRenamed(town + "-u", "新单位"));
        history.append(
                hour(9),
                new GridEvent.ResponsibilityHandedOver(
                        village, "LEAD", "p-old", "p-new", hour(9), "调动", List.of(), List.of(), "default-1"));
        history.append(hour(9), new CaseEvent.CaseUrged(caseId, town + "-u", "抓紧"));
        history.append(hour(10), accepted(caseId, town + "-u", hour(30)));
        history.append(hour(9), inspection(inspected, village, ItemResult.PASS));
        history.append(
                hour(10),
                new DutyFulfilled(
                        town + "-d",
                        village,
                        "LEAD",
                        new Window(hour(9), hour(11), hour(11), "default-1"),
                        "p-new",
                        null,
                        null));
        history.append(
                hour(9),
                new DutyAmended(
                        town + "-d",
                        "FREQ=WEEKLY",
                        LocalDateTime.ofInstant(hour(9), ZoneOffset.ofHours(8)),
                        ZoneId.of("Asia/Shanghai"),
                        ofHours(2),
                        Duration.ZERO,
                        hour(9),
                        "减负",
                        "default-1"));
        history.append(new CaseEvent.CaseCorrected(caseId, "错字", "ROAD", "堵塞", null, null));
        history.append(new InspectionEvent.InspectionCorrected(
                corrected, 0, "录错", List.of(new CheckedItem("exit", ItemResult.PASS, null, List.of())), null));
        history.at(hour(16));
    }

    private static InspectionEvent inspection(UUID id, String gridId, ItemResult result) {
        return new InspectionEvent.InspectionRecorded(
                id,
                "p-3",
                new InspectionReport(
                        gridId,
                        null,
                        InspectionKind.SPOT_CHECK,
                        null,
                        List.of(new CheckedItem("exit", result, null, List.of())),
                        List.of(),
                        null,
                        null,
                        null));
    }

    Stream<Asked> queries() {
        String below = "?gridId=" + town;
        String one = below + "&caseId=" + caseId;
        List<Asked> asked = new ArrayList<>(List.of(
                new Asked(
                        "a hazard seen at 08:30 and uploaded at 14:00",
                        "/api/v1/ledgers/cases" + below + "&from=" + hour(8),
                        List.of("title", "reportedAt"),
                        (noon, uploaded) -> noon && uploaded ? "临边无防护 " + hour(8).plus(ofMinutes(30)) : ""),
                new Asked(
                        "the steps of a case",
                        "/api/v1/ledgers/cases" + one,
                        List.of("state", "urges"),
                        (noon, uploaded) -> noon && uploaded ? "ACCEPTED 1" : "DISPATCHED 0"),
                new Asked(
                        "what was corrected in a case",
                        "/api/v1/ledgers/cases" + one,
                        List.of("title", "category"),
                        (noon, uploaded) -> uploaded ? "堵塞 ROAD" : "堵賽 FIRE"),
                new Asked("the grid of a case", "/api/v1/ledgers/cases" + one, List.of("gridName"), NAMES),
                new Asked(
                        "the unit of a case",
                        "/api/v1/ledgers/cases" + one,
                        List.of("unitName"),
                        (noon, uploaded) -> noon && uploaded ? "新单位" : "旧单位"),
                new Asked("grids", "/api/v1/grids?gridId=" + town + "-V", List.of("name"), NAMES),
                new Asked(
                        "who answers",
                        "/api/v1/ledgers/responsibilities" + below,
                        List.of("personId", "gridName"),
                        (noon, uploaded) -> noon && uploaded ? "p-new 新名" : "p-old 旧名"),
                new Asked(
                        "duties",
                        "/api/v1/ledgers/duties" + below,
                        List.of("recurrence", "gridName"),
                        (noon, uploaded) -> noon && uploaded ? "FREQ=WEEKLY 新名" : "FREQ=DAILY 旧名"),
                new Asked(
                        "windows of duties",
                        "/api/v1/ledgers/occurrences" + below,
                        List.of("status", "personId", "gridName"),
                        (noon, uploaded) -> !noon ? "" : uploaded ? "FULFILLED p-new 新名" : "OPEN  旧名"),
                new Asked(
                        "inspections",
                        "/api/v1/ledgers/inspections" + below,
                        List.of("passed", "superseded", "gridName"),
                        (noon, uploaded) -> !uploaded ? "0 false 旧名" : noon ? "1 false 新名 | 1 false 新名" : "1 false 旧名"),
                new Asked(
                        "every version of an inspection",
                        "/api/v1/ledgers/inspections" + below + "&versions=true&to=" + hour(1),
                        List.of("passed", "superseded"),
                        (noon, uploaded) -> uploaded ? "1 false | 0 true" : "0 false"),
                new Asked(
                        "overdue stages",
                        "/api/v1/overdue" + below + "&kind=CASE",
                        List.of("stage", "gridName", "unitName"),
                        (noon, uploaded) -> noon && !uploaded ? "ACCEPT 旧名 旧单位" : ""),
                new Asked(
                        "overdue windows",
                        "/api/v1/overdue" + below + "&kind=DUTY",
                        List.of("nextStep", "title"),
                        (noon, uploaded) -> noon && !uploaded ? "RECORD 巡查" : ""),
                new Asked(
                        "figures by grid",
                        "/api/v1/figures?by=grid&gridId=" + town,
                        List.of("name", "reported", "acceptCount", "dutiesFulfilled"),
                        (noon, uploaded) -> noon && uploaded ? "新名 2 1 1" : "旧名 1 0 0"),
                new Asked(
                        "figures by unit",
                        "/api/v1/figures?by=unit&gridId=" + town,
                        List.of("name", "reported"),
                        (noon, uploaded) -> noon && uploaded ? " 1 | 新单位 1" : "旧单位 1"),
                new Asked(
                        "figures by category",
                        "/api/v1/figures?by=category&gridId=" + town,
                        List.of("key", "reported"),
                        (noon, uploaded) -> !uploaded ? "FIRE 1" : noon ? "FIRE 1 | ROAD 1" : "ROAD 1"),
                new Asked(
                        "who held a case",
                        "/api/v1/ledgers/holdings" + one,
                        List.of("stage", "holderName"),
                        (noon, uploaded) -> noon && uploaded
                                ? "RECTIFY 新单位 | ACCEPT 新单位 | DISPATCH 新名"
                                : "ACCEPT 旧单位 | DISPATCH 旧名"),
                new Asked(
                        "the holdings of a case",
                        "/api/v1/cases/" + caseId + "/holdings?limit=9",
                        List.of("holderKind"),
                        (noon, uploaded) -> noon && uploaded ? "UNIT | UNIT | GRID" : "UNIT | GRID"),
                new Asked(
                        "timeline",
                        "/api/v1/timeline" + below + "&type=case.accepted",
                        List.of("type"),
                        (noon, uploaded) -> noon && uploaded ? "case.accepted" : ""),
                new Asked(
                        "timeline of a case",
                        "/api/v1/cases/" + caseId + "/timeline?from=" + hour(8),
                        List.of("type"),
                        (noon, uploaded) -> noon && uploaded ? "case.urged | case.accepted | case.corrected" : "")));
        asked.add(new Asked(
                "units",
                "/api/v1/units?limit=1000",
                List.of("name"),
                (noon, uploaded) -> noon && uploaded ? "新单位" : "旧单位"));
        return asked.stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryAnswersByEitherClockAndByBoth(Asked asked) {
        for (Instant at : Arrays.asList(null, hour(8), hour(12))) {
            for (Instant knownAt : Arrays.asList(null, hour(10), hour(14).plus(ofMinutes(1)))) {
                boolean noon = at == null || at.isAfter(hour(8));
                boolean uploaded = knownAt == null || knownAt.isAfter(hour(10));
                if (asked.name.equals("timeline of a case") && at != null && uploaded) {
                    // The correction is an event of the afternoon: a timeline tells when things were done.
                    assertThat(shown(asked, at, knownAt))
                            .as("%s at %s known at %s", asked, at, knownAt)
                            .isEqualTo(noon ? "case.urged | case.accepted" : "");
                    continue;
                }
                assertThat(shown(asked, at, knownAt))
                        .as("%s at %s known at %s", asked, at, knownAt)
                        .isEqualTo(asked.expected.shown(noon, uploaded));
            }
        }
    }

    private String shown(Asked asked, @Nullable Instant at, @Nullable Instant knownAt) {
        String path = asked.path + (at == null ? "" : "&at=" + at) + (knownAt == null ? "" : "&knownAt=" + knownAt);
        return asking.items(history.head(), path).stream()
                .filter(item -> !asked.name.equals("units")
                        || item.get("unitId").asString().equals(town + "-u"))
                .map(item -> asked.columns.stream()
                        .map(column -> text(item.get(column)))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    private static String text(JsonNode value) {
        return value == null || value.isNull() ? "" : value.asString();
    }

    /** What is read that no clock of the world turns for, each with its reason. */
    private static final Set<String> WITHOUT_CLOCKS = Set.of(
            // How far the tables are.
            "/api/v1/views",
            // What lies in one's own inbox.
            "/api/v1/inbox",
            // The incident's own instant is its at.
            "/api/v1/incidents/{id}/reconstruction",
            // Ask for an interval instead.
            "/api/v1/blind-spots",
            "/api/v1/blind-spots/certificate",
            // What is new: it was neither true nor known before.
            "/api/v1/live");

    @Test
    void everyQueryThereIsTakesBothClocks() {
        Set<String> without = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, method) -> {
            boolean query = method.getBeanType().getPackageName().startsWith("org.wangge.query")
                    && mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET);
            if (query && !parameters(method).containsAll(Set.of("at", "knownAt"))) {
                without.addAll(mapping.getPatternValues());
            }
        });
        assertThat(mappings.getHandlerMethods()).hasSizeGreaterThan(12);
        without.removeAll(WITHOUT_CLOCKS);
        assertThat(without).isEmpty();
    }

    private static Set<String> parameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(parameter -> parameter.getParameter().getName())
                .collect(Collectors.toSet());
    }
}
