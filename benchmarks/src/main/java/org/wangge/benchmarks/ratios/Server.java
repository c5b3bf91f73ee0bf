package org.wangge.benchmarks.ratios;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.DatabaseSetup;

/** The one durable PostgreSQL that all contestants use, a database each. Its folder goes with it. */
final class Server implements AutoCloseable {

    static final String PASSWORD = "benchmark";

    private final EmbeddedPostgres server;

    private Server(EmbeddedPostgres server) {
        this.server = server;
    }

    static Server start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("wangge-benchmarks").resolve("postgres");
        Server started = new Server(EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setDataDirectory(folder.toFile())
                .setPGStartupWait(Duration.ofMinutes(2))
                .start());
        CpuTimes.counts(Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip()));
        DatabaseSetup.createRoles(
                started.server.getPostgresDatabase(), new DatabaseSetup.Passwords(PASSWORD, PASSWORD, PASSWORD));
        return started;
    }

    /** An empty database, instead of the one of that name. */
    void create(String database) {
        JdbcClient cluster = superuser("postgres");
        cluster.sql("drop database if exists " + database + " with (force)").update();
        cluster.sql("create database " + database).update();
    }

    /** A database with Wangge's roles, rights and tables. */
    void createWangge(String database) throws SQLException {
        create(database);
        grantRights(database);
        DatabaseSetup.migrate(server.getDatabase("wangge_migrator", database));
    }

    void grantRights(String database) throws SQLException {
        DatabaseSetup.grantRights(server.getDatabase("postgres", database));
    }

    JdbcClient superuser(String database) {
        return JdbcClient.create(server.getDatabase("postgres", database));
    }

    /** Connections that are kept, for questions that are put often. */
    HikariDataSource pool(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url(database));
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(2);
        return pool;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?reWriteBatchedInserts=true";
    }

    int port() {
        return server.getPort();
    }

    String version() {
        return superuser("postgres")
                .sql("show server_version")
                .query(String.class)
                .single();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
