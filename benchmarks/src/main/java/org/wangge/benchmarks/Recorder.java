package org.wangge.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** Appends to the log, through Wangge's own engine, what a made-up town records, and at the times at which it records it. */
final class Recorder implements AutoCloseable {

    private static final int MOST_AT_ONCE = 500;

    private final HikariDataSource pool;
    private final Moved clock = new Moved();
    private final PostgresEventStorageEngine engine;
    private final Random random;
    private final long most;
    private final List<DomainEventMessage<?>> waiting = new ArrayList<>();
    private long recorded;

    /** @param most how many events are recorded; what comes after these is not */
    Recorder(HikariDataSource pool, Random random, long most) {
        this.pool = pool;
        this.random = random;
        this.most = most;
        this.engine = new PostgresEventStorageEngine(pool, EventCatalogue.published(), "benchmark", clock);
    }

    boolean isFull() {
        return recorded == most;
    }

    long recorded() {
        return recorded;
    }

    Instant now() {
        return clock.now;
    }

    /** What was recorded before goes into the log; what follows is recorded then. */
    void moveTo(Instant now) {
        flush();
        clock.now = now;
    }

    /** Returns the event's id. */
    UUID record(String stream, long sequence, Event event, Instant occurredAt, Actor actor) {
        UUID id = id();
        if (isFull()) {
            return id;
        }
        UUID command = id();
        Instant occurred = occurredAt.isAfter(clock.now) ? clock.now : occurredAt;
        boolean system = actor.equals(Actor.SYSTEM);
        waiting.add(new GenericDomainEventMessage<>(
                stream.substring(0, stream.indexOf(':')),
                stream,
                sequence,
                event,
                MetaData.with(
                        Provenance.KEY,
                        new Provenance(actor, occurred, system ? "process:benchmark" : "http", command, command, null)),
                id.toString(),
                occurred));
        recorded++;
        if (waiting.size() == MOST_AT_ONCE) {
            flush();
        }
        return id;
    }

    /** As UUIDv7 are made, of the town's time. */
    UUID id() {
        long high = (clock.now.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
        return new UUID(high, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            engine.appendEvents(waiting);
            waiting.clear();
        }
    }

    @Override
    public void close() {
        flush();
        engine.close();
        pool.close();
    }

    private static final class Moved extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
