package org.wangge.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.wangge.eventstore.DatabaseSetup;

/**
 * How many events per second begin a stream, one event per transaction as far as the caller can tell, with 1, 8 and 32 threads:
 * Wangge's log against Axon's JDBC engine, in turn (A B A B …), on one durable PostgreSQL. Prints medians, and the ratio pair by
 * pair.
 */
final class Appending {

    private static final int[] THREADS = {1, 8, 32};
    private static final int PAIRS = Integer.getInteger("pairs", 5);
    private static final Duration RUN = Duration.ofMillis(Long.getLong("millis", 3000));
    private static final Clock CLOCK = Clock.systemUTC();

    private final AtomicLong streams = new AtomicLong();

    private Appending() {}

    static void run() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .start()) {
            new Appending().compare(server);
        }
    }

    private void compare(EmbeddedPostgres server) throws SQLException, IOException, InterruptedException {
        DatabaseSetup.createRoles(server.getPostgresDatabase(), new DatabaseSetup.Passwords("b", "b", "b"));
        create(server, "ours");
        create(server, "stock");
        DatabaseSetup.grantRights(server.getDatabase("postgres", "ours"));
        DatabaseSetup.migrate(server.getDatabase("wangge_migrator", "ours"));
        try (Peer ours = new Wangge(pool(server, "ours", "wangge_command"));
                Peer stock = new StockJdbc(pool(server, "stock", "postgres"))) {
            System.out.printf(
                    Locale.ROOT,
                    "%d pairs of %d ms each, interleaved, after a warm-up; Java %s, PostgreSQL %s%n",
                    PAIRS,
                    RUN.toMillis(),
                    System.getProperty("java.version"),
                    version(server.getPostgresDatabase()));
            for (int threads : THREADS) {
                row(threads, ours, stock);
            }
        }
    }

    private void row(int threads, Peer ours, Peer stock) throws InterruptedException {
        rate(ours, threads);
        rate(stock, threads);
        List<Double> oursRates = new ArrayList<>();
        List<Double> stockRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double a = rate(ours, threads);
            double b = rate(stock, threads);
            oursRates.add(a);
            stockRates.add(b);
            ratios.add(a / b);
        }
        System.out.printf(
                Locale.ROOT,
                "%2d threads: %s %,.0f/s, %s %,.0f/s, ratio %.2f (%.2f to %.2f)%n",
                threads,
                ours.name(),
                median(oursRates),
                stock.name(),
                median(stockRates),
                median(ratios),
                ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                ratios.stream().mapToDouble(r -> r).max().orElseThrow());
    }

    private double rate(Peer peer, int threads) throws InterruptedException {
        AtomicLong stored = new AtomicLong();
        long start = System.nanoTime();
        long end = start + RUN.toNanos();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    peer.begin("G-" + streams.incrementAndGet(), CLOCK.instant());
                    stored.incrementAndGet();
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return stored.get() * 1e9 / (System.nanoTime() - start);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static HikariDataSource pool(EmbeddedPostgres server, String database, String user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.getJdbcUrl(user, database) + "&reWriteBatchedInserts=true");
        pool.setUsername(user);
        pool.setPassword("b");
        pool.setMaximumPoolSize(32);
        return pool;
    }

    private static void create(EmbeddedPostgres server, String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    private static String version(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }
}
