package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/** What the writing in groups, in one round trip and from memory must not break. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupsOfEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");

    private TestDatabase database;
    private JdbcClient superuser;
    private CountingDataSource counted;
    private PostgresEventStorageEngine engine;
    private PostgresEventStorageEngine other;

    @BeforeEach
    void openLogTwice() {
        database = TestDatabase.create();
        superuser = JdbcClient.create(database.superuser());
        counted = new CountingDataSource(database.command());
        engine = engineAt(NOW, counted);
        other = engineAt(NOW, database.command());
        superuser
                .sql(
                        "CREATE TABLE public.beside (n serial, who text PRIMARY KEY, statement text DEFAULT current_query());"
                                + " GRANT INSERT, SELECT, UPDATE ON public.beside TO wangge_command;"
                                + " GRANT USAGE ON SEQUENCE public.beside_n_seq TO wangge_command;"
                                + " GRANT USAGE ON SCHEMA public TO wangge_command")
                .update();
    }

    private static PostgresEventStorageEngine engineAt(Instant now, javax.sql.DataSource pool) {
        return new PostgresEventStorageEngine(
                pool, EventCatalogue.published(), "test", Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void closeLog() {
        engine.close();
        other.close();
        database.close();
    }

    private static List<Long> positions(PostgresEventStorageEngine log) {
        return log.readEvents(null, false)
                .map(event -> ((Envelope) event.getMetaData().get(Envelope.KEY)).position())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private void assertEveryStreamIsChained() {
        assertThat(superuser
                        .sql("SELECT count(*) FROM log.event e LEFT JOIN log.event p"
                                + " ON p.aggregate_id = e.aggregate_id AND p.sequence = e.sequence - 1"
                                + " WHERE e.prev IS DISTINCT FROM sha256('\\x00'::bytea || p.body)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void anotherWriterMovesTheHeadBetweenTwoGroups() {
        engine.appendEvents(List.of(renamed("F1", 0, NOW)));
        other.appendEvents(List.of(renamed("F2", 0, NOW), renamed("F2", 1, NOW)));
        engine.appendEvents(List.of(renamed("F1", 1, NOW)));
        other.appendEvents(List.of(renamed("F1", 2, NOW)));
        engine.appendEvents(List.of(renamed("F2", 2, NOW)));

        assertThat(positions(engine)).isEqualTo(upTo(6));
        assertEveryStreamIsChained();
    }

    @Test
    void twoWritersWhoMeetAllTheTimeLeaveNoGapAndLoseNothing() throws Exception {
        int each = 200;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                PostgresEventStorageEngine process = thread % 2 == 0 ? engine : other;
                String grid = "W" + thread;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        process.appendEvents(List.of(renamed(grid, i, NOW)));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(50, TimeUnit.SECONDS);
            }
        }

        assertThat(positions(engine)).isEqualTo(upTo(8 * each));
        assertEveryStreamIsChained();
    }

    @Test
    void aHeadThatAClockAheadHasRecordedHoldsTheTimeBackAndNotTheEvent() {
        try (PostgresEventStorageEngine ahead = engineAt(NOW.plusSeconds(60), database.command())) {
            engine.appendEvents(List.of(renamed("F1", 0, NOW)));
            ahead.appendEvents(List.of(renamed("F1", 1, NOW)));
        }
        engine.appendEvents(List.of(renamed("F1", 2, NOW)));
        engine.appendEvents(List.of(renamed("F1", 3, NOW)));

        assertThat(engine.readEvents(null, false)
                        .map(event -> ((Envelope) event.getMetaData().get(Envelope.KEY)).recordedAt()))
                .containsExactly(NOW, NOW.plusSeconds(60), NOW.plusSeconds(60), NOW.plusSeconds(60));
        assertEveryStreamIsChained();
    }

    @Test
    void aPositionThatSomebodyTookWithoutTheLockIsLeftToHim() throws Exception {
        engine.appendEvents(List.of(renamed("F1", 0, NOW)));
        try (var forger = database.command().getConnection();
                var statement = forger.createStatement()) {
            forger.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO log.event SELECT 2, gen_random_uuid(), type, revision, 'grid:forged', sequence, recorded_at,"
                            + " occurred_at, actor, gen_random_uuid(), 0, correlation_id, causation_id, source, prev, body,"
                            + " transport FROM log.event WHERE position = 1");
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<?> waiting = thread.submit(() -> engine.appendEvents(List.of(renamed("F1", 1, NOW))));
                await().until(() -> superuser
                        .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
                        .query(Long.class)
                        .single()
                        .equals(1L));
                forger.commit();
                waiting.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(superuser
                        .sql("SELECT aggregate_id FROM log.event ORDER BY position")
                        .query(String.class)
                        .list())
                .containsExactly("grid:F1", "grid:forged", "grid:F1");
    }

    @Test
    void whatIsRememberedOfAStreamThatSomebodyElseContinuedIsAConflictAndNoFork() {
        engine.appendEvents(List.of(renamed("F1", 0, NOW)));
        other.appendEvents(List.of(renamed("F1", 1, NOW)));

        assertThatThrownBy(() -> engine.appendEvents(List.of(renamed("F1", 1, NOW))))
                .isInstanceOf(ConcurrencyException.class);

        engine.appendEvents(List.of(renamed("F1", 2, NOW)));
        assertThat(positions(engine)).isEqualTo(upTo(3));
        assertEveryStreamIsChained();
    }

    @Test
    void aStreamThatIsNoLongerRememberedIsReadAgain() {
        engine.appendEvents(List.of(renamed("F1", 0, NOW)));
        try (PostgresEventStorageEngine fresh = engineAt(NOW, database.command())) {
            fresh.appendEvents(List.of(renamed("F1", 1, NOW)));
        }
        assertEveryStreamIsChained();
    }

    /** Their names have the same hash, so that they share one place in what is remembered. */
    @Test
    void streamsThatShareAPlaceInMemoryAreNotTakenForEachOther() {
        assertThat("grid:AaAa".hashCode()).isEqualTo("grid:BBBB".hashCode());
        engine.appendEvents(List.of(renamed("AaAa", 0, NOW), renamed("BBBB", 0, NOW)));
        engine.appendEvents(List.of(renamed("AaAa", 1, NOW), renamed("BBBB", 1, NOW)));
        engine.appendEvents(List.of(renamed("BBBB", 2, NOW), renamed("AaAa", 2, NOW)));

        assertThat(positions(engine)).isEqualTo(upTo(6));
        assertEveryStreamIsChained();
    }

    @Test
    void aLoneEventTakesOneStatementAndNoChangeOfThreads() {
        engine.appendEvents(List.of(renamed("F1", 0, NOW)));
        counted.forget();

        engine.appendEvents(List.of(renamed("F1", 1, NOW)));

        assertThat(counted.executions()).isEqualTo(1);
        assertThat(counted.threads()).containsExactly(Thread.currentThread().getName());
    }

    /** Where statements do not commit by themselves, what is acknowledged must be committed all the same. */
    @Test
    void aPoolWhoseConnectionsBeginTransactionsByThemselvesLosesNothing() throws Exception {
        var pool = (com.zaxxer.hikari.HikariDataSource) database.as("wangge_command");
        pool.setAutoCommit(false);
        try (PostgresEventStorageEngine manual = engineAt(NOW, pool)) {
            manual.appendEvents(List.of(renamed("F1", 0, NOW)));
            manual.appendEvents(List.of(renamed("F1", 1, NOW)));
        }

        assertThat(positions(other)).isEqualTo(upTo(2));
    }

    @Test
    void anInterruptedThreadStoresItsEventAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        engine.appendEvents(List.of(renamed("F1", 0, NOW)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(engine.head()).isEqualTo(1);
    }

    @Test
    void equalStatementsOfSeveralCommandsAreOneBatchInTheirOrder() throws Exception {
        try (Group group = new Group()) {
            for (int i = 0; i < 10; i++) {
                group.command("F" + i, "INSERT INTO public.beside (who) VALUES (?)", "w" + i);
            }
            counted.forget();
            for (Future<?> member : group.release()) {
                member.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(engine.head()).isEqualTo(10);
        assertThat(counted.batches()).isEqualTo(1);
        assertThat(superuser
                        .sql("SELECT who FROM public.beside ORDER BY n")
                        .query(String.class)
                        .list())
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "w" + i).toList());
    }

    @Test
    void differentStatementsKeepTheirOrder() throws Exception {
        try (Group group = new Group()) {
            group.command("F0", "INSERT INTO public.beside (who) VALUES (?)", "a");
            group.command("F1", "UPDATE public.beside SET who = who || ?", "b");
            group.command("F2", "INSERT INTO public.beside (who) VALUES (?)", "a");
            for (Future<?> member : group.release()) {
                member.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(superuser
                        .sql("SELECT who FROM public.beside ORDER BY n")
                        .query(String.class)
                        .list())
                .containsExactly("ab", "a");
    }

    @Test
    void aStatementThatFailsFailsItsOwnCommandOnly() throws Exception {
        superuser.sql("INSERT INTO public.beside (who) VALUES ('w4')").update();
        try (Group group = new Group()) {
            for (int i = 0; i < 10; i++) {
                group.command("F" + i, "INSERT INTO public.beside (who) VALUES (?)", "w" + i);
            }
            List<Future<?>> members = group.release();
            for (int i = 0; i < 10; i++) {
                Future<?> member = members.get(i);
                if (i == 4) {
                    assertThatThrownBy(() -> member.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
                } else {
                    member.get(10, TimeUnit.SECONDS);
                }
            }
        }

        assertThat(positions(engine)).isEqualTo(upTo(9));
        assertThat(engine.readEvents("grid:F4").hasNext()).isFalse();
        assertThat(superuser
                        .sql("SELECT count(*) FROM public.beside")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);
    }

    /** Commands that gather one behind the other while another one keeps the log busy. */
    private final class Group implements AutoCloseable {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final List<Future<?>> members = new ArrayList<>();

        Group() {
            CountDownLatch busy = new CountDownLatch(1);
            threads.submit(() -> {
                UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(renamed("F", 0, NOW));
                engine.appendEvents(List.of(renamed("F", 0, NOW)));
                Append.current().alongside(connection -> {
                    busy.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException interrupted) {
                        throw new SQLException(interrupted);
                    }
                    throw new SQLException("kept the log busy long enough");
                });
                unitOfWork.commit();
            });
            await().until(() -> busy.getCount() == 0);
        }

        void command(String grid, String sql, String who) {
            int before = engine.waiting();
            members.add(threads.submit(() -> {
                UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(renamed(grid, 0, NOW));
                engine.appendEvents(List.of(renamed(grid, 0, NOW)));
                Append.current().alongside(sql, who);
                unitOfWork.commit();
            }));
            await().until(() -> engine.waiting() == before + 1);
        }

        List<Future<?>> release() {
            gate.countDown();
            return members;
        }

        @Override
        public void close() {
            gate.countDown();
            threads.close();
        }
    }
}
