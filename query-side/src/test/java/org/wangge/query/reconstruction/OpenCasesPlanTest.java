package org.wangge.query.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.query.AmongManyCases;
import org.wangge.query.ExplainingConnections;
import org.wangge.query.ManyCases;
import org.wangge.query.reconstruction.Reconstruction.OpenCase;
import org.wangge.query.reconstruction.Reconstruction.Section;

/** What the cases that were open at an instant cost in 200,000 versions. */
class OpenCasesPlanTest extends AmongManyCases {

    @Test
    void whatWasOpenIsReadAndNotWhatEverWasInTheseGrids() {
        List<String> grids = new ArrayList<>(List.of("PT-3"));
        for (int village = 0; village < 50; village++) {
            grids.add("PT-3-" + village);
        }
        Instant at = ManyCases.MIDDLE;

        Section<OpenCase> open = snapshots.read(
                Reconstructor.VIEWS,
                null,
                snapshot -> CasesThen.open(
                        new Scope(snapshot.sql(), grids, List.of("PT"), at, null, at.minus(Duration.ofDays(30)))));

        // Every tenth of those that were open in the town, and each was there with up to ten versions until then.
        assertThat(open.total()).isBetween(5L, 20L);
        ExplainingConnections.Cost cost = connections.costs().getFirst();
        assertThat(cost.rows()).isLessThan(1000);
        assertThat(cost.scans()).isNotEmpty().noneMatch(scan -> scan.startsWith("Seq"));
    }
}
