package org.wangge.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.annotation.DirtiesContext;
import org.wangge.eventstore.TestDatabase;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.History;
import org.wangge.query.ManyCases;
import org.wangge.query.MovableClock;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.answer.Answers;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;
import tools.jackson.databind.json.JsonMapper;

/** What a page of the ledger costs in 200,000 versions: by indexes alone, and by the page, not by the table. */
@SpringBootTest(classes = QuerySideTestApplication.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasePlansTest {

    @Autowired
    private TestDatabase database;

    @Autowired
    private History history;

    @Autowired
    @Qualifier("viewDataSource")
    private javax.sql.DataSource views;

    private ExplainingConnections connections;
    private CaseLedger ledger;

    @BeforeAll
    void manyCases() {
        ManyCases.write(database, history);
        connections = new ExplainingConnections(views, "case_version");
        ledger = new CaseLedger(
                new Answers(new Snapshots(connections, new Progress()), new MovableClock(), JsonMapper.shared()));
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
