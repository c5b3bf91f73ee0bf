package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that people's data are kept in: what it promises, and what it refuses to start on. */
class EmbeddedDatabaseTest {

    @TempDir
    static Path unpacked;

    private static PostgresBinaries binaries;

    @TempDir
    Path data;

    @BeforeAll
    static void unpackOnce() throws IOException {
        try (DataFolder folder = DataFolder.claim(unpacked)) {
            binaries = PostgresBinaries.in(folder);
        }
    }

    @BeforeEach
    void linkIt() throws IOException {
        Files.createSymbolicLink(data.resolve(binaries.home().getFileName()), binaries.home());
    }

    @AfterEach
    void unlinkIt() throws IOException {
        Files.delete(data.resolve(binaries.home().getFileName()));
    }

    /** A plan is kept, and the first one is made while there is nothing to read. */
    @Test
    void readsAnEmptyLogByItsIndexAsIfItWereLong() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0);
                HikariDataSource pool = database.commandPool();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN SELECT position, body FROM log.event"
                        + " WHERE position > 0 ORDER BY position LIMIT 1000")) {
            StringBuilder lines = new StringBuilder();
            while (plan.next()) {
                lines.append(plan.getString(1)).append('\n');
            }
            assertThat(lines).contains("Index Scan").doesNotContain("Seq Scan");
        }
    }

    @Test
    void keepsWhatWasStoredAndLetsNobodyInWithoutPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            execute(database, "CREATE SCHEMA view_kept");
            execute(database, "CREATE TABLE view_kept.note (text text)");
            execute(database, "INSERT INTO view_kept.note VALUES ('kept')");
            for (String role : new String[] {"postgres", "wangge_migrator", "wangge_command", "wangge_query"}) {
                for (String password : new String[] {"", "postgres", role}) {
                    assertThatThrownBy(() -> DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:" + database.port() + "/wangge", role, password))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("password");
                }
            }
            assertThat(asSuperuser(database, "SHOW fsync")).isEqualTo("on");
            assertThat(asSuperuser(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(asSuperuser(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(asSuperuser(database, "SHOW data_checksums")).isEqualTo("on");
            assertThatThrownBy(() -> execute(database, "DELETE FROM log.event")).hasMessageContaining("denied");
        }
        assertThat(WanggeProcess.database(data)).as("stopped with its owner").isNull();
        try (EmbeddedDatabase again = EmbeddedDatabase.start(data, 0);
                HikariDataSource pool = again.queryPool();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT text FROM view_kept.note")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("kept");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres-passwords"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres"))))
                .isEqualTo("rwx------");
    }

    @Test
    void twoDoNotShareAFolder() {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(data, 0)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("in use by another Wangge (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(first.port()).isPositive();
        }
    }

    @Test
    void theServerThatAKillLeftRunningIsStoppedFirst() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        ProcessHandle leftover;
        try (DataFolder folder = DataFolder.claim(data)) {
            new PostgresServer(folder, PostgresBinaries.in(folder), 0).start();
            leftover = WanggeProcess.database(data);
        }
        assertThat(leftover).isNotNull();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            await().until(() -> !leftover.isAlive());
            assertThat(asSuperuser(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aNumberThatWentToAnotherProcessDoesNotHinder() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        Process stranger = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            Files.writeString(
                    data.resolve("postgres/postmaster.pid"),
                    stranger.pid() + "\n" + data.resolve("postgres") + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
            try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
                assertThat(asSuperuser(database, "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).as("it is none of our business").isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void aDatabaseThatCouldLoseSomethingIsRefused() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            asSuperuser(database, "SELECT 1");
            try (Connection connection = superuser(database.port());
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM SET synchronous_commit = off");
            }
        }
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("synchronous_commit = 'off'");
        assertThat(WanggeProcess.database(data)).as("nothing is left running").isNull();
    }

    @Test
    void theFolderOfAnotherVersionIsRefused() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("made by PostgreSQL 17")
                .hasMessageContaining("18");
    }

    @Test
    void aDatabaseWithoutItsPasswordsIsRefused() throws Exception {
        EmbeddedDatabase.start(data, 0).close();
        Files.delete(data.resolve("postgres-passwords"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("passwords");
    }

    @Test
    void aFolderThatIsAFileIsRefusedInWords() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedDatabase.start(file, 0))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be used");
    }

    /** A kill during the very first start leaves half a cluster. */
    @Test
    void halfAClusterIsMadeAnew() throws Exception {
        Files.createDirectories(data.resolve("postgres.new/base"));
        Files.writeString(data.resolve("postgres.new/PG_VERSION"), "18\n");
        Files.createDirectories(data.resolve("postgresql-half.new"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
            assertThat(asSuperuser(database, "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'wangge%'"))
                    .isEqualTo("6");
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (HikariDataSource pool = database.queryPool();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String asSuperuser(EmbeddedDatabase database, String query) throws SQLException, IOException {
        try (Connection connection = superuser(database.port());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection superuser(int port) throws SQLException, IOException {
        Properties passwords = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("postgres-passwords"))) {
            passwords.load(in);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/wangge", "postgres", passwords.getProperty("postgres"));
    }
}
