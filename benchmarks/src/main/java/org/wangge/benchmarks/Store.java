package org.wangge.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.DatabaseSetup;

/**
 * A durable PostgreSQL with towns in it, a database each. With {@code -Ddata=<folder>} what was filled is kept for the next run;
 * {@code -Djit=off} switches the compilation of queries off for the query side's role.
 */
final class Store implements AutoCloseable {

    static final long SEED = Long.getLong("seed", 20251103L);

    private static final String PASSWORD = "benchmark";

    private final EmbeddedPostgres server;

    private Store(EmbeddedPostgres server) {
        this.server = server;
    }

    static Store open() throws IOException, SQLException {
        String folder = System.getProperty("data");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofMinutes(2));
        if (folder != null) {
            builder.setDataDirectory(new File(folder)).setCleanDataDirectory(false);
        }
        Store store = new Store(builder.start());
        JdbcClient cluster = store.superuser("postgres");
        if (cluster.sql("select count(*) from pg_roles where rolname = 'wangge_query'")
                        .query(Integer.class)
                        .single()
                == 0) {
            DatabaseSetup.createRoles(
                    store.server.getPostgresDatabase(), new DatabaseSetup.Passwords(PASSWORD, PASSWORD, PASSWORD));
        }
        String jit = System.getProperty("jit");
        cluster.sql("alter role wangge_query " + (jit == null ? "reset jit" : "set jit = " + jit))
                .update();
        System.out.printf(
                Locale.ROOT,
                "Java %s, PostgreSQL %s, jit for queries: %s, seed %d%n",
                System.getProperty("java.version"),
                cluster.sql("show server_version").query(String.class).single(),
                jit == null ? "as usual" : jit,
                SEED);
        return store;
    }

    /** A town that has recorded so many events; it is filled unless it is there. Returns the database's name. */
    String town(long events) throws SQLException {
        String database = "town_" + SEED + "_" + events;
        if (exists(database) && head(database) == events) {
            return database;
        }
        JdbcClient cluster = superuser("postgres");
        cluster.sql("drop database if exists " + database).update();
        cluster.sql("create database " + database).update();
        DatabaseSetup.grantRights(server.getDatabase("postgres", database));
        DatabaseSetup.migrate(server.getDatabase("wangge_migrator", database));
        long begun = System.nanoTime();
        Random random = new Random(SEED);
        Instant end;
        try (Recorder recorder = new Recorder(filler(database), random, events)) {
            end = new Town(recorder, random).live();
        }
        superuser(database).sql("analyze").update();
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d events recorded up to %s, in %,.0f s (%,.0f/s, no waiting for the disk)%n",
                events,
                end,
                seconds,
                events / seconds);
        return database;
    }

    boolean exists(String database) {
        return superuser("postgres")
                        .sql("select count(*) from pg_database where datname = ?")
                        .param(database)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    long head(String database) {
        return superuser(database)
                .sql("select coalesce(max(position), 0) from log.event")
                .query(Long.class)
                .single();
    }

    /** When the last event was recorded. */
    Instant end(String database) {
        return superuser(database)
                .sql("select recorded_at from log.event order by position desc limit 1")
                .query((row, number) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
    }

    JdbcClient superuser(String database) {
        return JdbcClient.create(server.getDatabase("postgres", database));
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?reWriteBatchedInserts=true";
    }

    String password() {
        return PASSWORD;
    }

    private HikariDataSource filler(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url(database));
        pool.setUsername("wangge_command");
        pool.setPassword(PASSWORD);
        pool.setMaximumPoolSize(4);
        pool.setConnectionInitSql("set synchronous_commit = off");
        return pool;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
