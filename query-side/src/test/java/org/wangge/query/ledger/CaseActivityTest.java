package org.wangge.query.ledger;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** 经办人. All of it is taken over at hour 48 from another system's log; the case began at hour 8. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class CaseActivityTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final UUID caseId = TimeOrderedIds.next();
    private Instant day;

    @BeforeEach
    void aCaseOfAnotherSystem() {
        day = history.freshDay();
        history.append(grid(town, 1, null));
        history.at(hour(48));
        history.append(hour(8), reported(caseId, town, "Permit", null));
        history.append(hour(8), dispatched(caseId, "u", null, hour(20)));
    }

    private Instant hour(int hour) {
        return day.plus(ofHours(hour));
    }

    private long did(int hour, String what, @Nullable String personId, @Nullable String unitId) {
        return history.append(hour(hour), new ActivityRecorded(caseId, what, personId, unitId, null));
    }

    private JsonNode row(long position, String more) {
        List<JsonNode> rows =
                asking.items(position, "/api/v1/ledgers/cases?caseId=" + caseId + (more.isEmpty() ? "" : "&" + more));
        assertThat(rows).hasSizeLessThan(2);
        return rows.isEmpty() ? tools.jackson.databind.node.MissingNode.getInstance() : rows.getFirst();
    }

    private List<String> shown(JsonNode row) {
        List<String> shown = new ArrayList<>();
        for (String name : List.of("handler", "handlerUnitId", "lastActivity", "activities", "handovers")) {
            shown.add(row.hasNonNull(name) ? row.get(name).asString() : "-");
        }
        return shown;
    }

    @Test
    void aCaseIsInTheHandsOfWhoActedLastOnceThatWasDone() {
        did(9, "receive", "p-1", "g-1");
        long position = did(12, "check", "p-2", null);

        assertThat(row(position, "at=" + hour(7)).isMissingNode()).isTrue();
        assertThat(shown(row(position, "at=" + hour(9).minusMillis(1)))).containsExactly("-", "-", "-", "0", "0");
        assertThat(shown(row(position, "at=" + hour(9)))).containsExactly("p-1", "g-1", "receive", "1", "0");
        assertThat(shown(row(position, "at=" + hour(12).minusMillis(1))))
                .containsExactly("p-1", "g-1", "receive", "1", "0");
        assertThat(shown(row(position, "at=" + hour(12)))).containsExactly("p-2", "-", "check", "2", "1");
        assertThat(row(position, "at=" + hour(12) + "&knownAt=" + hour(47)).isMissingNode())
                .as("entered at hour 48")
                .isTrue();
        assertThat(row(position, "personId=p-2").path("state").asString())
                .as("what was done moves no stage")
                .isEqualTo("DISPATCHED");
    }

    @Test
    void anotherPersonIsAnotherHandAndAnotherUnitIsOneOnlyWhereNobodyIsNamed() {
        did(9, "a", "p-1", "g-1");
        did(10, "b", "p-1", "g-2");
        assertThat(shown(row(did(11, "c", null, null), ""))).containsExactly("p-1", "g-2", "c", "3", "0");
        assertThat(shown(row(did(12, "d", "p-2", "g-2"), ""))).containsExactly("p-2", "g-2", "d", "4", "1");
        assertThat(shown(row(did(13, "e", null, "g-2"), ""))).containsExactly("-", "g-2", "e", "5", "2");
        assertThat(shown(row(did(14, "f", null, "g-2"), ""))).containsExactly("-", "g-2", "f", "6", "2");
        assertThat(shown(row(did(15, "g", null, "g-3"), ""))).containsExactly("-", "g-3", "g", "7", "3");
        assertThat(shown(row(did(16, "h", "p-2", null), ""))).containsExactly("p-2", "-", "h", "8", "4");
    }

    @Test
    void workAfterTheCloseLeavesTheCaseClosed() {
        did(9, "receive", "p-1", null);
        history.append(hour(21), closed(caseId));
        JsonNode row = row(did(22, "file", "p-2", null), "");

        assertThat(shown(row)).containsExactly("p-2", "-", "file", "2", "1");
        assertThat(row.path("open").asBoolean()).isFalse();
        assertThat(row.path("closedAt").asString()).isEqualTo(hour(21).toString());
        assertThat(row.path("closedLate").asBoolean()).isTrue();
    }

    @Test
    void whatIsClaimedToLieBeforeTheReportCountsFromTheReportOn() {
        did(6, "receive", "p-1", null);
        did(9, "check", "p-2", null);
        long position = history.append(hour(7), closed(caseId));

        assertThat(row(position, "at=" + hour(7)).isMissingNode()).isTrue();
        JsonNode atTheReport = row(position, "at=" + hour(8));
        assertThat(atTheReport.path("state").asString()).isEqualTo("CLOSED");
        assertThat(shown(atTheReport)).containsExactly("p-1", "-", "receive", "1", "0");
        assertThat(shown(row(position, ""))).containsExactly("p-2", "-", "check", "2", "1");
    }

    @Test
    void holdingsNameThePersonsOneAfterTheOtherUntilTheCaseEnds() {
        did(9, "a", "p-1", "g-1");
        did(10, "b", "p-1", "g-2");
        did(11, "c", "p-2", null);
        did(12, "d", "p-1", null);
        history.append(hour(13), closed(caseId));
        long position = did(14, "e", "p-3", null);

        List<JsonNode> held = asking.items(position, "/api/v1/ledgers/holdings?holderKind=PERSON&caseId=" + caseId);

        assertThat(held.reversed().stream()
                        .map(row -> row.path("holderId").asString() + " "
                                + row.path("from").asString() + " "
                                + row.path("to").asString()))
                .containsExactly(
                        "p-1 " + hour(9) + " " + hour(11),
                        "p-2 " + hour(11) + " " + hour(12),
                        "p-1 " + hour(12) + " " + hour(13));
        assertThat(held.getFirst().path("pingPongs").asLong()).isEqualTo(1);
    }

    @Test
    void theNextStageHereEndsWhatTheLogSaidOfWhoseHandsItWasIn() {
        did(9, "receive", "p-1", "g-1");
        history.at(hour(50));
        long position = history.append(accepted(caseId, "u", hour(60)));

        assertThat(shown(row(position, ""))).containsExactly("-", "-", "receive", "1", "0");
        assertThat(shown(row(position, "at=" + hour(49)))).containsExactly("p-1", "g-1", "receive", "1", "0");
    }
}
