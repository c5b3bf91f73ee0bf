package org.wangge.query.ledger;

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
import tools.jackson.databind.json.JsonMapper;

/** What a page of the ledger costs in 200,000 versions: by indexes alone, and by the page, not by the table. */
class CasePlansTest extends AmongManyCases {

    private CaseLedger ledger;

    @BeforeAll
    void asked() {
        ledger = new CaseLedger(new Answers(snapshots, new MovableClock(), JsonMapper.shared()));
    }

    @ParameterizedTest
    @MethodSource("org.wangge.query.ManyCases#pages")
    void aPageIsReadThroughIndexesAndCostsNoMoreThanAPage(ManyCases.Asked asked) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/ledgers/cases");
        MockHttpServletResponse response = new MockHttpServletResponse();

        ledger.cases(
                asked.gridId(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                asked.at(),
                asked.knownAt(),
                null,
                null,
                request,
                response);

        ExplainingConnections.Cost cost = connections.cost();
        assertThat(JsonMapper.shared()
                        .readTree(response.getContentAsByteArray())
                        .get("items"))
                .hasSizeGreaterThanOrEqualTo(20);
        // Ten versions of each case that is shown, some not yet known, and a page of each grid where few are asked for.
        int grids = "PT-3".equals(asked.gridId()) ? 51 : 1;
        assertThat(cost.rows()).isLessThan(101L * (ManyCases.STEPS + 2) * grids);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
