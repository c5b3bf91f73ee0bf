package org.wangge.query.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.query.AmongManyCases;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.ManyCases;

/** What the cases that nobody held during a day cost in 200,000 versions. */
class UnheldCasesPlanTest extends AmongManyCases {

    @Test
    void ofADayWhatWasOpenThenIsReadAndNotWhatEverWasInTheseGrids() {
        Instant from = ManyCases.MIDDLE;

        List<BlindSpot> spots = snapshots.read(
                BlindSpots.VIEWS,
                null,
                snapshot -> BlindSpots.in(
                        snapshot.sql(), "PT-3", from, from.plus(Duration.ofDays(1)), null, new DefaultRequiredRoles()));

        assertThat(spots).filteredOn(spot -> spot.caseId() != null).isNotEmpty();
        ExplainingConnections.Cost cost = connections.cost();
        // 144 cases a day in the town, ten versions each, and those that were open when the day began. The grids have
        // 20,000.
        assertThat(cost.rows()).isLessThan(8000);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
