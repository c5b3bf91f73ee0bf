package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Writes a group of appends in one transaction. Positions are handed out under a lock that every writer of every process takes, in
 * the transaction's last statement or shortly before: who reads in position order therefore reads in commit order, without gaps.
 *
 * <p>Events without rows beside them take one round trip: the lock, the rows and the commit travel together. A statement's snapshot
 * is taken when it begins, so the second sees whatever was committed before the first got the lock.
 */
final class LogWriter {

    /** Taken for the rest of the transaction by whoever appends; the number only has to be the same everywhere. */
    static final long LOCK = 0x77616e676765L;

    private static final String TAKE_LOCK = "SELECT pg_advisory_xact_lock(" + LOCK + ");";
    private static final String LOCK_AND_INSERT = TAKE_LOCK + Rows.INSERT;

    /** Each statement sees what was committed before it: the head is read after the lock was got, whatever the server's default. */
    private static final String LOCK_AND_HEAD = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + TAKE_LOCK
            + "SELECT recorded_at FROM log.event ORDER BY position DESC LIMIT 1";

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";

    /** What the server refuses with one of these classes has not happened. */
    private static final Set<String> SURELY_ROLLED_BACK = Set.of("22", "23", "25", "40", "42");

    private final DataSource dataSource;
    private final Clock clock;
    private final Tips tips;
    private Instant lastRecordedAt = Instant.MIN;

    LogWriter(DataSource dataSource, Clock clock, Tips tips) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.tips = tips;
    }

    /** The transaction may have been committed, and may not: only the log can tell. */
    static final class CommitUnconfirmed extends SQLException {
        CommitUnconfirmed(Throwable failure) {
            super(failure.getMessage(), failure instanceof SQLException sql ? sql.getSQLState() : null, failure);
            if (failure instanceof SQLException sql) {
                setNextException(sql);
            }
        }
    }

    /** Only ever called by one thread at a time. Answers where the events of each append stand. */
    List<List<Append.Place>> write(List<Append> batch) throws SQLException {
        boolean eventsOnly = batch.stream().allMatch(append -> append.work().isEmpty());
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Tip> before = predecessors(batch, connection);
            List<List<Append.Place>> places = eventsOnly ? inOneStatement(batch, before, connection) : null;
            return places != null ? places : inSteps(batch, before, connection);
        } catch (CommitUnconfirmed unconfirmed) {
            // Should another server answer from now on that has not got the latest, nothing may follow what is only
            // remembered.
            tips.forgetAll();
            lastRecordedAt = Instant.MIN;
            throw unconfirmed;
        }
    }

    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(lastRecordedAt) ? lastRecordedAt : now;
    }

    /** Null where the head turned out to be recorded later, or somebody who takes no lock was there first. */
    private @Nullable List<List<Append.Place>> inOneStatement(
            List<Append> batch, Map<String, Tip> before, Connection connection) throws SQLException {
        Instant recordedAt = now();
        Rows rows = Rows.of(batch, recordedAt, before);
        long first;
        try {
            first = insert(rows, connection);
        } catch (PSQLException refused) {
            if (hasNotHappened(refused)) {
                if (positionIsTaken(refused)) {
                    return null;
                }
                throw refused;
            }
            throw new CommitUnconfirmed(refused);
        } catch (SQLException | RuntimeException | Error broken) {
            throw new CommitUnconfirmed(broken);
        }
        if (first == 0) {
            return null;
        }
        lastRecordedAt = recordedAt;
        rows.remember(tips);
        return Rows.places(batch, first);
    }

    private static long insert(Rows rows, Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            // Some pools are set so. Without this the rows would be acknowledged and then rolled back.
            connection.setAutoCommit(true);
        }
        try (PreparedStatement insert = connection.prepareStatement(LOCK_AND_INSERT)) {
            rows.bind(insert);
            insert.execute();
            insert.getMoreResults();
            return firstPosition(rows, insert);
        }
    }

    /** Zero where nothing was written. */
    private static long firstPosition(Rows rows, PreparedStatement insert) throws SQLException {
        long first = Long.MAX_VALUE;
        int written = 0;
        try (ResultSet positions = insert.getResultSet()) {
            while (positions.next()) {
                first = Math.min(first, positions.getLong(1));
                written++;
            }
        }
        if (written != 0 && written != rows.size()) {
            throw new SQLException(written + " of " + rows.size() + " events were written");
        }
        return written == 0 ? 0 : first;
    }

    static boolean hasNotHappened(PSQLException refused) {
        String state = refused.getSQLState();
        return refused.getServerErrorMessage() != null
                && state != null
                && state.length() == 5
                && SURELY_ROLLED_BACK.contains(state.substring(0, 2));
    }

    private static boolean positionIsTaken(PSQLException refused) {
        return SERIALIZATION_FAILURE.equals(refused.getSQLState())
                || (UNIQUE_VIOLATION.equals(refused.getSQLState())
                        && refused.getServerErrorMessage() != null
                        && "event_position"
                                .equals(refused.getServerErrorMessage().getConstraint()));
    }

    /** Head, rows, what goes beside them, commit: one after the other under the lock. */
    private List<List<Append.Place>> inSteps(List<Append> batch, Map<String, Tip> before, Connection connection)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            Instant recordedAt = lockedNow(connection);
            Rows rows = Rows.of(batch, recordedAt, before);
            long first = rows.size() == 0 ? 0 : insertUnderLock(rows, connection);
            BesideRow.runAll(batch, connection);
            commit(connection);
            lastRecordedAt = recordedAt;
            rows.remember(tips);
            return Rows.places(batch, first);
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    private Instant lockedNow(Connection connection) throws SQLException {
        Instant now = now();
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_AND_HEAD);
            statement.getMoreResults();
            statement.getMoreResults();
            try (ResultSet head = statement.getResultSet()) {
                if (head.next()) {
                    Instant last = head.getObject(1, OffsetDateTime.class).toInstant();
                    return now.isBefore(last) ? last : now;
                }
            }
        }
        return now;
    }

    private static long insertUnderLock(Rows rows, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Rows.INSERT)) {
            rows.bind(insert);
            insert.execute();
            long first = firstPosition(rows, insert);
            if (first == 0) {
                throw new SQLException("the head of the log moved although its lock was held");
            }
            return first;
        }
    }

    private static void commit(Connection connection) throws CommitUnconfirmed {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new CommitUnconfirmed(failure);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException rollbackFailure) {
            failure.addSuppressed(rollbackFailure);
        }
    }

    /** The last stored event of every stream that the batch continues: as it is remembered, or else read. */
    private Map<String, Tip> predecessors(List<Append> batch, Connection connection) throws SQLException {
        Map<String, Tip> found = new HashMap<>();
        List<String> streams = new ArrayList<>();
        List<Long> sequences = new ArrayList<>();
        for (Append append : batch) {
            for (Draft draft : append.drafts()) {
                StagedEvent event = draft.event();
                String stream = event.aggregateId();
                if (event.sequence() == 0 || found.containsKey(stream) || streams.contains(stream)) {
                    continue;
                }
                Tip tip = tips.find(stream, event.sequence() - 1);
                if (tip != null) {
                    found.put(stream, tip);
                } else {
                    streams.add(stream);
                    sequences.add(event.sequence() - 1);
                }
            }
        }
        if (!streams.isEmpty()) {
            read(streams, sequences, connection).forEach(tip -> found.put(tip.stream(), tip));
        }
        return found;
    }

    private static List<Tip> read(List<String> streams, List<Long> sequences, Connection connection)
            throws SQLException {
        List<Tip> tips = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT e.aggregate_id, e.sequence, e.body FROM unnest(?::text[], ?::bigint[]) AS w (stream, seq)"
                        + " JOIN log.event e ON e.aggregate_id = w.stream AND e.sequence = w.seq")) {
            select.setArray(1, connection.createArrayOf("text", streams.toArray(new String[0])));
            select.setArray(2, connection.createArrayOf("bigint", sequences.toArray(new Long[0])));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tips.add(Tip.of(rows.getString(1), rows.getLong(2), rows.getBytes(3)));
                }
            }
        }
        return tips;
    }
}
