package org.wangge.query.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
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
 * <p>A batch of which the view handles nothing takes no lock: it moves the position if nobody else has.
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
        Batch batch = unitOfWork.getOrComputeResource(BATCH, key -> open(unitOfWork));
        Envelope envelope = envelopeOf(message);
        if (message.getPayload() instanceof UnknownSerializedType) {
            throw new IllegalStateException("position " + envelope.position() + " is of the unknown type "
                    + envelope.type() + "; nothing is skipped");
        }
        if (handlers.want(message.getPayloadType()) && envelope.position() > batch.position) {
            lock(batch);
            if (follows(batch, envelope.position())) {
                batch.filled = true;
                handlers.handle(message);
                batch.move(envelope.position(), envelope.recordedAt());
            }
        } else if (follows(batch, envelope.position())) {
            batch.move(envelope.position(), envelope.recordedAt());
        }
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

    private Batch open(UnitOfWork<?> unitOfWork) {
        Batch batch = open();
        unitOfWork.onPrepareCommit(u -> end(batch));
        unitOfWork.afterCommit(u -> committed(batch));
        unitOfWork.onRollback(u -> outcome.accept(
                u.getExecutionResult().isExceptionResult()
                        ? u.getExecutionResult().getExceptionResult()
                        : new IllegalStateException("the batch was rolled back")));
        return batch;
    }

    /** While nothing in it is handled, a batch is only counted, from the position that was committed last. */
    private Batch open() {
        Batch batch = new Batch(committed);
        if (batch.from < 0) {
            lock(batch);
        }
        return batch;
    }

    /**
     * Takes the lock in the transaction that is under way. One statement, so that it costs one way there and back. What a projection
     * reads it reads by an index: plans that were made while a table was small must still do when it has grown.
     */
    private void lock(Batch batch) {
        if (batch.locked) {
            return;
        }
        long reached = sql.sql("select position, set_config('search_path', ?, true),"
                        + " set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true) from "
                        + schema + ".progress for update")
                .param(schema)
                .query((row, number) -> row.getLong(1))
                .single();
        boolean continued = reached == committed;
        buffering.forEach(each -> each.begin(continued));
        // Until it is known to be committed, nothing that is remembered counts.
        committed = -1;
        batch.locked = true;
        // What was counted stays counted, unless the tables have come to be behind where it was counted from.
        batch.position = reached < batch.from ? reached : Math.max(reached, batch.position);
    }

    private void end(Batch batch) {
        if (batch.recordedAt == null) {
            return;
        }
        if (!batch.locked) {
            if (moved(batch)) {
                return;
            }
            // Somebody else was here.
            long counted = batch.position;
            lock(batch);
            if (batch.position != counted) {
                return;
            }
        }
        if (batch.filled) {
            buffering.forEach(Buffering::flush);
        }
        sql.sql("update " + schema + ".progress set position = ?, recorded_at = ? where position < ?")
                .params(batch.position, batch.recordedAt.atOffset(ZoneOffset.UTC), batch.position)
                .update();
    }

    /** Moves past events of which none is handled, if nobody else has moved. */
    private boolean moved(Batch batch) {
        return sql.sql("with quick as (select set_config('synchronous_commit', 'off', true)) update " + schema
                                + ".progress set position = ?, recorded_at = ? from quick where position = ?")
                        .params(
                                batch.position,
                                Objects.requireNonNull(batch.recordedAt).atOffset(ZoneOffset.UTC),
                                batch.from)
                        .update()
                == 1;
    }

    private void committed(Batch batch) {
        committed = batch.position;
        outcome.accept(null);
    }

    /** Applies a page as one batch, in the transaction that is under way. To be told when that was committed. */
    Batch apply(LogPage page) {
        Batch batch = open();
        for (LogRow row : page.rows()) {
            if (handlers.want(row.type()) && row.position() > batch.position) {
                lock(batch);
                if (follows(batch, row.position())) {
                    batch.filled = true;
                    handle(row);
                    batch.move(row.position(), page.recordedAt());
                }
            } else if (follows(batch, row.position())) {
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
        private final long from;
        private long position;
        private boolean locked;
        private boolean filled;
        private @Nullable Instant recordedAt;

        private Batch(long from) {
            this.from = from;
            this.position = from;
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
