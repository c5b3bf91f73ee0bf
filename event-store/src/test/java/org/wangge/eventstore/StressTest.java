package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.wangge.api.Envelope;

/** The same harness on our engine, which loses nothing, and on Axon's own, which does: so the harness can fail. */
class StressTest {

    private static final Duration WRITING = Duration.ofMillis(Long.getLong("wangge.stress.millis", 12_000));
    private static final Duration WRITING_TO_STOCK = Duration.ofSeconds(4);

    private static long seed() {
        long seed = Long.getLong("wangge.seed", System.nanoTime());
        System.out.println("StressTest: seed " + seed + " (repeat with -Dwangge.seed=" + seed + ")");
        return seed;
    }

    private static EmbeddedEventStore store(EventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(25)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
    }

    @Test
    void eightWritersInTwoProcessesLoseNothingAndReorderNothing() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                var one = new PostgresEventStorageEngine(
                        database.command(), EventCatalogue.published(), "stress", Clock.systemUTC());
                var two = new PostgresEventStorageEngine(
                        database.command(), EventCatalogue.published(), "stress", Clock.systemUTC())) {
            List<LogStress.Process> processes = new ArrayList<>();
            for (PostgresEventStorageEngine engine : List.of(one, two)) {
                processes.add(new LogStress.Process(store(engine), engine, NoTransactionManager.instance()));
            }

            LogStress.Verdict verdict = new LogStress(processes, seed()).run(WRITING);

            System.out.println("StressTest: PostgresEventStorageEngine, " + WRITING + ": " + verdict);
            processes.forEach(process -> process.store().shutDown());
            assertThat(verdict.surprises()).isEmpty();
            assertThat(verdict.stream()).isEqualTo(LogStress.Reading.FLAWLESS);
            assertThat(verdict.processor()).isEqualTo(LogStress.Reading.FLAWLESS);
            assertThat(verdict.rolledBack()).isPositive();
            assertThat(verdict.conflicts()).isPositive();
            assertThat(verdict.refused()).isPositive();
            assertThat(verdict.committed()).hasSizeGreaterThan(1_000);
            assertTheLogIsWhole(one, verdict);
        }
    }

    private static void assertTheLogIsWhole(PostgresEventStorageEngine engine, LogStress.Verdict verdict) {
        List<Envelope> log = engine.readEvents(null, false)
                .map(event -> (Envelope) event.getMetaData().get(Envelope.KEY))
                .toList();
        assertThat(log.stream().map(Envelope::position))
                .isEqualTo(LongStream.rangeClosed(1, verdict.committed().size())
                        .boxed()
                        .toList());
        assertThat(engine.hole()).isEmpty();
        Map<String, Long> next = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            Envelope envelope = log.get(i);
            assertThat(envelope.sequence()).isEqualTo(next.getOrDefault(envelope.aggregateId(), 0L));
            next.put(envelope.aggregateId(), envelope.sequence() + 1);
            assertThat(envelope.occurredAt()).isBeforeOrEqualTo(envelope.recordedAt());
            assertThat(envelope.recordedAt())
                    .isAfterOrEqualTo(log.get(Math.max(0, i - 1)).recordedAt());
        }
    }

    /**
     * Axon's engine takes a place in its sequence at the insert, not at the commit, and forgets the gap that an open transaction
     * leaves as soon as it reads an event behind it whose own timestamp is more than a minute old.
     */
    @Test
    void theSameHarnessSeesThatAxonsOwnEngineLosesCommittedEvents() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            DataSource dataSource = database.superuser();
            List<LogStress.Process> processes = List.of(stock(dataSource), stock(dataSource));
            ((JdbcEventStorageEngine) processes.getFirst().engine()).createSchema(PostgresEventTableFactory.INSTANCE);

            LogStress.Verdict verdict = new LogStress(processes, seed()).run(WRITING_TO_STOCK);

            System.out.println("StressTest: JdbcEventStorageEngine of Axon, " + WRITING_TO_STOCK + ": " + verdict);
            processes.forEach(process -> process.store().shutDown());
            assertThat(verdict.surprises()).isEmpty();
            assertThat(verdict.committed()).hasSizeGreaterThan(500);
            assertThat(verdict.stream().lost()).isPositive();
            assertThat(verdict.processor().lost()).isPositive();
            assertThat(rowsIn(dataSource))
                    .as("every lost event is in the table")
                    .isEqualTo(verdict.committed().size());
        }
    }

    private static LogStress.Process stock(DataSource dataSource) {
        SpringTransactionManager transactions =
                new SpringTransactionManager(new DataSourceTransactionManager(dataSource));
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(dataSource)))
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .persistenceExceptionResolver(
                        failure -> failure instanceof SQLException sql && "23505".equals(sql.getSQLState()))
                .build();
        return new LogStress.Process(store(engine), engine, transactions);
    }

    private static int rowsIn(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM DomainEventEntry")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
