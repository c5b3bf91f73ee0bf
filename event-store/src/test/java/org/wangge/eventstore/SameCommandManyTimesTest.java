package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wangge.eventstore.SampleEvents.message;
import static org.wangge.eventstore.SampleEvents.provenance;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent;
import org.wangge.eventstore.UnreliableDataSource.Break;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SameCommandManyTimesTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private TestDatabase database;
    private UnreliableDataSource unreliable;
    private PostgresEventStorageEngine engine;
    private PostgresEventStorageEngine second;

    @BeforeEach
    void openLogTwice() {
        database = TestDatabase.create();
        unreliable = new UnreliableDataSource(database.command());
        engine = new PostgresEventStorageEngine(unreliable, EventCatalogue.published(), "test", Clock.systemUTC());
        second = new PostgresEventStorageEngine(
                database.command(), EventCatalogue.published(), "test", Clock.systemUTC());
    }

    @AfterEach
    void closeLog() {
        engine.close();
        second.close();
        database.close();
    }

    private static List<DomainEventMessage<Event>> twoEvents(String gridId, Provenance provenance) {
        String stream = Streams.grid(gridId);
        return List.of(
                message(stream, 0, new GridEvent.GridRenamed(gridId, "一村"), provenance),
                message(stream, 1, new GridEvent.GridRenamed(gridId, "二村"), provenance));
    }

    /** The twins meet in one stream, or (as when each makes an id of its own) only in the command's id. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHundredTimesInParallelThroughTwoProcessesYieldsItsEventsOnce(boolean oneStream) throws Exception {
        Provenance provenance = provenance(LONG_AGO);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                PostgresEventStorageEngine process = i % 2 == 0 ? engine : second;
                var events = twoEvents(oneStream ? "F2" : "F" + i, provenance);
                answers.add(threads.submit(() -> {
                    start.await();
                    try {
                        process.appendEvents(events);
                        return true;
                    } catch (DuplicateSubmission duplicate) {
                        assertThat(duplicate.commandId()).isEqualTo(provenance.commandId());
                        return false;
                    }
                }));
            }
            start.countDown();
        }

        int stored = 0;
        for (Future<Boolean> answer : answers) {
            stored += answer.get() ? 1 : 0;
        }
        assertThat(stored).isEqualTo(1);
        assertThat(engine.head()).isEqualTo(2);
        Set<Receipt> receipts = new HashSet<>();
        for (PostgresEventStorageEngine process : List.of(engine, second)) {
            receipts.add(
                    process.find(provenance.commandId(), null).orElseThrow().receipt());
        }
        assertThat(receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.eventIds()).hasSize(2);
            assertThat(receipt.position()).isEqualTo(2);
            assertThat(receipt.sequence()).isEqualTo(1);
        });
    }

    @Test
    void anotherCommandInTheSamePlaceIsAConflictAndNoDuplicate() {
        engine.appendEvents(twoEvents("F2", provenance(LONG_AGO)));

        assertThatThrownBy(() -> second.appendEvents(List.of(renamed("F2", 1, LONG_AGO))))
                .isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void whatWasCommittedBeforeTheConnectionBrokeIsAcknowledgedAndThereOnce() {
        unreliable.breakOnce(Break.AFTER_THE_COMMIT, 0);

        engine.appendEvents(twoEvents("F2", provenance(LONG_AGO)));

        assertThat(unreliable.hasBroken()).isTrue();
        assertThat(second.readEvents("grid:F2").asStream()).hasSize(2);
        assertThat(second.head()).isEqualTo(2);
    }

    @Test
    void whatWasNotCommittedWhenTheConnectionBrokeFailsAndIsNotThere() {
        Provenance provenance = provenance(LONG_AGO);
        unreliable.breakOnce(Break.BEFORE_THE_COMMIT, 0);

        assertThatThrownBy(() -> engine.appendEvents(twoEvents("F2", provenance)))
                .isInstanceOf(EventStoreException.class)
                .hasRootCauseInstanceOf(SQLException.class);

        assertThat(unreliable.hasBroken()).isTrue();
        assertThat(second.head()).isZero();
        engine.appendEvents(twoEvents("F2", provenance));
        assertThat(second.head()).isEqualTo(2);
    }

    @Test
    void aSecondTryAfterALostAnswerMeetsTheFirst() {
        Provenance provenance = provenance(LONG_AGO);
        unreliable.breakOnce(Break.AFTER_THE_COMMIT, 1);

        assertThatThrownBy(() -> engine.appendEvents(twoEvents("F2", provenance)))
                .isInstanceOf(EventStoreException.class);
        assertThatThrownBy(() -> engine.appendEvents(twoEvents("F2", provenance)))
                .isInstanceOf(DuplicateSubmission.class);

        assertThat(engine.head()).isEqualTo(2);
        assertThat(engine.find(provenance.commandId(), null)
                        .orElseThrow()
                        .receipt()
                        .eventIds())
                .hasSize(2);
    }

    /** With and without a moment in which the log cannot even be asked. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aWholeGroupWhoseConnectionBrokeAfterTheCommitIsAcknowledgedAndThereOnce(int noConnectionAfterwards)
            throws Exception {
        try (Group group = new Group(20)) {
            unreliable.breakOnce(Break.AFTER_THE_COMMIT, noConnectionAfterwards);
            for (Future<?> member : group.release()) {
                member.get(10, TimeUnit.SECONDS);
            }
        }
        assertEachGridHasItsEventOnce(20);
    }

    @Test
    void aWholeGroupWhoseConnectionBrokeBeforeTheCommitIsWrittenAgain() throws Exception {
        try (Group group = new Group(20)) {
            unreliable.breakOnce(Break.BEFORE_THE_COMMIT, 0);
            for (Future<?> member : group.release()) {
                member.get(10, TimeUnit.SECONDS);
            }
        }
        assertEachGridHasItsEventOnce(20);
    }

    @Test
    void oneBadMemberOfAGroupDoesNotHarmTheOthers() throws Exception {
        second.appendEvents(List.of(renamed("F7", 0, LONG_AGO)));
        try (Group group = new Group(20)) {
            List<Future<?>> members = group.release();
            for (int i = 0; i < 20; i++) {
                Future<?> member = members.get(i);
                if (i == 7) {
                    assertThatThrownBy(() -> member.get(10, TimeUnit.SECONDS))
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(ConcurrencyException.class);
                } else {
                    member.get(10, TimeUnit.SECONDS);
                }
            }
        }
        assertEachGridHasItsEventOnce(20);
    }

    private void assertEachGridHasItsEventOnce(int grids) {
        assertThat(second.readEvents(null, false)
                        .map(event -> ((Envelope) event.getMetaData().get(Envelope.KEY)).position()))
                .hasSize(grids)
                .startsWith(1L)
                .endsWith((long) grids);
        for (int i = 0; i < grids; i++) {
            assertThat(second.readEvents("grid:F" + i).asStream()).as("F%s", i).hasSize(1);
        }
    }

    /** Appends that wait behind one that keeps the log busy, and so are written together. */
    private final class Group implements AutoCloseable {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> members = new ArrayList<>();

        Group(int size) {
            CountDownLatch busy = new CountDownLatch(1);
            threads.submit(inUnitOfWork(() -> {
                Append.current().alongside(connection -> {
                    busy.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException interrupted) {
                        throw new SQLException(interrupted);
                    }
                    // Whatever is to happen, happens to the group and not to this one.
                    throw new SQLException("kept the log busy long enough");
                });
                return null;
            }));
            await().until(() -> busy.getCount() == 0);
            for (int i = 0; i < size; i++) {
                var event = renamed("F" + i, 0, LONG_AGO);
                members.add(threads.submit(() -> engine.appendEvents(List.of(event))));
            }
            await().until(() -> engine.waiting() == size);
        }

        List<Future<?>> release() {
            gate.countDown();
            return members;
        }

        private Callable<Object> inUnitOfWork(Callable<Object> work) {
            return () -> {
                UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(renamed("F", 0, LONG_AGO));
                engine.interceptor().handle(unitOfWork, () -> null);
                work.call();
                unitOfWork.commit();
                return null;
            };
        }

        @Override
        public void close() {
            gate.countDown();
            threads.close();
        }
    }

    @Test
    void rowsAlongsideThatFailBadlyDoNotSilenceTheLogForEver() {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(renamed("F2", 0, LONG_AGO));
        engine.appendEvents(List.of(renamed("F2", 0, LONG_AGO)));
        Append.current().alongside(connection -> {
            throw new AssertionError("an Error, not an exception");
        });
        assertThatThrownBy(unitOfWork::commit).hasStackTraceContaining("an Error, not an exception");

        engine.appendEvents(List.of(renamed("F2", 0, LONG_AGO)));

        assertThat(engine.head()).isEqualTo(1);
        assertThat(JdbcClient.create(database.superuser())
                        .sql("SELECT count(*) FROM log.event")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aStreamIsContinuedWithoutAGapAlsoWithinOneAppend() {
        assertThatThrownBy(() -> engine.appendEvents(List.of(renamed("F2", 0, LONG_AGO), renamed("F2", 2, LONG_AGO))))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> engine.appendEvents(List.of(renamed("F2", 1, LONG_AGO))))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(engine.head()).isZero();
    }
}
