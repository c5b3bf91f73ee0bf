package org.wangge.query.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.wangge.eventstore.PerStream;
import org.wangge.eventstore.PromptLog;
import org.wangge.eventstore.ProvenanceParameters;

/** One set of a view's tables, in a schema of its own, and the processor that fills them from the log. */
final class Generation {

    private static final int BATCH_SIZE = 500;
    private static final long CLAIM_TIMEOUT_MILLIS = 3000;
    private static final long CLAIM_EXTENSION_MILLIS = 750;
    private static final long CLAIM_INTERVAL_MILLIS = 500;
    private static final TokenSchema TOKENS = TokenSchema.builder()
            .setTokenTable("token")
            .setProcessorNameColumn("processor_name")
            .setTokenTypeColumn("token_type")
            .build();

    /** What every generation's schema holds beside the view's own tables. */
    static final String OWN_TABLES = """
            create table progress (
              only_row boolean primary key default true check (only_row),
              position bigint not null,
              recorded_at timestamptz
            );
            insert into progress (position) values (0);
            create table token (
              processor_name text not null,
              segment integer not null,
              token bytea,
              token_type text,
              timestamp text,
              owner text,
              primary key (processor_name, segment)
            );
            """;

    private final View view;
    private final String schema;
    private final JdbcClient sql;
    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService worker;
    private volatile @Nullable Throwable failure;

    Generation(View view, String schema, DataSource connections, PromptLog log, String node, Runnable advanced) {
        this.view = view;
        this.schema = schema;
        DataSource tables = new SearchPath(connections, schema);
        JdbcTemplate jdbc = new JdbcTemplate(tables);
        this.sql = JdbcClient.create(jdbc);
        this.coordinator = executor("coordinator");
        this.worker = executor("worker");
        SpringTransactionManager transactions = new SpringTransactionManager(new DataSourceTransactionManager(tables));
        JdbcTokenStore tokens = JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(tables))
                .schema(TOKENS)
                .serializer(Jackson3Serializer.builder().build())
                .nodeId(node)
                .claimTimeout(Duration.ofMillis(CLAIM_TIMEOUT_MILLIS))
                .build();
        List<Object> projections = view.projections().apply(jdbc);
        this.processor = PooledStreamingEventProcessor.builder()
                .name(view.name())
                .eventHandlerInvoker(
                        new EveryEventInOrder(invoking(projections), buffering(projections), sql, thrown -> {
                            failure = thrown;
                            advanced.run();
                        }))
                .errorHandler(errors -> {
                    failure = errors.error();
                    PropagatingErrorHandler.INSTANCE.handleError(errors);
                })
                .messageSource(log)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .initialToken(source -> new GlobalSequenceTrackingToken(0))
                .tokenClaimInterval(CLAIM_INTERVAL_MILLIS)
                .claimExtensionThreshold(CLAIM_EXTENSION_MILLIS)
                .batchSize(BATCH_SIZE)
                .build();
    }

    private static List<Buffering> buffering(List<Object> projections) {
        return projections.stream()
                .filter(Buffering.class::isInstance)
                .map(Buffering.class::cast)
                .toList();
    }

    private static SimpleEventHandlerInvoker invoking(List<Object> projections) {
        return SimpleEventHandlerInvoker.builder()
                .eventHandlers(projections)
                .parameterResolverFactory(MultiParameterResolverFactory.ordered(
                        new ProvenanceParameters(), ClasspathParameterResolverFactory.forClass(Generation.class)))
                .listenerInvocationErrorHandler(PropagatingErrorHandler.INSTANCE)
                .sequencingPolicy(new PerStream())
                .build();
    }

    private ScheduledExecutorService executor(String part) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(schema + "-" + part).factory());
    }

    String schema() {
        return schema;
    }

    void start() {
        processor.start();
    }

    /** Stops for good; a batch that is being applied is finished or rolled back before this returns. */
    void stop() {
        processor.shutDown();
        coordinator.shutdown();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(CLAIM_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last position whose event is in the tables, as committed. */
    long position() {
        return sql.sql("select position from progress").query(Long.class).single();
    }

    /** What stopped the processor; none while it works. Axon tries again, ever more seldom, and never skips. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public String toString() {
        return view.name() + " in " + schema;
    }
}
