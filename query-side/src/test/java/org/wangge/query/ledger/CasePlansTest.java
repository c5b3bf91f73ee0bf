package org.wangge.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.annotation.DirtiesContext;
import org.wangge.eventstore.TestDatabase;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.History;
import org.wangge.query.MovableClock;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.answer.Answers;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page of the ledger costs in 200,000 versions: by indexes alone, and by the page, not by the table. */
@SpringBootTest(classes = QuerySideTestApplication.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasePlansTest {

    private static final int CASES = 20_000;
    private static final int STEPS = 10;
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant MIDDLE = BEGIN.plusSeconds(CASES / 2 * 600L);

    @Autowired
    private TestDatabase database;

    @Autowired
    private History history;

    @Autowired
    @Qualifier("viewDataSource")
    private javax.sql.DataSource views;

    private ExplainingConnections connections;
    private CaseLedger ledger;

    /** A tree of 1 + 10 + 500 grids; a case every ten minutes, a step every two hours, each twentieth case entered late. */
    @BeforeAll
    void manyCases() {
        history.at(BEGIN.plusSeconds(CASES * 600L + 86_400));
        JdbcClient sql = JdbcClient.create(database.superuser());
        String grids = schema(sql, "grid");
        sql.sql("insert into " + grids
                        + ".grid (grid_id, event_id, position, effective_from, recorded_from, origin, name,"
                        + " kind, level, parent_id, key_site, path) select id, gen_random_uuid(), 1, timestamptz '2025-01-01',"
                        + " timestamptz '2025-01-01', true, id, 'AREA', level, parent, false, path from ("
                        + "select 'PT' as id, 1 as level, null as parent, 'PT' as path"
                        + " union all select 'PT-' || t, 2, 'PT', 'PT/PT-' || t from generate_series(0, 9) t"
                        + " union all select 'PT-' || t || '-' || v, 3, 'PT-' || t, 'PT/PT-' || t || '/PT-' || t || '-' || v"
                        + " from generate_series(0, 9) t, generate_series(0, 49) v) tree")
                .update();
        String cases = schema(sql, "cases");
        sql.sql("insert into " + cases
                        + ".case_version (case_id, event_id, position, sequence, effective_from, effective_to,"
                        + " recorded_from, recorded_to, state, open, stage, deadline, grid_id, kind, category, severity, title,"
                        + " source, reporter, reported_at, reported_recorded_at, late)"
                        + " select 'case-' || lpad(c::text, 8, '0'), gen_random_uuid(), c * 10 + s, s,"
                        + " began + s * interval '2 hours',"
                        + " case when s < :steps - 1 then began + (s + 1) * interval '2 hours' end,"
                        + " began + s * interval '2 hours' + lag,"
                        + " case when s < :steps - 1 then began + (s + 1) * interval '2 hours' + lag end,"
                        + " case when s < 9 then 'ACCEPTED' else 'CLOSED' end, s < 9, 'RECTIFY', began + interval '20 hours',"
                        + " 'PT-' || c % 10 || '-' || (c / 10) % 50, 'HAZARD', 'FIRE', 'GENERAL', 'Case ' || c,"
                        + " 'http', 'p-1', began, began + lag, false"
                        + " from generate_series(1, :cases) c, generate_series(0, :steps - 1) s,"
                        + " lateral (select timestamptz '2025-01-01 00:00Z' + c * interval '10 minutes' as began,"
                        + " case when c % 20 = 0 then interval '1 day' else interval '1 minute' end as lag) x")
                .param("cases", CASES)
                .param("steps", STEPS)
                .update();
        sql.sql("analyze " + grids + ".grid").update();
        sql.sql("analyze " + cases + ".case_version").update();
        connections = new ExplainingConnections(views, "case_version");
        ledger = new CaseLedger(
                new Answers(new Snapshots(connections, new Progress()), new MovableClock(), JsonMapper.shared()));
    }

    private static String schema(JdbcClient sql, String view) {
        return sql.sql("select schema from views.view where name = ?")
                .param(view)
                .query(String.class)
                .single();
    }

    record Asked(
            @Nullable String gridId,
            @Nullable Instant at,
            @Nullable Instant knownAt) {}

    static Stream<Asked> pages() {
        List<Asked> pages = new ArrayList<>();
        for (String gridId : Arrays.asList(null, "PT", "PT-3", "PT-3-21")) {
            pages.add(new Asked(gridId, null, null));
            pages.add(new Asked(gridId, MIDDLE, null));
            pages.add(new Asked(gridId, null, MIDDLE));
            pages.add(new Asked(gridId, MIDDLE, MIDDLE.plusSeconds(3600)));
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsReadThroughIndexesAndCostsNoMoreThanAPage(Asked asked) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/ledgers/cases");
        MockHttpServletResponse response = new MockHttpServletResponse();

        ledger.cases(
                asked.gridId,
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
                asked.at,
                asked.knownAt,
                null,
                null,
                request,
                response);

        JsonNode plan = connections.plans().getFirst();
        Cost cost = new Cost();
        cost.add(plan.get("Plan"));
        System.out.println("plans: " + asked + " " + plan.get("Execution Time").asDouble() + " ms " + cost.rows
                + " rows " + cost.buffers + " buffers " + cost.scans);
        assertThat(JsonMapper.shared()
                        .readTree(response.getContentAsByteArray())
                        .get("items"))
                .hasSizeGreaterThanOrEqualTo(20);
        // Ten versions of each case that is shown, some not yet known, and a page of each grid where few are asked for.
        int grids = "PT-3".equals(asked.gridId) ? 51 : 1;
        assertThat(cost.rows).isLessThan(101L * (STEPS + 2) * grids);
        assertThat(cost.scans).isNotEmpty().allMatch(scan -> scan.startsWith("Index"));
    }

    /** What was read of the table. */
    private static final class Cost {
        private final List<String> scans = new ArrayList<>();
        private long rows;
        private long buffers;

        void add(JsonNode node) {
            if (buffers == 0) {
                buffers = node.get("Shared Hit Blocks").asLong()
                        + node.get("Shared Read Blocks").asLong();
            }
            if (node.path("Relation Name").asString("").equals("case_version")) {
                scans.add(node.get("Node Type").asString() + " "
                        + node.path("Index Name").asString(""));
                rows += (long) ((node.get("Actual Rows").asDouble()
                                + node.path("Rows Removed by Filter").asDouble(0)
                                + node.path("Rows Removed by Index Recheck").asDouble(0))
                        * node.get("Actual Loops").asDouble());
            }
            node.path("Plans").forEach(this::add);
        }
    }
}
