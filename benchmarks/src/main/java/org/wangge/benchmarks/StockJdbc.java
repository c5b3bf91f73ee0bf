package org.wangge.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Axon's own JDBC engine with its own table, a Spring transaction per event. */
final class StockJdbc implements Peer {

    private final HikariDataSource pool;
    private final SpringTransactionManager transactions;
    private final JdbcEventStorageEngine engine;

    StockJdbc(HikariDataSource pool) {
        this.pool = pool;
        this.transactions = new SpringTransactionManager(new DataSourceTransactionManager(pool));
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        this.engine = JdbcEventStorageEngine.builder()
                .connectionProvider(
                        new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(pool)))
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .persistenceExceptionResolver(
                        failure -> failure instanceof SQLException sql && "23505".equals(sql.getSQLState()))
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    @Override
    public String name() {
        return "axon-jdbc";
    }

    @Override
    public void begin(String gridId, Instant at) {
        Transaction transaction = transactions.startTransaction();
        try {
            engine.appendEvents(List.of(Samples.defined(gridId, at)));
        } catch (RuntimeException failure) {
            transaction.rollback();
            throw failure;
        }
        transaction.commit();
    }

    @Override
    public void close() {
        pool.close();
    }
}
