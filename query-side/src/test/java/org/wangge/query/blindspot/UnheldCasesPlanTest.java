package org.wangge.query.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;

/** What the cases that nobody held during a day cost in 200,000 versions. */
@SpringBootTest(classes = QuerySideTestApplication.class)
@DirtiesContext
class UnheldCasesPlanTest {

    @Autowired
    private TestDatabase database;

    @Autowired
    private History history;

    @Autowired
    @Qualifier("viewDataSource")
    private DataSource views;

    @Test
    void ofADayWhatWasOpenThenIsReadAndNotWhatEverWasInTheseGrids() {
        ManyCases.write(database, history);
        ExplainingConnections connections = new ExplainingConnections(views, "case_version");
        Instant from = ManyCases.MIDDLE;

        List<BlindSpot> spots = new Snapshots(connections, new Progress())
                .read(
                        BlindSpots.VIEWS,
                        null,
                        snapshot -> BlindSpots.in(
                                snapshot.sql(),
                                "PT-3",
                                from,
                                from.plus(Duration.ofDays(1)),
                                null,
                                new DefaultRequiredRoles()));

        assertThat(spots).filteredOn(spot -> spot.caseId() != null).isNotEmpty();
        ExplainingConnections.Cost cost = connections.cost();
        // 144 cases a day in the town, ten versions each, and those that were open when the day began. The grids have
        // 20,000.
        assertThat(cost.rows()).isLessThan(8000);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
