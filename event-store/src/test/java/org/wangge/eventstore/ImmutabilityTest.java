package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attacks on stored events, statement by statement and role by role. Every attack runs in a transaction that is committed where the
 * server lets it; the log is the same afterwards.
 */
class ImmutabilityTest {

    private static final String WRITER = "wangge_command";
    private static final String READER = "wangge_query";
    private static final String MIGRATOR = "wangge_migrator";
    private static final String OWNER = "wangge_owner";
    private static final String SUPERUSER = "postgres";
    private static final List<String> EVERYBODY = List.of(WRITER, READER, MIGRATOR, OWNER, SUPERUSER);
    private static final List<String> WHO_LOGS_IN = List.of(WRITER, READER, MIGRATOR);

    /** Insufficient privilege, which the trigger answers with as well. */
    private static final String DENIED = "42501";

    private static final String COPY_OF_A_ROW =
            "SELECT 99, gen_random_uuid(), type, revision, 'grid:forged', sequence, recorded_at, occurred_at, actor,"
                    + " gen_random_uuid(), 0, correlation_id, causation_id, source, prev, body, transport"
                    + " FROM log.event WHERE position = 1";

    private static final Map<String, Connection> SESSIONS = new HashMap<>();

    private static TestDatabase database;
    private static JdbcClient superuser;
    private static String before;

    @BeforeAll
    static void writeSomeEvents() {
        database = TestDatabase.create();
        superuser = JdbcClient.create(database.superuser());
        try (var engine = new PostgresEventStorageEngine(
                database.command(), EventCatalogue.published(), "test", Clock.systemUTC())) {
            for (int i = 0; i < 3; i++) {
                engine.appendEvents(List.of(renamed("F2", i, Instant.EPOCH)));
            }
        }
        before = wholeLog();
    }

    @AfterAll
    static void close() throws SQLException {
        for (Connection session : SESSIONS.values()) {
            session.close();
        }
        SESSIONS.clear();
        database.close();
    }

    private static String wholeLog() {
        return superuser
                .sql("SELECT string_agg(e::text, E'\\n' ORDER BY position) FROM log.event e")
                .query(String.class)
                .single();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                        by(EVERYBODY, DENIED, "UPDATE log.event SET actor = 'nobody'"),
                        by(EVERYBODY, DENIED, "UPDATE log.event SET actor = 'nobody' WHERE false"),
                        by(EVERYBODY, DENIED, "DELETE FROM log.event"),
                        by(EVERYBODY, DENIED, "DELETE FROM log.event WHERE position = 2"),
                        by(EVERYBODY, DENIED, "TRUNCATE log.event"),
                        by(EVERYBODY, DENIED, "TRUNCATE log.event CASCADE"),
                        by(EVERYBODY, DENIED, "WITH gone AS (DELETE FROM log.event RETURNING *) SELECT * FROM gone"),
                        by(
                                EVERYBODY,
                                DENIED,
                                "INSERT INTO log.event SELECT * FROM log.event WHERE position = 1"
                                        + " ON CONFLICT (position) DO UPDATE SET actor = 'nobody'"),
                        by(
                                EVERYBODY,
                                DENIED,
                                "MERGE INTO log.event e USING (VALUES (1)) v (p) ON e.position = v.p"
                                        + " WHEN MATCHED THEN UPDATE SET actor = 'nobody'"),
                        by(
                                EVERYBODY,
                                DENIED,
                                "MERGE INTO log.event e USING (VALUES (1)) v (p) ON e.position = v.p"
                                        + " WHEN MATCHED THEN DELETE"),
                        // A superuser may switch ordinary triggers off for a session; these are ENABLE ALWAYS.
                        by(
                                List.of(SUPERUSER),
                                DENIED,
                                "SET LOCAL session_replication_role = replica; UPDATE log.event SET actor = 'nobody'"),
                        by(
                                List.of(SUPERUSER),
                                DENIED,
                                "SET LOCAL session_replication_role = replica; DELETE FROM log.event"),
                        by(
                                List.of(SUPERUSER),
                                DENIED,
                                "SET LOCAL session_replication_role = replica; TRUNCATE log.event"),
                        by(List.of(WRITER, READER, MIGRATOR, OWNER), DENIED, "SET session_replication_role = replica"),
                        // Adding is the writer's alone.
                        by(List.of(READER, MIGRATOR), DENIED, "INSERT INTO log.event " + COPY_OF_A_ROW),
                        by(List.of(READER, MIGRATOR), DENIED, "COPY log.event FROM PROGRAM 'true'"),
                        by(List.of(MIGRATOR), DENIED, "SELECT * FROM log.event"),
                        by(List.of(WRITER), "23505", "INSERT INTO log.event SELECT * FROM log.event"),
                        by(
                                List.of(WRITER),
                                "23514",
                                "INSERT INTO log.event (position, event_id, type, revision, aggregate_id, sequence, recorded_at,"
                                        + " occurred_at, actor, command_id, command_index, correlation_id, source, body)"
                                        + " VALUES (99, gen_random_uuid(), 'x', 1, 'x', 0, now(), now() + interval '1 s', 'x',"
                                        + " gen_random_uuid(), 0, gen_random_uuid(), 'x', '')"),
                        // What guards the table cannot be taken away by those who use it.
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event DISABLE TRIGGER no_change"),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event DISABLE TRIGGER ALL"),
                        by(WHO_LOGS_IN, DENIED, "DROP TRIGGER no_change ON log.event"),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event DROP CONSTRAINT event_stream"),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event ADD COLUMN extra text"),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event OWNER TO " + WRITER),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event RENAME TO other"),
                        by(WHO_LOGS_IN, DENIED, "ALTER TABLE log.event ENABLE ROW LEVEL SECURITY"),
                        by(WHO_LOGS_IN, DENIED, "DROP TABLE log.event"),
                        by(WHO_LOGS_IN, DENIED, "DROP SCHEMA log CASCADE"),
                        by(WHO_LOGS_IN, DENIED, "ALTER SCHEMA log RENAME TO other"),
                        by(WHO_LOGS_IN, DENIED, "DROP FUNCTION log.refuse_change() CASCADE"),
                        by(
                                WHO_LOGS_IN,
                                DENIED,
                                "CREATE OR REPLACE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql"
                                        + " AS 'BEGIN RETURN NULL; END'"),
                        by(WHO_LOGS_IN, DENIED, "CREATE RULE silent AS ON INSERT TO log.event DO INSTEAD NOTHING"),
                        by(
                                WHO_LOGS_IN,
                                DENIED,
                                "CREATE TRIGGER silent BEFORE INSERT ON log.event FOR EACH ROW EXECUTE FUNCTION"
                                        + " suppress_redundant_updates_trigger()"),
                        by(WHO_LOGS_IN, DENIED, "CREATE INDEX other ON log.event (actor)"),
                        by(WHO_LOGS_IN, DENIED, "CREATE TABLE log.other (n int)"),
                        by(WHO_LOGS_IN, DENIED, "CREATE TABLE public.other (n int)"),
                        by(WHO_LOGS_IN, DENIED, "CREATE FUNCTION log.other() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
                        by(List.of(WRITER, MIGRATOR), DENIED, "CREATE SCHEMA other"),
                        by(List.of(WRITER, READER), DENIED, "CREATE TEMP TABLE event (n int)"),
                        by(WHO_LOGS_IN, DENIED, "LOCK TABLE log.event IN ACCESS EXCLUSIVE MODE"),
                        by(WHO_LOGS_IN, DENIED, "VACUUM FULL log.event"),
                        // Nobody becomes what they are not.
                        by(List.of(WRITER, READER), DENIED, "SET ROLE wangge_owner"),
                        by(List.of(READER), DENIED, "SET ROLE wangge_writer"),
                        by(WHO_LOGS_IN, DENIED, "SET SESSION AUTHORIZATION postgres"),
                        by(WHO_LOGS_IN, DENIED, "SET ROLE postgres"),
                        by(WHO_LOGS_IN, DENIED, "ALTER ROLE wangge_owner LOGIN"),
                        by(WHO_LOGS_IN, DENIED, "CREATE ROLE other SUPERUSER"),
                        by(WHO_LOGS_IN, DENIED, "GRANT wangge_owner TO wangge_command"),
                        by(WHO_LOGS_IN, DENIED, "GRANT wangge_writer TO wangge_query"),
                        by(List.of(MIGRATOR), DENIED, "GRANT UPDATE ON log.event TO wangge_migrator"),
                        // Nor past the tables through the server's files.
                        by(WHO_LOGS_IN, DENIED, "SELECT lo_import('/etc/hostname')"),
                        by(WHO_LOGS_IN, DENIED, "SELECT lo_export(1, '/tmp/x')"),
                        by(WHO_LOGS_IN, DENIED, "SELECT pg_read_file('PG_VERSION')"),
                        by(WHO_LOGS_IN, DENIED, "COPY log.event TO PROGRAM 'true'"),
                        by(List.of(WRITER), DENIED, "COPY log.event FROM PROGRAM 'true'"),
                        by(List.of(WRITER), DENIED, "COPY log.event FROM '/dev/null'"),
                        by(WHO_LOGS_IN, DENIED, "ALTER SYSTEM SET fsync = off"),
                        by(
                                WHO_LOGS_IN,
                                DENIED,
                                "DO 'BEGIN EXECUTE ''UPDATE pg_class SET relowner = 10 WHERE relname = ''''event'''''';"
                                        + " END'"))
                .flatMap(attacks -> attacks);
    }

    private static Stream<Arguments> by(List<String> roles, String sqlState, String statement) {
        return roles.stream().map(role -> Arguments.of(role, statement, sqlState));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void anAttackOnStoredEventsIsRefused(String role, String statement, String sqlState) throws SQLException {
        Connection connection = session(role);
        try {
            assertThatThrownBy(() -> run(connection, role, statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState())
                                    .as(refused.getMessage())
                                    .isEqualTo(sqlState));
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
        assertThat(wholeLog()).isEqualTo(before);
    }

    private static void run(Connection connection, String role, String statement) throws SQLException {
        // VACUUM and ALTER SYSTEM want no transaction around them.
        boolean alone = statement.startsWith("VACUUM") || statement.startsWith("ALTER SYSTEM");
        connection.setAutoCommit(alone);
        try (Statement sql = connection.createStatement()) {
            if (role.equals(OWNER)) {
                sql.execute("SET ROLE wangge_owner");
            }
            sql.execute(statement);
            if (alone && sql.getWarnings() != null) {
                throw new SQLException(sql.getWarnings().getMessage(), DENIED);
            }
        }
        if (!alone) {
            connection.commit();
        }
    }

    private static Connection session(String role) throws SQLException {
        Connection open = SESSIONS.get(role);
        if (open == null) {
            open = connect(role);
            SESSIONS.put(role, open);
        }
        return open;
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(database.url(), role.equals(OWNER) ? MIGRATOR : role, TestDatabase.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wangge_owner", "wangge_writer", "wangge_reader"})
    void whoOwnsOrBundlesRightsCannotLogIn(String role) {
        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), role, TestDatabase.PASSWORD))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("28000"));
    }

    /** PostgreSQL answers some grants with a warning only: what counts is that nobody has more rights afterwards. */
    @Test
    void grantingOneselfMoreChangesNothing() throws SQLException {
        for (String role : List.of(WRITER, READER)) {
            try (Connection connection = connect(role);
                    Statement sql = connection.createStatement()) {
                sql.execute("GRANT UPDATE, DELETE, TRUNCATE ON log.event TO PUBLIC");
                assertThat(sql.getWarnings().getSQLState()).isEqualTo("01007");
            }
        }
        assertThat(superuser
                        .sql("SELECT grantee || ' ' || privilege_type FROM information_schema.role_table_grants"
                                + " WHERE table_schema = 'log' AND table_name = 'event' AND grantee <> 'wangge_owner'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("wangge_writer INSERT", "wangge_writer SELECT", "wangge_reader SELECT");
    }

    @Test
    void noRoleThatLogsInIsASuperuserOrMayBypassAnything() {
        assertThat(superuser
                        .sql("SELECT rolname FROM pg_roles WHERE rolname LIKE 'wangge%'"
                                + " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    /**
     * What the database does not prevent, kept here so that nobody believes otherwise: each of these goes through. Whoever administers
     * the server can do anything to it; what shows it is the hash chain, gapless positions, and checkpoints kept elsewhere (DESIGN.md
     * section 9).
     */
    static Stream<Arguments> whatIsNotPrevented() {
        return Stream.of(
                        by(
                                List.of(SUPERUSER, OWNER),
                                "",
                                "ALTER TABLE log.event DISABLE TRIGGER no_change; UPDATE log.event SET actor = 'nobody'"),
                        by(
                                List.of(SUPERUSER, OWNER),
                                "",
                                "ALTER TABLE log.event DISABLE TRIGGER no_change; DELETE FROM log.event"),
                        by(List.of(SUPERUSER, OWNER), "", "DROP TABLE log.event"),
                        by(
                                List.of(SUPERUSER, OWNER),
                                "",
                                "CREATE RULE silent AS ON INSERT TO log.event DO INSTEAD NOTHING"),
                        // The writer may add rows of any content: forged ones, backdated ones, ones that leave a hole.
                        by(List.of(WRITER), "", "INSERT INTO log.event " + COPY_OF_A_ROW),
                        // Whoever may log in may hold up the writers, or fill the disk with large objects.
                        by(List.of(WRITER, READER), "", "SELECT pg_advisory_xact_lock(" + LogWriter.LOCK + ")"),
                        by(List.of(WRITER, READER), "", "SELECT lo_from_bytea(0, 'x')"),
                        // Views are disposable and the query side makes their schemas.
                        by(List.of(READER), "", "CREATE SCHEMA other"))
                .flatMap(attacks -> attacks);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("whatIsNotPrevented")
    void thisMuchTheDatabaseAloneDoesNotPrevent(String role, String statement, String none) throws SQLException {
        assertThat(none).isEmpty();
        try (Connection connection = connect(role);
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (role.equals(OWNER)) {
                sql.execute("SET ROLE wangge_owner");
            }
            assertThatCode(() -> sql.execute(statement)).doesNotThrowAnyException();
            connection.rollback();
        }
        assertThat(wholeLog()).isEqualTo(before);
    }
}
