package org.wangge.eventstore;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.wangge.api.grid.GridEvent;

/** A pooled streaming processor on four segments that notes what it is given. */
final class StressReader implements AutoCloseable {

    private final Queue<LogStress.Entry> entries = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final PooledStreamingEventProcessor processor;

    /** The handler; public for Axon. */
    public final class Notes {
        @EventHandler
        public void on(GridEvent.GridRenamed renamed, DomainEventMessage<GridEvent.GridRenamed> event) {
            entries.add(LogStress.Entry.of(event));
        }
    }

    StressReader(EmbeddedEventStore store) {
        processor = PooledStreamingEventProcessor.builder()
                .name("stress")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(new Notes())
                        .sequencingPolicy(new PerStream())
                        .build())
                .messageSource(store)
                .tokenStore(new InMemoryTokenStore())
                .transactionManager(NoTransactionManager.instance())
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(4)
                .batchSize(50)
                .build();
        processor.start();
    }

    /** In the order in which they came; events of one stream come one after another. */
    Queue<LogStress.Entry> entries() {
        return entries;
    }

    @Override
    public void close() {
        processor.shutDown();
        coordinator.shutdownNow();
        workers.shutdownNow();
    }
}
