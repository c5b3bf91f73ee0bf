package org.wangge.query.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.wangge.eventstore.TestDatabase;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.History;
import org.wangge.query.ManyCases;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.reconstruction.Reconstruction.OpenCase;
import org.wangge.query.reconstruction.Reconstruction.Section;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;

/** What the cases that were open at an instant cost in 200,000 versions. */
@SpringBootTest(classes = QuerySideTestApplication.class)
@DirtiesContext
class OpenCasesPlanTest {

    @Autowired
    private TestDatabase database;

    @Autowired
    private History history;

    @Autowired
    @Qualifier("viewDataSource")
    private DataSource views;

    @Test
    void whatWasOpenIsReadAndNotWhatEverWasInTheseGrids() {
        ManyCases.write(database, history);
        ExplainingConnections connections = new ExplainingConnections(views, "case_version");
        List<String> grids = new ArrayList<>(List.of("PT-3"));
        for (int village = 0; village < 50; village++) {
            grids.add("PT-3-" + village);
        }
        Instant at = ManyCases.MIDDLE;

        Section<OpenCase> open = new Snapshots(connections, new Progress())
                .read(
                        Reconstructor.VIEWS,
                        null,
                        snapshot -> CasesThen.open(new Scope(
                                snapshot.sql(), grids, List.of("PT"), at, null, at.minus(Duration.ofDays(30)))));

        // Every tenth of those that were open in the town, and each was there with up to ten versions until then.
        assertThat(open.total()).isBetween(5L, 20L);
        ExplainingConnections.Cost cost = connections.costs().getFirst();
        assertThat(cost.rows()).isLessThan(1000);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
