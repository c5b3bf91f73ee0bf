package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.junit.jupiter.api.Test;

/** How soon a reader has what was committed. */
class WakeUpTest {

    private static final int EVENTS = 200;
    private static final int POLL_MILLIS = 25;

    private static EmbeddedEventStore store(PostgresEventStorageEngine engine, int pollMillis) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(pollMillis)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
    }

    private static PostgresEventStorageEngine engine(TestDatabase database) {
        return new PostgresEventStorageEngine(
                database.command(), EventCatalogue.published(), "test", Clock.systemUTC());
    }

    @Test
    void aReaderInTheSameProcessHasAnEventWithinMilliseconds() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                var engine = engine(database)) {
            EmbeddedEventStore store = store(engine, 60_000);
            try {
                measure("same process, woken", store, store);
            } finally {
                store.shutDown();
            }
        }
    }

    @Test
    void aReaderInAnotherProcessHasItByTheNextPoll() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                var here = engine(database);
                var there = engine(database)) {
            EmbeddedEventStore writing = store(here, POLL_MILLIS);
            EmbeddedEventStore reading = store(there, POLL_MILLIS);
            try {
                measure("another process, polling every " + POLL_MILLIS + " ms", writing, reading);
            } finally {
                writing.shutDown();
                reading.shutDown();
            }
        }
    }

    private static void measure(String what, EmbeddedEventStore writing, EmbeddedEventStore reading) throws Exception {
        long[] micros = new long[EVENTS];
        try (var stream = reading.openStream(null)) {
            for (int i = 0; i < EVENTS; i++) {
                writing.publish(renamed("F2", i, Instant.EPOCH));
                long committed = System.nanoTime();
                assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
                stream.nextAvailable();
                micros[i] = (System.nanoTime() - committed) / 1000;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                "WakeUpTest: %s: from commit to reader, median %d µs, 95 %% %d µs, longest %d µs (%d events)%n",
                what, micros[EVENTS / 2], micros[EVENTS * 95 / 100], micros[EVENTS - 1], EVENTS);
        assertThat(Duration.ofNanos(micros[EVENTS / 2] * 1000)).isLessThan(Duration.ofSeconds(1));
    }
}
