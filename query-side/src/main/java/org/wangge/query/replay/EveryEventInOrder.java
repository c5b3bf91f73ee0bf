package org.wangge.query.replay;

import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/**
 * Applies each position of the log to a generation of a view exactly once and in order. The generation's row in
 * {@code progress} is locked for the batch and moves with it, in the transaction that also writes the rows: whoever else works
 * on the same generation waits, then finds the events applied and skips them. A position that does not follow the last one is a
 * hole: it stops the view and is never skipped.
 */
final class EveryEventInOrder implements EventHandlerInvoker {

    private static final String BATCH = EveryEventInOrder.class.getName();

    private final EventHandlerInvoker projections;
    private final JdbcClient sql;
    private final List<Buffering> buffering;
    private final Consumer<@Nullable Throwable> outcome;
    private volatile long committed = -1;

    /** @param outcome is told of the failure that stopped a batch, or of null when a batch was committed */
    EveryEventInOrder(
            EventHandlerInvoker projections,
            List<Buffering> buffering,
            JdbcClient sql,
            Consumer<@Nullable Throwable> outcome) {
        this.projections = projections;
        this.buffering = List.copyOf(buffering);
        this.sql = sql;
        this.outcome = outcome;
    }

    static Envelope envelopeOf(EventMessage<?> message) {
        if (message.getMetaData().get(Envelope.KEY) instanceof Envelope envelope) {
            return envelope;
        }
        throw new IllegalStateException("event " + message.getIdentifier() + " carries no envelope");
    }

    /** Every event counts, also those that no projection handles: the view's position is how far it has looked. */
    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws Exception {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        Batch batch = unitOfWork.getOrComputeResource(BATCH, key -> begin(unitOfWork));
        Envelope envelope = envelopeOf(message);
        if (envelope.position() <= batch.position) {
            return;
        }
        if (envelope.position() != batch.position + 1) {
            throw new IllegalStateException("the log has a hole: position " + envelope.position() + " came after "
                    + batch.position + "; nothing is skipped");
        }
        if (message.getPayload() instanceof UnknownSerializedType) {
            throw new IllegalStateException("position " + envelope.position() + " is of the unknown type "
                    + envelope.type() + "; nothing is skipped");
        }
        projections.handle(message, segment);
        batch.position = envelope.position();
        batch.last = envelope;
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = new Batch(sql.sql("select position from progress for update")
                .query(Long.class)
                .single());
        boolean continued = batch.position == committed;
        buffering.forEach(each -> each.begin(continued));
        // Until it is known to be committed, nothing that is remembered counts.
        committed = -1;
        unitOfWork.onPrepareCommit(u -> end(batch));
        unitOfWork.afterCommit(u -> {
            committed = batch.position;
            outcome.accept(null);
        });
        unitOfWork.onRollback(u -> outcome.accept(
                u.getExecutionResult().isExceptionResult()
                        ? u.getExecutionResult().getExceptionResult()
                        : new IllegalStateException("the batch was rolled back")));
        return batch;
    }

    private void end(Batch batch) {
        if (batch.last != null) {
            buffering.forEach(Buffering::flush);
            sql.sql("update progress set position = ?, recorded_at = ?")
                    .params(batch.position, batch.last.recordedAt().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private static final class Batch {
        private long position;
        private @Nullable Envelope last;

        private Batch(long position) {
            this.position = position;
        }
    }
}
