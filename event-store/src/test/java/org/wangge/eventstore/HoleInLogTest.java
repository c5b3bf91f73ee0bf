package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wangge.eventstore.SampleEvents.renamed;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/** Somebody with a superuser's rights removes a row. Nobody else can; see {@link ImmutabilityTest}. */
class HoleInLogTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final ListAppender<ILoggingEvent> shouts = new ListAppender<>();
    private TestDatabase database;
    private JdbcClient superuser;
    private PostgresEventStorageEngine engine;

    @BeforeEach
    void openLogOfTenEvents() {
        database = TestDatabase.create();
        superuser = JdbcClient.create(database.superuser());
        engine = new PostgresEventStorageEngine(
                database.command(), EventCatalogue.published(), "test", Clock.systemUTC());
        for (int i = 0; i < 10; i++) {
            engine.appendEvents(List.of(renamed("F" + i % 2, i / 2, LONG_AGO)));
        }
        superuser
                .sql("CREATE TABLE public.removed AS SELECT * FROM log.event WHERE false")
                .update();
        shouts.start();
        ((Logger) LoggerFactory.getLogger(HoleAlarm.class)).addAppender(shouts);
    }

    @AfterEach
    void closeLog() {
        ((Logger) LoggerFactory.getLogger(HoleAlarm.class)).detachAppender(shouts);
        engine.close();
        database.close();
    }

    private void remove(long position) {
        superuser.sql("ALTER TABLE log.event DISABLE TRIGGER no_change").update();
        superuser
                .sql(
                        "WITH gone AS (DELETE FROM log.event WHERE position = ? RETURNING *) INSERT INTO public.removed SELECT * FROM gone")
                .param(position)
                .update();
        superuser.sql("ALTER TABLE log.event ENABLE ALWAYS TRIGGER no_change").update();
    }

    private void putBack() {
        superuser.sql("INSERT INTO log.event SELECT * FROM public.removed").update();
        superuser.sql("TRUNCATE public.removed").update();
    }

    private List<Long> readAfter(long position) {
        return engine.readEvents(position == 0 ? null : new GlobalSequenceTrackingToken(position), false)
                .map(event -> ((Envelope) event.getMetaData().get(Envelope.KEY)).position())
                .toList();
    }

    private static List<Long> positions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private List<String> errors() {
        return shouts.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void aReaderStopsBeforeTheHoleAndNeverGetsWhatFollows() {
        remove(6);

        assertThat(readAfter(0)).isEqualTo(positions(1, 5));
        for (int i = 0; i < 100; i++) {
            assertThat(readAfter(5)).isEmpty();
        }

        assertThat(engine.hole().orElseThrow().expected()).isEqualTo(6);
        assertThat(errors()).singleElement().asString().contains("position 6 is missing", "the next one is 7");
    }

    @Test
    void aHoleAtTheVeryStartIsSeenToo() {
        remove(1);

        assertThat(readAfter(0)).isEmpty();
        assertThat(engine.hole().orElseThrow().expected()).isEqualTo(1);
        assertThat(errors()).hasSize(1);
    }

    @Test
    void readingGoesOnAfterTheRowWasPutBackAndTheAlarmEnds() {
        remove(6);
        assertThat(readAfter(5)).isEmpty();

        putBack();

        assertThat(readAfter(5)).isEqualTo(positions(6, 10));
        assertThat(engine.hole()).isEmpty();
    }

    @Test
    void anotherReaderThatIsAheadOrBehindNeitherSilencesTheAlarmNorRingsItAgain() {
        remove(4);
        remove(8);
        for (int i = 0; i < 10; i++) {
            assertThat(readAfter(3)).isEmpty();
            assertThat(readAfter(7)).isEmpty();
            assertThat(readAfter(8)).isEqualTo(positions(9, 10));
            assertThat(readAfter(0)).isEqualTo(positions(1, 3));
            assertThat(engine.hole().orElseThrow().expected()).isEqualTo(4);
        }
        assertThat(errors()).hasSize(2);
    }

    @Test
    void aRunningReaderWaitsAtTheHoleWhileOthersAppendAndCatchesUpWhenItIsFilled() throws Exception {
        remove(6);
        EmbeddedEventStore store = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(20)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (var stream = store.openStream(null)) {
            Thread reader = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        if (stream.hasNextAvailable(50, TimeUnit.MILLISECONDS)) {
                            seen.add(stream.nextAvailable()
                                    .trackingToken()
                                    .position()
                                    .orElseThrow());
                        }
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> engine.hole().isPresent());
            store.publish(renamed("F0", 5, LONG_AGO));
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> seen.equals(positions(1, 5)));

            putBack();

            await().untilAsserted(() -> assertThat(seen).isEqualTo(positions(1, 11)));
            reader.interrupt();
            reader.join();
        } finally {
            store.shutDown();
        }
        assertThat(errors()).hasSize(1);
    }

    @Test
    void nothingIsDecidedOnAStreamOfWhichAnEventIsMissing() {
        remove(5);

        assertThat(engine.readEvents("grid:F1").asStream()).hasSize(5);
        assertThatThrownBy(() -> engine.readEvents("grid:F0"))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("event 2 of grid:F0 is missing");
    }

    /** The end of the log has no follower that would show the hole: that takes a checkpoint kept elsewhere. */
    @Test
    void theLastRowsMissingCannotBeSeenByTheReaderAlone() {
        remove(10);

        assertThat(readAfter(0)).isEqualTo(positions(1, 9));
        assertThat(engine.hole()).isEmpty();
    }
}
