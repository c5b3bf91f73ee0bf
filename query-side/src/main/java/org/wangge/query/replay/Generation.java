package org.wangge.query.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * One set of a view's tables, in a schema of its own, and what fills them from the log: in large steps while they are far behind,
 * then a processor that follows.
 */
final class Generation {

    private static final int BATCH_SIZE = 500;
    private static final long CLAIM_TIMEOUT_MILLIS = 3000;
    private static final long CLAIM_EXTENSION_MILLIS = 750;
    private static final long CLAIM_INTERVAL_MILLIS = 500;
    private static final long TOKEN_MILLIS = 500;

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
    private final Outside outside;
    private final Loading loading;
    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService worker;
    private final CompletableFuture<Void> following = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread catchingUp;
    private boolean stopped;

    Generation(View view, String schema, Outside outside) {
        this.view = view;
        this.schema = schema;
        this.outside = outside;
        JdbcTemplate jdbc = new JdbcTemplate(outside.connections());
        JdbcClient sql = JdbcClient.create(jdbc);
        this.coordinator = executor("coordinator");
        this.worker = executor("worker");
        SpringTransactionManager transactions =
                new SpringTransactionManager(new DataSourceTransactionManager(outside.connections()));
        TokenStore tokens = tokens();
        List<Object> projections = view.projections().apply(jdbc);
        Handlers handlers = new Handlers(projections);
        EveryEventInOrder inOrder = new EveryEventInOrder(handlers, buffering(projections), schema, sql, thrown -> {
            failure = thrown;
            outside.advanced().run();
        });
        this.loading = new Loading(view, schema, outside, handlers, inOrder, tokens, coordinator);
        this.processor = PooledStreamingEventProcessor.builder()
                .name(view.name())
                .eventHandlerInvoker(inOrder)
                .errorHandler(errors -> {
                    failure = errors.error();
                    PropagatingErrorHandler.INSTANCE.handleError(errors);
                })
                .messageSource(outside.log())
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

    private TokenStore tokens() {
        return new SeldomStoredTokens(
                JdbcTokenStore.builder()
                        .connectionProvider(new SpringDataSourceConnectionProvider(outside.connections()))
                        .schema(TokenSchema.builder()
                                .setTokenTable(schema + ".token")
                                .setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type")
                                .build())
                        .serializer(Jackson3Serializer.builder().build())
                        .nodeId(outside.node())
                        .claimTimeout(Duration.ofMillis(CLAIM_TIMEOUT_MILLIS)),
                TOKEN_MILLIS);
    }

    private static List<Buffering> buffering(List<Object> projections) {
        return projections.stream()
                .filter(Buffering.class::isInstance)
                .map(Buffering.class::cast)
                .toList();
    }

    private ScheduledExecutorService executor(String part) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(schema + "-" + part).factory());
    }

    String schema() {
        return schema;
    }

    /**
     * Starts to fill the tables.
     *
     * @param far how many events they may be behind and still be left to the processor
     */
    synchronized void start(long far) {
        if (loading.behind() <= far) {
            loading.complete();
            follow();
        } else {
            catchingUp = Thread.ofPlatform().daemon().name(schema + "-catch-up").start(this::catchUp);
        }
    }

    private void catchUp() {
        try {
            loading.run();
        } catch (Exception | Error e) {
            // Once more event by event: the processor stops at the one that fails, tells it, and tries it again.
            failure = e;
            outside.advanced().run();
        }
        try {
            loading.complete();
            follow();
        } catch (RuntimeException | Error e) {
            failure = e;
            following.completeExceptionally(e);
            outside.advanced().run();
        }
    }

    private synchronized void follow() {
        if (!stopped) {
            processor.start();
            following.complete(null);
        }
    }

    /** Whether the tables have been filled, have all their indexes, and follow the log. */
    boolean follows() {
        return following.isDone();
    }

    /** Stops for good; a batch that is being applied is finished or rolled back before this returns. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        loading.stop();
        Thread filling = catchingUp;
        if (filling != null) {
            join(filling);
        }
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

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last position whose event is in the tables, as committed. */
    long position() {
        return loading.position();
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
