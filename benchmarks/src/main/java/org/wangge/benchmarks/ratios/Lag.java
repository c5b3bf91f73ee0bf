package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.JPA;
import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;
import static org.wangge.benchmarks.ratios.Catalogue.WITH_VIEWS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long after its acknowledgement a case is in the ledger, with so many commands per second: every fifth creation is looked for in
 * the ledger's table by its id, on one connection, every two milliseconds, until its row is there.
 */
final class Lag {

    static final String NOTE =
            "Lag: half of the commands begin a case, half take a step, open loop, 8 connections; from the answer's last byte until a query"
                    + " by id on the ledger's table finds the row (every fifth creation, looked for every 2 ms on one JDBC connection, so"
                    + " up to 2 ms too much).";

    private static final int EVERY = 5;
    private static final long GLANCE_NANOS = 2_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int CONNECTIONS = 8;
    private static final double CREATIONS = 0.5;
    private static final long RUN_MILLIS = Settings.QUICK ? 3_000 : 30_000;

    private final Site ledger;
    private final Map<UUID, Long> awaited = new ConcurrentHashMap<>();
    private final AtomicLong creations = new AtomicLong();
    private final Latencies lags = new Latencies();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Lag(Site ledger) {
        this.ledger = ledger;
    }

    /** At this rate, for so long; cases that are still missing a minute later count as a minute. */
    static Latencies of(HttpLoad load, Site ledger, int perSecond, long millis) throws InterruptedException {
        // What is begun for the steps is not part of it.
        load.begin((long) (perSecond * millis / 1000.0 * (1 - CREATIONS)) + 400L * CONNECTIONS, CONNECTIONS);
        ledger.awaitViews();
        Lag lag = new Lag(ledger);
        Thread watching = Thread.ofPlatform().start(lag::watch);
        load.atRate(perSecond, CREATIONS, CONNECTIONS, millis, lag::acknowledged);
        lag.ended.set(true);
        watching.join();
        Throwable failed = lag.failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return lag.lags;
    }

    private void acknowledged(UUID caseId, long nanoTime) {
        if (creations.getAndIncrement() % EVERY == 0) {
            awaited.put(caseId, nanoTime);
        }
    }

    private void watch() {
        try (Connection connection = ledger.connection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct case_id::text from " + ledger.caseLedger() + " where case_id = any (?)")) {
            long endedAt = 0;
            while (!ended.get() || (!awaited.isEmpty() && System.nanoTime() - endedAt < PATIENCE_NANOS)) {
                endedAt = ended.get() && endedAt != 0 ? endedAt : System.nanoTime();
                if (!awaited.isEmpty()) {
                    look(connection, select);
                }
                LockSupport.parkNanos(GLANCE_NANOS);
            }
            awaited.values().forEach(none -> lags.add(PATIENCE_NANOS));
        } catch (SQLException | RuntimeException broken) {
            failure.set(broken);
        }
    }

    private void look(Connection connection, PreparedStatement select) throws SQLException {
        select.setArray(
                1, connection.createArrayOf(ledger.idType(), awaited.keySet().toArray()));
        try (ResultSet found = select.executeQuery()) {
            long now = System.nanoTime();
            while (found.next()) {
                Long since = awaited.remove(UUID.fromString(found.getString(1)));
                if (since != null) {
                    lags.add(Math.max(0, now - since));
                }
            }
        }
    }

    static void run() throws Exception {
        Results results = Results.of("lag");
        try (Folder folder = Folder.temporary();
                Site one = Http.standalone(folder.data())) {
            results.add(cell("lag.one", one, one));
        }
        try (Server server = Server.start()) {
            results.circumstance("postgresql", server.version());
            try (Site commands = Site.commandSide(server, WANGGE, "ours");
                    Site queries = Site.querySide(server, "wangge, query side", "ours", commands)) {
                results.add(cell("lag.two", commands, queries));
            }
            try (Site stock = Site.peer(server, "stock-jpa", JPA, "stock_view", List.of("--peer.view=true"))) {
                results.add(cell("lag.stock", stock, stock));
            }
        }
    }

    /** Several runs; the median of their medians, and of their p99. */
    private static Cell cell(String id, Site commands, Site ledger) throws Exception {
        HttpLoad load = new HttpLoad(commands);
        List<Double> p99 = new ArrayList<>();
        Cell medians = new Rounds(id, "ms")
                .with("median", () -> {
                    Latencies lags = of(load, ledger, Settings.RATE, RUN_MILLIS);
                    p99.add(lags.p99());
                    return lags.median();
                })
                .note(NOTE)
                .measure();
        Map<String, Spread> figures = new LinkedHashMap<>(medians.figures());
        figures.put("p99", Spread.of(p99.subList(1, p99.size())));
        return new Cell(
                id,
                "ms",
                figures,
                new LinkedHashMap<>(),
                medians.rounds(),
                medians.thrownAway(),
                medians.disturbed(),
                NOTE);
    }

    /** Minutes on end, minute by minute. */
    static void sustained() throws Exception {
        try (Folder folder = Folder.temporary();
                Site site = Http.standalone(folder.data())) {
            HttpLoad load = new HttpLoad(site);
            int minutes = Settings.QUICK ? 3 : Settings.MINUTES;
            long millis = Settings.QUICK ? 2_000 : 60_000;
            load.begin(
                    (long) (Settings.RATE * millis / 1000.0 * minutes * (1 - CREATIONS)) + 400L * CONNECTIONS * minutes,
                    CONNECTIONS);
            List<Double> medians = new ArrayList<>();
            List<Double> p99 = new ArrayList<>();
            double behind = 0;
            CpuTimes before = CpuTimes.now();
            for (int minute = 0; minute < minutes; minute++) {
                site.signIn();
                Latencies lags = of(load, site, Settings.RATE, millis);
                behind = Math.max(behind, (double) site.behind());
                medians.add(lags.median());
                p99.add(lags.p99());
                System.out.printf("minute %d: median %.1f ms, p99 %.1f ms%n", minute + 1, lags.median(), lags.p99());
            }
            double others = CpuTimes.others(before, CpuTimes.now());
            Map<String, Spread> figures = new LinkedHashMap<>();
            figures.put("median of a minute", Spread.of(medians));
            figures.put("p99 of a minute", Spread.of(p99));
            figures.put("second minute", Spread.only(medians.get(1)));
            figures.put("last minute", Spread.only(medians.getLast()));
            figures.put("growth", Spread.only(medians.getLast() / medians.get(1)));
            figures.put("events behind at a minute's end, at most", Spread.only(behind));
            figures.put("other load, %", Spread.only(others * 100));
            Results.of("sustained")
                    .add(Cell.plain(
                            "lag.sustained",
                            "ms",
                            figures,
                            minutes + " minutes at " + Settings.RATE + " commands/s with "
                                    + WITH_VIEWS.replace("wangge, ", "") + " running, in the packaged standalone."));
        }
    }
}
