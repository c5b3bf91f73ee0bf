package org.wangge.edge.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.people.AccountRole;

/**
 * 账号表: the accounts, in the database of the log. What changes an account takes part in the transaction of the thread. The query
 * side may only read and count failures; the database sees to that.
 */
public final class Accounts {

    static final int FAILURES_UNTIL_LOCKED = 5;
    static final Duration LOCKED_FOR = Duration.ofMinutes(10);

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final JdbcClient sql;
    private final Clock clock;

    public Accounts(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Optional<Account> find(String username) {
        if (!USERNAME.matcher(username).matches()) {
            return Optional.empty();
        }
        return sql.sql("""
                        SELECT username, password_hash, person_id, unit_id, roles, grid_ids, failed_attempts, locked_until,
                               closed, version
                          FROM access.account WHERE username = ?""").param(username).query(Accounts::row).optional();
    }

    /** Whether there is any account at all. */
    public boolean isEmpty() {
        return sql.sql("SELECT NOT EXISTS (SELECT FROM access.account)")
                .query(Boolean.class)
                .single();
    }

    /** Whether an administrator is left when this one goes. */
    public boolean anotherAdministratorThan(String username) {
        return sql.sql("""
                        SELECT EXISTS (SELECT FROM access.account
                                        WHERE 'ADMINISTRATOR' = ANY (roles) AND NOT closed AND username <> ?)""").param(username).query(Boolean.class).single();
    }

    /**
     * Adds an account.
     *
     * @param passwordHash from {@link Passwords#hash}
     * @throws DuplicateKeyException when the name is taken
     */
    public void open(
            String username,
            String passwordHash,
            @Nullable String personId,
            @Nullable String unitId,
            List<AccountRole> roles,
            List<String> gridIds) {
        sql.sql("""
                        INSERT INTO access.account (username, password_hash, person_id, unit_id, roles, grid_ids, created_at)
                        VALUES (:username, :hash, :person, :unit, :roles::text[], :grids::text[], :now)""")
                .param("username", username)
                .param("hash", passwordHash)
                .param("person", personId)
                .param("unit", unitId)
                .param("roles", literal(names(roles)))
                .param("grids", literal(gridIds))
                .param("now", timestamp(clock.instant()))
                .update();
    }

    /** Also lifts a lock. Tokens given before are refused from now on. */
    public boolean changePassword(String username, String passwordHash) {
        return sql.sql("""
                        UPDATE access.account SET password_hash = ?, failed_attempts = 0, locked_until = NULL, version = version + 1
                         WHERE username = ? AND NOT closed""").params(passwordHash, username).update() == 1;
    }

    public boolean changeRoles(String username, List<AccountRole> roles, List<String> gridIds) {
        return sql.sql("""
                        UPDATE access.account SET roles = :roles::text[], grid_ids = :grids::text[], version = version + 1
                         WHERE username = :username AND NOT closed""")
                        .param("roles", literal(names(roles)))
                        .param("grids", literal(gridIds))
                        .param("username", username)
                        .update()
                == 1;
    }

    /** For good: the name stays taken, the password hash goes. */
    public boolean close(String username) {
        return sql.sql("""
                        UPDATE access.account SET closed = true, password_hash = '', version = version + 1
                         WHERE username = ? AND NOT closed""").param(username).update() == 1;
    }

    /**
     * Counts a wrong password in one statement, so that guesses made at the same time are all counted.
     *
     * @return until when the account is locked, if it now is
     */
    Optional<Instant> recordFailure(String username) {
        Instant now = clock.instant();
        return sql.sql("""
                        UPDATE access.account
                           SET failed_attempts = CASE WHEN locked_until <= :now THEN 1 ELSE failed_attempts + 1 END,
                               locked_until = CASE WHEN locked_until > :now THEN locked_until
                                                   WHEN locked_until IS NULL AND failed_attempts + 1 >= :limit THEN :until
                                                   END
                         WHERE username = :username
                        RETURNING locked_until""")
                .param("now", timestamp(now))
                .param("until", timestamp(now.plus(LOCKED_FOR)))
                .param("limit", FAILURES_UNTIL_LOCKED)
                .param("username", username)
                .query((row, number) -> Optional.ofNullable(instant(row, "locked_until")))
                .optional()
                .flatMap(lockedUntil -> lockedUntil);
    }

    void forgetFailures(String username) {
        sql.sql("UPDATE access.account SET failed_attempts = 0, locked_until = NULL WHERE username = ?")
                .param(username)
                .update();
    }

    private static Account row(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getString("username"),
                row.getString("password_hash"),
                row.getString("person_id"),
                row.getString("unit_id"),
                texts(row.getArray("roles")).stream().map(AccountRole::valueOf).toList(),
                texts(row.getArray("grid_ids")),
                row.getInt("failed_attempts"),
                instant(row, "locked_until"),
                row.getBoolean("closed"),
                row.getInt("version"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static List<String> names(List<AccountRole> roles) {
        return roles.stream().map(AccountRole::name).toList();
    }

    /** An array as PostgreSQL writes it: as a plain parameter a Java array would become a list of parameters. */
    private static String literal(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
