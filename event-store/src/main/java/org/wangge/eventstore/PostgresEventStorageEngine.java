package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.Provenance;

/**
 * 事件日志: Axon's storage interface on one PostgreSQL table. Appends are written by one {@link Appender}; reads go by position,
 * and stop with {@link HoleInLog} where one is missing. Tokens are plain positions.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine, AutoCloseable {

    /**
     * What a connection is told before it is used for the log. A statement's plan is kept, and one that was made while the log was all
     * but empty read the whole of it, each time, until it was next analysed.
     */
    public static final String BY_INDEX = "SET enable_seqscan = off";

    private static final int ROWS_AT_ONCE = 1000;

    private final DataSource dataSource;
    private final EventCodec codec;
    private final Appender appender;
    private final HoleAlarm alarm;

    /**
     * @param dataSource gives connections of its own, never the one of the caller's transaction
     * @param log the name of the log, part of every body
     */
    public PostgresEventStorageEngine(DataSource dataSource, EventCatalogue catalogue, String log, Clock clock) {
        this.dataSource = dataSource;
        this.codec = new EventCodec(catalogue, log);
        this.appender = new Appender(dataSource, codec, clock);
        this.alarm = new HoleAlarm();
    }

    /**
     * Has to be registered on the command bus: sees to it that what a command adds is written as the last step before its
     * acknowledgement, and makes the {@link Append} the command's result.
     */
    public MessageHandlerInterceptor<Message<?>> interceptor() {
        return (UnitOfWork<? extends Message<?>> unitOfWork, InterceptorChain chain) -> {
            Append append = awaited(unitOfWork);
            chain.proceed();
            return append;
        };
    }

    private Append awaited(UnitOfWork<?> unitOfWork) {
        Append append = Append.of(unitOfWork);
        if (append.firstToAwait()) {
            unitOfWork.root().onCommit(committing -> write(append));
        }
        return append;
    }

    private void write(Append append) {
        if (!append.isEmpty()) {
            appender.append(append);
        }
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (CurrentUnitOfWork.isStarted()) {
            Append append = awaited(CurrentUnitOfWork.get());
            events.forEach(event -> stage(append, event));
        } else {
            Append append = new Append();
            events.forEach(event -> stage(append, event));
            write(append);
        }
    }

    @SuppressWarnings("unchecked")
    private static void stage(Append append, EventMessage<?> event) {
        if (!(event instanceof DomainEventMessage<?> domainEvent) || !(event.getPayload() instanceof Event payload)) {
            throw new EventStoreException("only events of a stream are stored, not " + event.getPayloadType());
        }
        if (domainEvent.getAggregateIdentifier().indexOf(':') < 1) {
            throw new EventStoreException("“" + domainEvent.getAggregateIdentifier() + "” names no stream");
        }
        if (!(event.getMetaData().get(Provenance.KEY) instanceof Provenance provenance)) {
            throw new EventStoreException(
                    event.getPayloadType().getName() + " has no provenance: nobody would be" + " answerable for it");
        }
        append.stage(
                new StagedEvent(
                        UUID.fromString(event.getIdentifier()),
                        domainEvent.getAggregateIdentifier(),
                        domainEvent.getSequenceNumber(),
                        payload,
                        provenance.at(provenance.occurredAt().truncatedTo(java.time.temporal.ChronoUnit.MICROS))),
                (Map<String, String>) event.getMetaData().get(Append.TRANSPORT));
    }

    /** Snapshots are not kept: streams are short. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new EventStoreException("this log keeps no snapshots");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        byte[] @Nullable [] last = {null};
        query(
                "SELECT position, body, sequence FROM log.event WHERE aggregate_id = ? AND sequence >= ?"
                        + " ORDER BY sequence",
                select -> {
                    select.setString(1, aggregateIdentifier);
                    select.setLong(2, firstSequenceNumber);
                },
                row -> {
                    long expected = firstSequenceNumber + messages.size();
                    if (row.getLong(3) != expected) {
                        // Nothing is decided on a past of which a part was lost or removed.
                        throw new EventStoreException(
                                "event " + expected + " of " + aggregateIdentifier + " is missing from the log");
                    }
                    byte[] body = row.getBytes(2);
                    messages.add(LogRow.message(codec.decode(row.getLong(1), body)));
                    last[0] = body;
                });
        byte[] lastBody = last[0];
        if (lastBody != null) {
            appender.remember(aggregateIdentifier, firstSequenceNumber + messages.size() - 1, lastBody);
        }
        return DomainEventStream.of(messages);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        long after = token == null ? 0 : ((GlobalSequenceTrackingToken) token).getGlobalIndex();
        return Stream.iterate(
                        readPage(after),
                        page -> !page.isEmpty(),
                        page -> page.size() < ROWS_AT_ONCE
                                ? List.of()
                                : readPage(page.getLast().envelope().position()))
                .flatMap(List::stream)
                .map(event -> new GenericTrackedDomainEventMessage<>(
                        new GlobalSequenceTrackingToken(event.envelope().position()), LogRow.message(event)));
    }

    private List<EventCodec.Decoded> readPage(long after) {
        List<EventCodec.Decoded> page = new ArrayList<>();
        long[] expected = {after + 1};
        query(
                "SELECT position, body FROM log.event WHERE position > ? ORDER BY position LIMIT " + ROWS_AT_ONCE,
                select -> select.setLong(1, after),
                row -> {
                    long position = row.getLong(1);
                    if (expected[0] == position) {
                        page.add(codec.decode(position, row.getBytes(2)));
                        expected[0]++;
                    } else if (page.isEmpty()) {
                        alarm.raise(expected[0], position);
                    }
                });
        if (!page.isEmpty()) {
            alarm.clear(
                    page.getFirst().envelope().position(),
                    page.getLast().envelope().position());
        }
        return page;
    }

    /**
     * The rows after a position, without their events where nobody wants them. A missing position ends the page, and raises the
     * alarm.
     *
     * @param types stored names: events of these are read
     * @throws IllegalStateException naming a position whose event this program cannot read, wanted or not
     */
    public LogPage readPage(long after, int atMost, Set<String> types) {
        List<LogRow> page = new ArrayList<>(atMost);
        long[] expected = {after + 1};
        query(
                "SELECT position, type, revision, CASE WHEN type = ANY (?) THEN body END FROM log.event"
                        + " WHERE position > ? AND position <= ? ORDER BY position",
                select -> {
                    select.setArray(1, select.getConnection().createArrayOf("text", types.toArray()));
                    select.setLong(2, after);
                    select.setLong(3, after + atMost);
                },
                row -> {
                    long position = row.getLong(1);
                    if (expected[0] == position) {
                        page.add(row(position, row.getString(2), row.getInt(3), row.getBytes(4)));
                        expected[0]++;
                    } else {
                        alarm.raise(expected[0], position);
                    }
                });
        if (page.isEmpty()) {
            return new LogPage(page, null);
        }
        alarm.clear(page.getFirst().position(), page.getLast().position());
        Instant recordedAt = page.getLast().recordedAt();
        return new LogPage(page, recordedAt == null ? recordedAt(page.getLast().position()) : recordedAt);
    }

    private LogRow row(long position, String type, int revision, byte @Nullable [] body) {
        if (!codec.catalogue().reads(type, revision)) {
            throw new IllegalStateException(
                    "position " + position + " holds an event of the unknown type " + type + " r" + revision);
        }
        return new LogRow(
                position,
                codec.catalogue().classOf(type).orElseThrow(),
                body == null ? null : codec.decode(position, body));
    }

    /** The stored names of the events of which somebody wants the class. */
    public Set<String> types(Predicate<Class<? extends Event>> wanted) {
        return codec.catalogue().types().stream()
                .filter(type -> codec.catalogue().classOf(type).filter(wanted).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The missing position at which readers stand, if there is one. */
    public Optional<HoleInLog> hole() {
        return alarm.standing();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        List<Long> last = new ArrayList<>(1);
        query(
                "SELECT sequence FROM log.event WHERE aggregate_id = ? ORDER BY sequence DESC LIMIT 1",
                select -> select.setString(1, aggregateIdentifier),
                row -> last.add(row.getLong(1)));
        return last.stream().findFirst();
    }

    /** The position of the last stored event, 0 in an empty log. */
    public long head() {
        long[] head = {0};
        query(
                "SELECT position FROM log.event ORDER BY position DESC LIMIT 1",
                select -> {},
                row -> head[0] = row.getLong(1));
        return head[0];
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null;
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head());
    }

    /** Record times never decrease along positions, so the place of an instant is found by halving. */
    @Override
    public TrackingToken createTokenAt(Instant instant) {
        long before = 0;
        long from = head() + 1;
        while (before + 1 < from) {
            long middle = before + (from - before) / 2;
            if (recordedAt(middle).isBefore(instant)) {
                before = middle;
            } else {
                from = middle;
            }
        }
        return new GlobalSequenceTrackingToken(before);
    }

    private Instant recordedAt(long position) {
        List<Instant> found = new ArrayList<>(1);
        query(
                "SELECT recorded_at FROM log.event WHERE position = ?",
                select -> select.setLong(1, position),
                row -> found.add(row.getObject(1, OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant()));
        if (found.isEmpty()) {
            throw new HoleInLog(position, position + 1);
        }
        return found.getFirst();
    }

    /** A command as the log knows it: the fingerprint of its request, and the answer that it got. */
    public record StoredCommand(@Nullable String fingerprint, String firstStream, Receipt receipt) {}

    /**
     * The first answer to a command, if it was ever stored.
     *
     * @param stream the stream whose sequence the answer names; none means the stream of the command's first event
     */
    public Optional<StoredCommand> find(UUID commandId, @Nullable String stream) {
        List<Append.Place> places = new ArrayList<>();
        String[] fingerprint = {null};
        query(
                "SELECT event_id, aggregate_id, sequence, position, transport ->> 'fingerprint' FROM log.event"
                        + " WHERE command_id = ? ORDER BY command_index",
                select -> select.setObject(1, commandId),
                row -> {
                    if (places.isEmpty()) {
                        fingerprint[0] = row.getString(5);
                    }
                    places.add(new Append.Place(
                            row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4)));
                });
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String first = places.getFirst().aggregateId();
        return Optional.of(
                new StoredCommand(fingerprint[0], first, receipt(stream == null ? first : stream, places, true)));
    }

    /** The id of the command that began a stream. */
    public Optional<UUID> creator(String stream) {
        List<UUID> found = new ArrayList<>(1);
        query(
                "SELECT command_id FROM log.event WHERE aggregate_id = ? AND sequence = 0",
                select -> select.setString(1, stream),
                row -> found.add(row.getObject(1, UUID.class)));
        return found.stream().findFirst();
    }

    /** Whether the log holds an event of this id. */
    public boolean holds(UUID eventId) {
        boolean[] found = {false};
        query(
                "SELECT 1 FROM log.event WHERE event_id = ?",
                select -> select.setObject(1, eventId),
                row -> found[0] = true);
        return found[0];
    }

    /** The answer to a command whose events went to these places. */
    public Receipt receipt(String stream, List<Append.Place> places, boolean replayed) {
        if (places.isEmpty()) {
            return new Receipt(stream, lastSequenceNumberFor(stream).orElse(-1L), List.of(), head(), replayed);
        }
        long sequence = places.stream()
                .filter(place -> place.aggregateId().equals(stream))
                .mapToLong(Append.Place::sequence)
                .max()
                .orElse(-1);
        return new Receipt(
                stream,
                sequence,
                places.stream().map(Append.Place::eventId).toList(),
                places.getLast().position(),
                replayed);
    }

    /** Refuses, with their names, rows whose type or revision this program cannot read. */
    public void refuseUnknownTypes() {
        List<String> unknown = new ArrayList<>();
        query("""
                WITH RECURSIVE seen AS (
                  (SELECT type, revision FROM log.event ORDER BY type, revision LIMIT 1)
                  UNION ALL
                  SELECT next.type, next.revision FROM seen, LATERAL (
                    SELECT type, revision FROM log.event WHERE (type, revision) > (seen.type, seen.revision)
                    ORDER BY type, revision LIMIT 1) next)
                SELECT type, revision FROM seen""", select -> {}, row -> {
            if (!codec.catalogue().reads(row.getString(1), row.getInt(2))) {
                unknown.add(row.getString(1) + " r" + row.getInt(2));
            }
        });
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("the log holds events that this program cannot read: "
                    + String.join(", ", unknown) + "; start a release that knows them");
        }
    }

    /** How many appends wait for the next transaction. */
    int waiting() {
        return appender.waiting();
    }

    @Override
    public void close() {
        appender.close();
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement select) throws SQLException;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Binding binding, RowReader reader) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            binding.bind(select);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException failure) {
            throw new EventStoreException("the log could not be read", failure);
        }
    }
}
