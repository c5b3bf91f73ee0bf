package org.wangge.standalone;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.wangge.eventstore.DatabaseSetup;
import org.wangge.eventstore.PostgresEventStorageEngine;

/**
 * 内嵌数据库: PostgreSQL in the data folder, for as long as this object is open, with Wangge's roles and tables. It keeps what it
 * acknowledged over any kind of end; it refuses to start where it could not promise that.
 */
final class EmbeddedDatabase implements AutoCloseable {

    /** What must be so for an acknowledged command to be on the disk, and for nobody to come in without a password. */
    private static final Map<String, String> DEMANDED = Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "password_encryption", "scram-sha-256");

    private static final String DATABASE = "wangge";

    private final DataFolder folder;
    private final PostgresServer server;
    private final DatabasePasswords passwords;

    private EmbeddedDatabase(DataFolder folder, PostgresServer server, DatabasePasswords passwords) {
        this.folder = folder;
        this.server = server;
        this.passwords = passwords;
    }

    /**
     * Starts the database of this folder, making it when there is none, and brings its tables up to date.
     *
     * @param port on loopback; 0 for any free one
     * @throws StartRefused when the folder is in use, was made by another version, or cannot be relied on
     */
    static EmbeddedDatabase start(Path dataFolder, int port) {
        DataFolder folder = DataFolder.claim(dataFolder);
        PostgresServer server = null;
        try {
            DatabasePasswords passwords = DatabasePasswords.in(folder, PostgresServer.existsIn(folder));
            server = new PostgresServer(folder, PostgresBinaries.in(folder), port);
            server.prepare(passwords.superuser());
            server.start();
            EmbeddedDatabase database = new EmbeddedDatabase(folder, server, passwords);
            database.check();
            database.setUp();
            return database;
        } catch (IOException | SQLException | FlywayException failure) {
            abandon(folder, server);
            throw new StartRefused(
                    "The database in " + folder + " does not start: " + failure.getMessage(),
                    "See " + folder.path("postgres.log") + ".",
                    failure);
        } catch (RuntimeException | Error failure) {
            abandon(folder, server);
            throw failure;
        }
    }

    private static void abandon(DataFolder folder, @org.jspecify.annotations.Nullable PostgresServer server) {
        try (folder) {
            if (server != null && server.isStarted()) {
                server.close();
            }
        }
    }

    private void check() throws SQLException {
        try (Connection connection =
                        as("postgres", passwords.superuser(), "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> demanded : DEMANDED.entrySet()) {
                demand(demanded.getKey(), demanded.getValue(), only(statement, "SHOW " + demanded.getKey()));
            }
            demand("data_directory", server.data().toString(), only(statement, "SHOW data_directory"));
            demand(
                    "connections without a password",
                    "0",
                    only(
                            statement,
                            "SELECT count(*) FROM pg_hba_file_rules"
                                    + " WHERE auth_method IS DISTINCT FROM 'scram-sha-256' OR error IS NOT NULL"));
        }
    }

    private static void demand(String setting, String demanded, String found) {
        if (!found.equals(demanded)) {
            throw new StartRefused(
                    "The database runs with " + setting + " = '" + found + "', and must with '" + demanded + "'.",
                    "Take the setting out of postgresql.auto.conf (ALTER SYSTEM RESET " + setting + ").");
        }
    }

    private void setUp() throws SQLException {
        DataSource cluster = as("postgres", passwords.superuser(), "postgres");
        if (absent(cluster, "SELECT count(*) FROM pg_roles WHERE rolname = 'wangge_query'")) {
            DatabaseSetup.createRoles(cluster, passwords.ofRoles());
        }
        if (absent(cluster, "SELECT count(*) FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            try (Connection connection = cluster.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
        DatabaseSetup.grantRights(as("postgres", passwords.superuser(), DATABASE));
        DatabaseSetup.migrate(as("wangge_migrator", passwords.migrator(), DATABASE));
    }

    private static boolean absent(DataSource cluster, String count) throws SQLException {
        try (Connection connection = cluster.getConnection();
                Statement statement = connection.createStatement()) {
            return only(statement, count).equals("0");
        }
    }

    private static String only(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A pool that may add to the log and read it. To be closed before the database is. */
    HikariDataSource commandPool() {
        HikariDataSource pool = pool("wangge_command", passwords.command(), 20);
        pool.setConnectionInitSql(PostgresEventStorageEngine.BY_INDEX);
        return pool;
    }

    /** A pool that may read the log and make views. To be closed before the database is. */
    HikariDataSource queryPool() {
        return pool("wangge_query", passwords.query(), 20);
    }

    private HikariDataSource pool(String role, String password, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(role);
        pool.setDataSource(as(role, password, DATABASE));
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(2);
        return pool;
    }

    private DataSource as(String role, String password, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        source.setApplicationName("wangge standalone");
        source.setReWriteBatchedInserts(true);
        return source;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        try (folder) {
            server.close();
        }
    }
}
