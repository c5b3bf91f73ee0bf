package org.wangge.query.replay;

import java.time.Instant;
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
import org.wangge.eventstore.LogPage;
import org.wangge.eventstore.LogRow;

/**
 * Applies each position of the log to a generation of a view exactly once and in order. The generation's row in
 * {@code progress} is locked for the batch and moves with it, in the transaction that also writes the rows: whoever else works
 * on the same generation waits, then finds the events applied and skips them. A position that does not follow the last one is a
 * hole: it stops the view and is never skipped.
 *
 * <p>These transactions do not wait for the disk: what a crash takes away is taken away with the position, and is made again from
 * the log.
 */
final class EveryEventInOrder implements EventHandlerInvoker {

    private static final String BATCH = EveryEventInOrder.class.getName();

    private final Handlers handlers;
    private final String schema;
    private final JdbcClient sql;
    private final List<Buffering> buffering;
    private final Consumer<@Nullable Throwable> outcome;
    private volatile long committed = -1;

    /**
     * @param schema of the generation
     * @param outcome is told of the failure that stopped a batch, or of null when a batch was committed
     */
    EveryEventInOrder(
            Handlers handlers,
            List<Buffering> buffering,
            String schema,
            JdbcClient sql,
            Consumer<@Nullable Throwable> outcome) {
        this.handlers = handlers;
        this.buffering = List.copyOf(buffering);
        this.schema = schema;
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
        if (!follows(batch, envelope.position())) {
            return;
        }
        if (message.getPayload() instanceof UnknownSerializedType) {
            throw new IllegalStateException("position " + envelope.position() + " is of the unknown type "
                    + envelope.type() + "; nothing is skipped");
        }
        handlers.handle(message);
        batch.move(envelope.position(), envelope.recordedAt());
    }

    private static boolean follows(Batch batch, long position) {
        if (position <= batch.position) {
            return false;
        }
        if (position != batch.position + 1) {
            throw new IllegalStateException("the log has a hole: position " + position + " came after " + batch.position
                    + "; nothing is skipped");
        }
        return true;
    }

    private Batch begin(UnitOfWork<?> unitOfWork) {
        Batch batch = begin();
        unitOfWork.onPrepareCommit(u -> end(batch));
        unitOfWork.afterCommit(u -> committed(batch));
        unitOfWork.onRollback(u -> outcome.accept(
                u.getExecutionResult().isExceptionResult()
                        ? u.getExecutionResult().getExceptionResult()
                        : new IllegalStateException("the batch was rolled back")));
        return batch;
    }

    /** Begins a batch in the transaction that is under way. One statement, so that it costs one way there and back. */
    private Batch begin() {
        Batch batch = new Batch(sql.sql("select position, set_config('search_path', ?, true),"
                        + " set_config('synchronous_commit', 'off', true) from " + schema + ".progress for update")
                .param(schema)
                .query((row, number) -> row.getLong(1))
                .single());
        boolean continued = batch.position == committed;
        buffering.forEach(each -> each.begin(continued));
        // Until it is known to be committed, nothing that is remembered counts.
        committed = -1;
        return batch;
    }

    private void end(Batch batch) {
        if (batch.recordedAt != null) {
            buffering.forEach(Buffering::flush);
            sql.sql("update progress set position = ?, recorded_at = ?")
                    .params(batch.position, batch.recordedAt.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private void committed(Batch batch) {
        committed = batch.position;
        outcome.accept(null);
    }

    /** Applies a page as one batch, in the transaction that is under way. To be told when that was committed. */
    Batch apply(LogPage page) {
        Batch batch = begin();
        for (LogRow row : page.rows()) {
            if (follows(batch, row.position())) {
                if (handlers.want(row.type())) {
                    handle(row);
                }
                batch.move(row.position(), page.recordedAt());
            }
        }
        end(batch);
        return batch;
    }

    private void handle(LogRow row) {
        try {
            handlers.handle(row.message());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("position " + row.position() + " cannot be applied", e);
        }
    }

    /** Where a batch stands. */
    final class Batch {
        private long position;
        private @Nullable Instant recordedAt;

        private Batch(long position) {
            this.position = position;
        }

        private void move(long next, @Nullable Instant when) {
            position = next;
            recordedAt = when;
        }

        long position() {
            return position;
        }

        /** What it wrote was committed. */
        void committed() {
            EveryEventInOrder.this.committed(this);
        }
    }
}
