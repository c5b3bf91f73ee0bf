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
    private static final long LOCK = 0x77616e676765L;

    private static final int MOST_AT_ONCE = 256;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Pattern STREAM_KEY = Pattern.compile("=\\((.*), (\\d+)\\)");
    private static final Logger LOGGER = LoggerFactory.getLogger(Appender.class);

    private static final String LOCK_AND_HEAD = "SELECT pg_advisory_xact_lock(" + LOCK + ");"
            + "SELECT position, recorded_at FROM log.event ORDER BY position DESC LIMIT 1";
    private static final String INSERT = """
            INSERT INTO log.event (position, event_id, type, revision, aggregate_id, sequence, recorded_at, occurred_at,
              actor, command_id, command_index, correlation_id, causation_id, source, prev, body, transport)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""";

    private final DataSource dataSource;
    private final EventCodec codec;
    private final Clock clock;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    Appender(DataSource dataSource, EventCodec codec, Clock clock) {
        this.dataSource = dataSource;
        this.codec = codec;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("wangge-appender").start(this::run);
    }

    /** Returns when the events are durably stored; throws what kept them from it. */
    void append(Append append) {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
        queue.add(append);
        try {
            append.done().join();
        } catch (java.util.concurrent.CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
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
            writeTogether(batch);
            batch.clear();
        }
    }

    private void writeTogether(List<Append> batch) {
        try {
            List<List<Append.Place>> places = write(batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).done().complete(places.get(i));
            }
        } catch (SQLException | RuntimeException failure) {
            // One of them is to blame, or the connection broke: each on its own, so that nobody suffers for another.
            if (batch.size() > 1) {
                LOGGER.debug("Writing {} appends one by one after {}", batch.size(), failure.toString());
            }
            for (Append append : batch) {
                writeAlone(append, batch.size() > 1 ? null : failure);
            }
        }
    }

    private void writeAlone(Append append, @Nullable Exception failure) {
        Exception reason = failure;
        if (reason == null) {
            try {
                append.done().complete(write(List.of(append)).getFirst());
                return;
            } catch (SQLException | RuntimeException alone) {
                reason = alone;
            }
        }
        if (reason instanceof SQLException broken && !isUniqueViolation(broken)) {
            // The connection may have broken after the commit: the log knows whether it holds these events.
            try {
                List<Append.Place> found = findStored(append);
                if (found != null) {
                    append.done().complete(found);
                    return;
                }
            } catch (SQLException stillBroken) {
                broken.addSuppressed(stillBroken);
            }
        }
        append.done().completeExceptionally(translate(reason, append));
    }

    private static boolean isUniqueViolation(SQLException failure) {
        return failuresOf(failure).anyMatch(f -> UNIQUE_VIOLATION.equals(f.getSQLState()));
    }

    private static Stream<SQLException> failuresOf(SQLException failure) {
        return Stream.iterate(failure, Objects::nonNull, SQLException::getNextException);
    }

    private static RuntimeException translate(Exception failure, Append append) {
        if (failure instanceof RuntimeException already) {
            return already;
        }
        SQLException sql = (SQLException) failure;
        ServerErrorMessage violation = uniqueViolation(sql);
        if (violation != null && "event_stream".equals(violation.getConstraint())) {
            Matcher key = STREAM_KEY.matcher(String.valueOf(violation.getDetail()));
            boolean begun = key.find() && "0".equals(key.group(2));
            return begun
                    ? new StreamExists(key.group(1), sql)
                    : new ConcurrencyException("somebody else added to the same stream at the same time", sql);
        }
        if (violation != null && "event_command".equals(violation.getConstraint())) {
            return new DuplicateSubmission(
                    append.events().getFirst().provenance().commandId());
        }
        return new EventStoreException("events could not be stored", sql);
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
                connection.commit();
                return places;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
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
        Map<String, byte[]> lastHashes = previousHashes(batch, connection);
        List<List<Append.Place>> all = new ArrayList<>(batch.size());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Append append : batch) {
                List<Append.Place> places = new ArrayList<>(append.events().size());
                int index = 0;
                for (StagedEvent event : append.events()) {
                    position++;
                    byte[] prev = event.sequence() == 0 ? null : lastHashes.get(event.aggregateId());
                    if (event.sequence() > 0 && prev == null) {
                        throw new ConcurrencyException(
                                event.aggregateId() + " has no event " + (event.sequence() - 1) + " to follow");
                    }
                    byte[] body = codec.encode(event.eventId(), event, event.sequence(), recordedAt, prev);
                    lastHashes.put(event.aggregateId(), CanonicalJson.leafHash(body));
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

    /** The leaf hash of the last stored event of every stream that the batch continues. */
    private static Map<String, byte[]> previousHashes(List<Append> batch, Connection connection) throws SQLException {
        Map<String, Long> firstSequences = new HashMap<>();
        for (Append append : batch) {
            for (StagedEvent event : append.events()) {
                firstSequences.merge(event.aggregateId(), event.sequence(), Math::min);
            }
        }
        firstSequences.values().removeIf(sequence -> sequence == 0);
        Map<String, byte[]> hashes = new HashMap<>();
        if (firstSequences.isEmpty()) {
            return hashes;
        }
        String[] streams = new String[firstSequences.size()];
        Long[] sequences = new Long[firstSequences.size()];
        int i = 0;
        for (Map.Entry<String, Long> entry : firstSequences.entrySet()) {
            streams[i] = entry.getKey();
            sequences[i++] = entry.getValue() - 1;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT e.aggregate_id, e.body FROM unnest(?::text[], ?::bigint[]) AS w (stream, seq)"
                        + " JOIN log.event e ON e.aggregate_id = w.stream AND e.sequence = w.seq")) {
            select.setArray(1, connection.createArrayOf("text", streams));
            select.setArray(2, connection.createArrayOf("bigint", sequences));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hashes.put(rows.getString(1), CanonicalJson.leafHash(rows.getBytes(2)));
                }
            }
        }
        return hashes;
    }

    /** The places of these events where all of them are in the log, else null. */
    private @Nullable List<Append.Place> findStored(Append append) throws SQLException {
        Map<java.util.UUID, Long> positions = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT event_id, position FROM log.event WHERE event_id = ANY (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            append.events().stream().map(StagedEvent::eventId).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getObject(1, java.util.UUID.class), rows.getLong(2));
                }
            }
        }
        List<Append.Place> places = new ArrayList<>();
        for (StagedEvent event : append.events()) {
            Long position = positions.get(event.eventId());
            if (position == null) {
                return null;
            }
            places.add(new Append.Place(event.eventId(), event.aggregateId(), event.sequence(), position));
        }
        return places.isEmpty() ? null : places;
    }
}
