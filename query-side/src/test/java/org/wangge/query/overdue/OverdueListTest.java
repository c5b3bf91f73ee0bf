package org.wangge.query.overdue;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyKind;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class OverdueListTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final UUID caseId = TimeOrderedIds.next();
    private Instant day;

    @BeforeEach
    void aTown() {
        day = history.freshDay();
        history.append(grid(town, 1, null));
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private List<JsonNode> overdue(long position, Instant at) {
        return asking.items(position, "/api/v1/overdue?gridId=" + town + (at == null ? "" : "&at=" + at));
    }

    @Test
    void aStageIsOverdueAfterItsDeadlineUntilTheStepIsTakenNowAndAtEveryPastInstant() {
        history.append(reported(caseId, town, "堵塞", null), dispatched(caseId, "u-1", hour(2), hour(20)));
        history.at(hour(5));
        history.append(accepted(caseId, "u-1", hour(20)));
        history.at(hour(30));
        long position = history.append(closed(caseId));

        assertThat(overdue(position, hour(2))).isEmpty();
        assertThat(overdue(position, hour(2).plusMillis(1))).hasSize(1);
        JsonNode late = overdue(position, hour(4)).getFirst();
        assertThat(late.get("stage").asString()).isEqualTo("ACCEPT");
        assertThat(late.get("nextStep").asString()).isEqualTo("ACCEPT");
        assertThat(late.get("unitId").asString()).isEqualTo("u-1");
        assertThat(late.get("overdueSeconds").asLong()).isEqualTo(7200);
        assertThat(overdue(position, hour(6))).isEmpty();
        assertThat(overdue(position, hour(21)))
                .singleElement()
                .satisfies(item -> assertThat(item.get("stage").asString()).isEqualTo("RECTIFY"));
        assertThat(overdue(position, null)).isEmpty();
    }

    @Test
    void whoAnsweredForItIsShownWhereThatWasRecorded() {
        history.append(reported(caseId, town, "堵塞", null), dispatched(caseId, "u-1", hour(2), null));
        history.at(hour(3));
        history.append(hour(2), new CaseOverdue(caseId, CaseStage.ACCEPT, hour(2), "u-1", List.of("p-9"), "default-1"));

        assertThat(overdue(history.head(), null)
                        .getFirst()
                        .get("responsible")
                        .get(0)
                        .asString())
                .isEqualTo("p-9");
    }

    /** An imported case has no deadlines but the other system's due time. */
    @Test
    void anImportedCaseIsOverdueByItsDueTime() {
        history.from("import:b1");
        history.append(reported(caseId, town, "堵塞", null), dispatched(caseId, "u-1", null, hour(2)));
        history.from("http");
        history.at(hour(3));

        assertThat(overdue(history.head(), null)).hasSize(1);
    }

    @Test
    void aWindowOfADutyIsOverdueOnceItsDueTimePassedWhetherOrNotThatWasRecordedYet() {
        Instant opens = day.plus(ofDays(1));
        history.append(new DutyEstablished(
                town + "-d",
                town,
                "LEAD",
                DutyKind.PATROL,
                "夜巡",
                "FREQ=MONTHLY",
                LocalDateTime.ofInstant(opens, ZoneOffset.ofHours(8)),
                ZoneId.of("Asia/Shanghai"),
                ofHours(2),
                ofHours(1),
                "default-1"));
        long unrecorded = history.head();
        assertThat(overdue(unrecorded, opens.plus(ofHours(3)).minusMillis(1))).isEmpty();
        assertThat(overdue(unrecorded, opens.plus(ofHours(4))))
                .singleElement()
                .satisfies(item -> assertThat(item.get("nextStep").asString()).isEqualTo("RECORD"));

        history.at(opens.plus(ofHours(5)));
        long position = history.append(
                opens.plus(ofHours(3)),
                new DutyMissed(
                        town + "-d",
                        town,
                        "LEAD",
                        new Window(opens, opens.plus(ofHours(2)), opens.plus(ofHours(3)), "default-1"),
                        List.of("p-7")));
        assertThat(overdue(position, opens.plus(ofHours(6)))).singleElement().satisfies(item -> {
            assertThat(item.get("kind").asString()).isEqualTo("DUTY");
            assertThat(item.get("title").asString()).isEqualTo("夜巡");
            assertThat(item.get("responsible").get(0).asString()).isEqualTo("p-7");
            assertThat(item.get("nextStep").asString()).isEqualTo("MAKE_GOOD");
        });
    }

    @Test
    void theListGoesOnAcrossPages() {
        for (int i = 0; i < 5; i++) {
            UUID id = TimeOrderedIds.next();
            history.append(reported(id, town, "堵塞 " + i, hour(1)));
        }
        history.at(hour(2));
        JsonNode first = asking.json(history.head(), "/api/v1/overdue?gridId={g}&limit=3", town);
        JsonNode second = asking.json(
                history.head(),
                "/api/v1/overdue?gridId={g}&limit=3&cursor={c}",
                town,
                first.get("nextCursor").asString());

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
    }
}
