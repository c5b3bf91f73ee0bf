package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;

/**
 * Writes what has gathered in one transaction (group commit). Positions are handed out under a lock that every writer of every
 * process takes, as the last step before the commit: who reads in position order therefore reads in commit order, without gaps.
 */
final class Appender implements AutoCloseable {

    /** Taken for the rest of the transaction by whoever appends; the number only has to be the same everywhere. */
    static final long LOCK = 0x77616e676765L;

    private static final int MOST_AT_ONCE = 256;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Pattern STREAM_KEY = Pattern.compile("=\\((.*), (\\d+)\\)");
    private static final Logger LOGGER = LoggerFactory.getLogger(Appender.class);

    /** Each statement sees what was committed before it: the head is read after the lock was got, whatever the server's default. */
    private static final String LOCK_AND_HEAD = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + "SELECT pg_advisory_xact_lock(" + LOCK + ");"
            + "SELECT position, recorded_at FROM log.event ORDER BY position DESC LIMIT 1";

    private static final String INSERT = """
            INSERT INTO log.event (position, event_id, type, revision, aggregate_id, sequence, recorded_at, occurred_at,
              actor, command_id, command_index, correlation_id, causation_id, source, prev, body, transport)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""";

    private final DataSource dataSource;
    private final EventCodec codec;
    private final Clock clock;
    private final Lookup lookup;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    Appender(DataSource dataSource, EventCodec codec, Clock clock) {
        this.dataSource = dataSource;
        this.codec = codec;
        this.clock = clock;
        this.lookup = new Lookup(dataSource);
        this.thread = Thread.ofPlatform().daemon().name("wangge-appender").start(this::run);
    }

    /** Returns when the events are durably stored; throws what kept them from it. */
    void append(Append append) {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
        queue.add(append);
        if (closed && queue.remove(append)) {
            throw new IllegalStateException("the log is closed");
        }
        try {
            append.done().join();
        } catch (java.util.concurrent.CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** How many appends wait for the next transaction. */
    int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Append left;
        while ((left = queue.poll()) != null) {
            left.done().completeExceptionally(new IllegalStateException("the log is closed"));
        }
    }

    private void run() {
        List<Append> batch = new ArrayList<>();
        while (!closed) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException interrupted) {
                continue;
            }
            queue.drainTo(batch, MOST_AT_ONCE - 1);
            writeTogether(batch, false);
            batch.clear();
        }
    }

    /** @param lost whether an earlier attempt may have been committed although its connection broke */
    private void writeTogether(List<Append> batch, boolean lost) {
        Throwable reason;
        try {
            complete(batch, write(batch));
            return;
        } catch (Throwable failure) {
            // An Error as well: should this thread die of it, nobody would ever be answered again.
            reason = failure;
        }
        boolean uncertain = false;
        if (lost || reason instanceof CommitUnconfirmed) {
            try {
                List<List<Append.Place>> found = lookup.places(batch);
                if (found != null) {
                    complete(batch, found);
                    return;
                }
            } catch (SQLException stillBroken) {
                reason.addSuppressed(stillBroken);
                uncertain = true;
            }
        }
        if (batch.size() == 1) {
            fail(batch.getFirst(), reason);
            return;
        }
        // One of them is to blame, or the connection broke: each on its own, so that nobody suffers for another.
        LOGGER.debug("Writing {} appends one by one after {}", batch.size(), reason.toString());
        for (Append append : batch) {
            if (uncertain && append.events().isEmpty()) {
                // Nothing in the log could tell whether its rows are there already.
                fail(append, reason);
            } else {
                writeTogether(List.of(append), uncertain);
            }
        }
    }

    private static void complete(List<Append> batch, List<List<Append.Place>> places) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).done().complete(places.get(i));
        }
    }

    private void fail(Append append, Throwable reason) {
        append.done().completeExceptionally(reason instanceof SQLException sql ? translate(sql, append) : reason);
    }

    private static Stream<SQLException> failuresOf(SQLException failure) {
        return Stream.iterate(failure, Objects::nonNull, SQLException::getNextException);
    }

    private RuntimeException translate(SQLException sql, Append append) {
        ServerErrorMessage violation = uniqueViolation(sql);
        String constraint = violation == null ? "" : String.valueOf(violation.getConstraint());
        if (constraint.equals("event_command") || (constraint.equals("event_stream") && wasStoredBefore(append, sql))) {
            return new DuplicateSubmission(
                    append.events().getFirst().provenance().commandId());
        }
        if (violation != null && constraint.equals("event_stream")) {
            Matcher key = STREAM_KEY.matcher(String.valueOf(violation.getDetail()));
            boolean begun = key.find() && "0".equals(key.group(2));
            return begun
                    ? new StreamExists(key.group(1), sql)
                    : new ConcurrencyException("somebody else added to the same stream at the same time", sql);
        }
        return new EventStoreException("events could not be stored", sql);
    }

    /** A command that is sent twice to one stream meets its own events first: that is no conflict with somebody else. */
    private boolean wasStoredBefore(Append append, SQLException sql) {
        try {
            return lookup.knows(append.events().getFirst().provenance().commandId());
        } catch (SQLException broken) {
            sql.addSuppressed(broken);
            return false;
        }
    }

    private static @Nullable ServerErrorMessage uniqueViolation(SQLException failure) {
        return failuresOf(failure)
                .filter(f -> UNIQUE_VIOLATION.equals(f.getSQLState()))
                .map(f -> f instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<List<Append.Place>> write(List<Append> batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<List<Append.Place>> places = write(batch, connection);
                commit(connection);
                return places;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    private static void commit(Connection connection) throws CommitUnconfirmed {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new CommitUnconfirmed(failure);
        }
    }

    /** The commit was sent and not confirmed: whether it happened only the log can tell. */
    private static final class CommitUnconfirmed extends SQLException {
        CommitUnconfirmed(SQLException failure) {
            super(failure.getMessage(), failure.getSQLState(), failure);
            setNextException(failure);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException rollbackFailure) {
            failure.addSuppressed(rollbackFailure);
        }
    }

    private List<List<Append.Place>> write(List<Append> batch, Connection connection) throws SQLException {
        long position = 0;
        Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_AND_HEAD);
            statement.getMoreResults();
            statement.getMoreResults();
            try (ResultSet head = statement.getResultSet()) {
                if (head.next()) {
                    position = head.getLong(1);
                    Instant last = head.getObject(2, OffsetDateTime.class).toInstant();
                    if (recordedAt.isBefore(last)) {
                        recordedAt = last;
                    }
                }
            }
        }
        Map<String, Tip> tips = tips(batch, connection);
        List<List<Append.Place>> all = new ArrayList<>(batch.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Append append : batch) {
                List<Append.Place> places = new ArrayList<>(append.events().size());
                int index = 0;
                for (StagedEvent event : append.events()) {
                    position++;
                    byte[] prev =
                            event.sequence() == 0 ? null : hashOfPredecessor(event, tips.get(event.aggregateId()));
                    byte[] body = codec.encode(event.eventId(), event, event.sequence(), recordedAt, prev);
                    tips.put(event.aggregateId(), new Tip(event.sequence(), CanonicalJson.leafHash(body)));
                    bind(insert, position, index, event, recordedAt, prev, body, append);
                    insert.addBatch();
                    places.add(new Append.Place(event.eventId(), event.aggregateId(), event.sequence(), position));
                    index++;
                }
                all.add(places);
            }
            if (position > 0) {
                insert.executeBatch();
            }
        }
        for (Append append : batch) {
            for (Append.SqlWork work : append.work()) {
                work.run(connection);
            }
        }
        return all;
    }

    private void bind(
            PreparedStatement insert,
            long position,
            int index,
            StagedEvent event,
            Instant recordedAt,
            byte @Nullable [] prev,
            byte[] body,
            Append append)
            throws SQLException {
        var name = codec.catalogue().nameOf(event.payload().getClass());
        var provenance = event.provenance();
        if (provenance.occurredAt().isAfter(recordedAt)) {
            throw Refused.because(
                    CommonRefusal.OCCURRED_IN_FUTURE, "/occurredAt", "later than now, " + provenance.occurredAt());
        }
        insert.setLong(1, position);
        insert.setObject(2, event.eventId());
        insert.setString(3, name.value());
        insert.setInt(4, name.revision());
        insert.setString(5, event.aggregateId());
        insert.setLong(6, event.sequence());
        insert.setObject(7, recordedAt.atOffset(ZoneOffset.UTC));
        insert.setObject(8, provenance.occurredAt().atOffset(ZoneOffset.UTC));
        insert.setString(9, provenance.actor().identity());
        insert.setObject(10, provenance.commandId());
        insert.setInt(11, index);
        insert.setObject(12, provenance.correlationId());
        insert.setObject(13, provenance.causationId(), Types.OTHER);
        insert.setString(14, provenance.source());
        insert.setBytes(15, prev);
        insert.setBytes(16, body);
        Map<String, String> transport = index == 0 ? append.transport() : null;
        insert.setString(17, transport == null ? null : CanonicalJson.MAPPER.writeValueAsString(transport));
    }

    /** The event of a stream that the next one follows, and its leaf hash. */
    private static final class Tip {
        final long sequence;
        final byte[] hash;

        Tip(long sequence, byte[] hash) {
            this.sequence = sequence;
            this.hash = hash;
        }
    }

    private static byte[] hashOfPredecessor(StagedEvent event, @Nullable Tip tip) {
        if (tip == null || tip.sequence != event.sequence() - 1) {
            throw new ConcurrencyException(
                    event.aggregateId() + " has no event " + (event.sequence() - 1) + " to follow");
        }
        return tip.hash;
    }

    /** The last stored event of every stream that the batch continues. */
    private static Map<String, Tip> tips(List<Append> batch, Connection connection) throws SQLException {
        Map<String, Long> firstSequences = new HashMap<>();
        for (Append append : batch) {
            for (StagedEvent event : append.events()) {
                firstSequences.merge(event.aggregateId(), event.sequence(), Math::min);
            }
        }
        firstSequences.values().removeIf(sequence -> sequence == 0);
        Map<String, Tip> tips = new HashMap<>();
        if (firstSequences.isEmpty()) {
            return tips;
        }
        String[] streams = new String[firstSequences.size()];
        Long[] sequences = new Long[firstSequences.size()];
        int i = 0;
        for (Map.Entry<String, Long> entry : firstSequences.entrySet()) {
            streams[i] = entry.getKey();
            sequences[i++] = entry.getValue() - 1;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT e.aggregate_id, e.sequence, e.body FROM unnest(?::text[], ?::bigint[]) AS w (stream, seq)"
                        + " JOIN log.event e ON e.aggregate_id = w.stream AND e.sequence = w.seq")) {
            select.setArray(1, connection.createArrayOf("text", streams));
            select.setArray(2, connection.createArrayOf("bigint", sequences));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tips.put(rows.getString(1), new Tip(rows.getLong(2), CanonicalJson.leafHash(rows.getBytes(3))));
                }
            }
        }
        return tips;
    }
}
