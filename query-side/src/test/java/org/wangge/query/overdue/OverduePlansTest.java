package org.wangge.query.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangge.query.AmongManyCases;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.ManyCases;
import org.wangge.query.MovableClock;
import org.wangge.query.answer.Answers;
import org.wangge.query.ledger.OpenWindows;
import tools.jackson.databind.json.JsonMapper;

/** What the list of what was overdue costs in 200,000 versions of cases. */
class OverduePlansTest extends AmongManyCases {

    private OverdueList list;

    @BeforeAll
    void asked() {
        list = new OverdueList(new Answers(snapshots, new MovableClock(), JsonMapper.shared()), new OpenWindows());
    }

    @ParameterizedTest
    @MethodSource("org.wangge.query.ManyCases#pages")
    void whatWasOverdueIsFoundThroughIndexesWithoutReadingWhatIsPast(ManyCases.Asked asked) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/overdue");
        MockHttpServletResponse response = new MockHttpServletResponse();

        list.overdue(asked.gridId(), null, null, null, asked.at(), asked.knownAt(), null, null, request, response);

        ExplainingConnections.Cost cost = connections.cost();
        assertThat(JsonMapper.shared()
                        .readTree(response.getContentAsByteArray())
                        .get("items")
                        .isEmpty())
                .as("something was overdue then, and nothing is now")
                .isEqualTo(asked.at() == null && asked.knownAt() == null || "PT-3-21".equals(asked.gridId()));
        // Some 120 cases are open at a time.
        assertThat(cost.rows()).isLessThan(500);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
