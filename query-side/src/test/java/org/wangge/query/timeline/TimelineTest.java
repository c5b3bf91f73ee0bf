package org.wangge.query.timeline;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.casework.CaseEvent;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class TimelineTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final UUID caseId = TimeOrderedIds.next();

    private List<String> types(List<JsonNode> items) {
        return items.stream().map(item -> item.get("type").asString()).toList();
    }

    @Test
    void theTimelineOfACaseIsEveryEventInOrderInWords() {
        Instant day = history.freshDay();
        history.append(grid(town, 1, null));
        history.at(day.plus(ofHours(8)));
        history.append(reported(caseId, town, "井盖缺失", null));
        history.at(day.plus(ofHours(12)));
        long position = history.append(day.plus(ofHours(9)), dispatched(caseId, "u-1", null, day.plus(ofHours(30))));

        List<JsonNode> items = asking.items(position, "/api/v1/cases/{id}/timeline", caseId);

        assertThat(types(items)).containsExactly("case.reported", "case.dispatched");
        assertThat(items.get(0).get("textZh").asString()).contains("井盖缺失", "隐患", "一般");
        assertThat(items.get(1).get("text").asString()).startsWith("Dispatched to unit u-1, due ");
        assertThat(items.get(1).get("lateEntered").asBoolean()).isTrue();
        assertThat(items.get(1).get("personId").asString()).isEqualTo("p-wang");
        assertThat(items.get(1).get("position").asLong()).isEqualTo(position);
    }

    @Test
    void theTimelineOfASubtreeHoldsWhatHappenedInItAndNothingElse() {
        Instant day = history.freshDay();
        history.append(grid(town, 1, null), grid(town + "-V", 2, town), grid(town + "-W", 2, town));
        UUID elsewhere = TimeOrderedIds.next();
        history.append(reported(caseId, town + "-V", "甲", null));
        history.append(reported(elsewhere, town + "-W", "乙", null));
        // The event of the dispatch names no grid: it happened where the case is.
        history.append(dispatched(caseId, "u-1", null, null));
        long position = history.append(new CaseEvent.CaseEscalated(caseId, town + "-V", town, "超权限"));
        position = history.append(dispatched(caseId, "u-2", null, null));

        assertThat(types(asking.items(position, "/api/v1/timeline?gridId={g}", town + "-V")))
                .containsExactly("grid.defined", "case.reported", "case.dispatched", "case.escalated");
        assertThat(types(asking.items(position, "/api/v1/timeline?gridId={g}", town)))
                .hasSize(8)
                .endsWith("case.dispatched");
        assertThat(types(asking.items(position, "/api/v1/timeline?caseId={c}&type=case.dispatched", caseId)))
                .hasSize(2);
        assertThat(asking.items(position, "/api/v1/timeline?unitId={u}&caseId={c}", "u-2", caseId))
                .hasSize(1);
        assertThat(asking.items(position, "/api/v1/timeline?gridId={g}&knownAt={k}", town, day.minusSeconds(1)))
                .isEmpty();
    }
}
