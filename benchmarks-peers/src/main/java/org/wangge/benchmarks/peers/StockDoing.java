package org.wangge.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stock Axon in process, through its command gateway. */
@Component
class StockDoing implements Doing {

    private static final int AT_ONCE = 600;
    private static final long GLANCE_MILLIS = 5;
    private static final long STANDSTILL_NANOS = 20_000_000_000L;

    private final CommandGateway gateway;
    private final EventStorageEngine engine;
    private final TransactionManager transactions;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final JdbcClient sql;

    StockDoing(
            CommandGateway gateway,
            EventStorageEngine engine,
            TransactionManager transactions,
            ObjectProvider<EventProcessingConfiguration> processing,
            JdbcClient sql) {
        this.gateway = gateway;
        this.engine = engine;
        this.transactions = transactions;
        this.processing = processing;
        this.sql = sql;
    }

    @Override
    public void create(UUID caseId) {
        gateway.sendAndWait(new SmallCase.Report(SmallCase.stream(caseId), caseId));
    }

    @Override
    public void step(UUID caseId) {
        gateway.sendAndWait(new SmallCase.Take(SmallCase.stream(caseId), caseId, Texts.MEASURE));
    }

    /** What the command bus would store, with the same metadata, in larger transactions. */
    @Override
    public void fill(List<UUID> caseIds) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (UUID caseId : caseIds) {
            for (int sequence = 0; sequence <= Lives.STEPS; sequence++) {
                String command = UUID.randomUUID().toString();
                events.add(new GenericDomainEventMessage<>(
                        SmallCase.class.getSimpleName(),
                        SmallCase.stream(caseId),
                        sequence,
                        sequence == 0 ? Texts.reported(caseId) : Texts.measure(caseId),
                        MetaData.with("correlationId", command).and("traceId", command)));
            }
        }
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            List<DomainEventMessage<?>> some = events.subList(from, Math.min(events.size(), from + AT_ONCE));
            transactions.executeInTransaction(() -> {
                sql.sql("set local synchronous_commit = off").update();
                engine.appendEvents(some);
            });
        }
    }

    /**
     * Refuses to go on when the processor stands still: it does for good when the thread that reads the log for all processors ended,
     * as it did when the heap was full. Between replays the processor is shut down, so that it holds no claim on its token while its
     * process is held.
     */
    @Override
    public double replay() {
        StreamingEventProcessor processor = processing
                .getObject()
                .eventProcessor(CaseView.NAME, StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        // As a reset, without the replay tokens, which cost more for each event.
        sql.sql("delete from token_entry").update();
        sql.sql("truncate table case_row").update();
        long head = position(engine.createHeadToken());
        long begun = System.nanoTime();
        processor.start();
        long last = -1;
        long moved = begun;
        while (last < head) {
            pause();
            long now = System.nanoTime();
            long reached = reached(processor);
            if (reached != last) {
                last = reached;
                moved = now;
            } else if (now - moved > STANDSTILL_NANOS) {
                throw new IllegalStateException("the processor stands still at " + reached + " of " + head);
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        processor.shutDown();
        return seconds;
    }

    private static long reached(StreamingEventProcessor processor) {
        return processor.processingStatus().values().stream()
                .map(EventTrackerStatus::getCurrentPosition)
                .mapToLong(position -> position.orElse(-1))
                .min()
                .orElse(-1);
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? -1 : token.position().orElse(-1);
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
