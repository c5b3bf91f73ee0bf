package org.wangge.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A fresh database with Wangge's roles and tables, on a PostgreSQL that is started once per test process. Every migration on
 * the class path is applied, so a module's tests see that module's tables.
 */
public final class TestDatabase implements AutoCloseable {

    /** The password of all roles that log in. */
    public static final String PASSWORD = "test-only";

    private static final String TEMPLATE = "wangge_template";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private final String name;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private TestDatabase(String name) {
        this.name = name;
    }

    public static synchronized TestDatabase create() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        .start();
                DatabaseSetup.createRoles(
                        server.getPostgresDatabase(), new DatabaseSetup.Passwords(PASSWORD, PASSWORD, PASSWORD));
                execute("CREATE DATABASE " + TEMPLATE);
                TestDatabase template = new TestDatabase(TEMPLATE);
                DatabaseSetup.grantRights(template.superuser());
                DatabaseSetup.migrate(template.as("wangge_migrator"));
                template.close();
            }
            TestDatabase fresh = new TestDatabase("wangge_" + COUNTER.incrementAndGet());
            execute("CREATE DATABASE " + fresh.name + " TEMPLATE " + TEMPLATE);
            DatabaseSetup.grantRights(fresh.superuser());
            return fresh;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EmbeddedPostgres server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    /** A pool that logs in as {@code wangge_command}: may add to the log and read it. */
    public DataSource command() {
        return as("wangge_command");
    }

    /** A pool that logs in as {@code wangge_query}: may read the log, and make views. */
    public DataSource query() {
        return as("wangge_query");
    }

    /** Whoever may do anything: for looking at tables from outside the system, and for breaking them on purpose. */
    public DataSource superuser() {
        return as("postgres");
    }

    /** Where the database listens, for configuration by properties. */
    public String url() {
        return "jdbc:postgresql://localhost:" + server().getPort() + "/" + name + "?reWriteBatchedInserts=true";
    }

    /** A pool that logs in as this role. */
    public synchronized DataSource as(String role) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setUsername(role);
        pool.setPassword(PASSWORD);
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(0);
        // At the end of the process the server may be gone before those who use it: they must not wait for it for long.
        pool.setConnectionTimeout(5000);
        pools.add(pool);
        return pool;
    }

    @Override
    public synchronized void close() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
        if (name.equals(TEMPLATE)) {
            return;
        }
        try {
            // Hundreds of files each: left to the end of the process, deleting them all takes longer than it is given.
            execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
