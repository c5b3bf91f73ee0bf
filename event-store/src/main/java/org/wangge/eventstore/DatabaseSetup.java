package org.wangge.eventstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Prepares a PostgreSQL for Wangge: roles once per cluster, rights once per database, tables by migration. */
public final class DatabaseSetup {

    private DatabaseSetup() {}

    /** The passwords of the roles that log in. */
    public record Passwords(String migrator, String command, String query) {
        @Override
        public String toString() {
            return "Passwords[…]";
        }
    }

    /** Makes the roles. Needs a superuser, once per cluster. */
    public static void createRoles(DataSource superuser, Passwords passwords) throws SQLException {
        String sql = resource("db/bootstrap/roles.sql");
        for (Map.Entry<String, String> password : Map.of(
                        "migrator_password", passwords.migrator(),
                        "command_password", passwords.command(),
                        "query_password", passwords.query())
                .entrySet()) {
            sql = sql.replace(
                    ":'" + password.getKey() + "'", "'" + password.getValue().replace("'", "''") + "'");
        }
        execute(superuser, sql);
    }

    /** Gives the roles their rights in one database. Needs a superuser, once per database; repeating it changes nothing. */
    public static void grantRights(DataSource superuser) throws SQLException {
        execute(superuser, resource("db/bootstrap/database.sql"));
    }

    /** Brings the tables up to date, as the owner whom nobody can log in as. */
    public static void migrate(DataSource migrator) {
        Flyway.configure()
                .dataSource(migrator)
                .initSql("SET ROLE wangge_owner")
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .validateMigrationNaming(true)
                .outOfOrder(false)
                .load()
                .migrate();
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) {
        try (InputStream in = DatabaseSetup.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
