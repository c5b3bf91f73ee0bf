package org.wangge.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.benchmarks.ratios.Results;

/**
 * How long a leader waits for a reconstruction over 30 days of a street with 200 grids, over HTTP, in a store of a million events
 * ({@code -Devents}) that lie behind Wangge's own log and projections. The instants asked for are spread over the time recorded.
 */
final class Reconstructing {

    private static final long EVENTS = Long.getLong("events", 1_000_000);
    private static final int REQUESTS = Integer.getInteger("requests", 200);
    private static final int WARM_UP = Integer.getInteger("warmup", 100);
    private static final String STREET = "/api/v1/grids/S01/reconstruction?days=30&at=";
    private static final String JSON = "application/json";

    private final QuerySide side;

    private Reconstructing(QuerySide side) {
        this.side = side;
    }

    static void run() throws Exception {
        try (Store store = Store.open()) {
            String database = store.town(EVENTS);
            try (QuerySide side = QuerySide.on(store, database)) {
                new Reconstructing(side).measure(store.end(database));
            }
        }
    }

    private void measure(Instant end) throws InterruptedException {
        List<String> spread = new ArrayList<>();
        List<String> known = new ArrayList<>();
        long seconds = Duration.between(Town.START, end).toSeconds();
        for (int part = 3; part < 20; part += 2) {
            Instant at = Town.START.plusSeconds(seconds * part / 20);
            spread.add(STREET + at);
            known.add(STREET + at + "&knownAt=" + at.plus(Duration.ofHours(1)));
        }
        String last = STREET + end.minusSeconds(60);
        List<String> incidents = incidents();
        Timings.of(side, spread, JSON, WARM_UP);
        Timings across = print("30 days of 200 grids, instants across the time recorded", spread, JSON);
        if (across != null) {
            Results.keep(
                    "reconstruction",
                    "reconstruction",
                    "ms",
                    Map.of("median", across.median(), "p99", across.at(0.99)),
                    EVENTS + " events of a made-up town, " + REQUESTS + " requests on one connection.");
        }
        print("the same, near the end", List.of(last), JSON);
        print("the same, as known an hour after each instant", known, JSON);
        print("from the incidents of that street", incidents, JSON);
        String dossier = System.getProperty("dossier", "");
        if (!dossier.isEmpty()) {
            print("as " + dossier, spread, dossier);
        }
    }

    private List<String> incidents() {
        JdbcClient sql = side.database();
        return sql.sql("select distinct incident_id from "
                        + Objects.requireNonNull(side.schemas().get("incidents")) + ".incident where grid_id = 'S01'")
                .query((row, number) -> "/api/v1/incidents/" + row.getString(1) + "/reconstruction?days=30")
                .list();
    }

    private @Nullable Timings print(String what, List<String> paths, String type) throws InterruptedException {
        if (!paths.isEmpty()) {
            Timings.of(side, paths, type, Math.max(5, WARM_UP / 10));
            Timings timings = Timings.of(side, paths, type, REQUESTS);
            System.out.printf(Locale.ROOT, "%s: %s%n", what, timings);
            return timings;
        }
        return null;
    }
}
