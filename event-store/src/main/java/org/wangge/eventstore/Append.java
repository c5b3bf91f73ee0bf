package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What one command adds to the log: its events, and the rows that must stand or fall with them (personal values, credentials).
 * All of it is written in one transaction, as the last step before the command is acknowledged.
 */
public final class Append {

    /** The metadata key for what travels beside the first event: a map of strings. */
    public static final String TRANSPORT = "transport";

    private static final String RESOURCE = Append.class.getName();

    /** SQL that is run in the transaction that stores the events. */
    @FunctionalInterface
    public interface SqlWork {
        void run(Connection connection) throws SQLException;
    }

    /** Where a stored event ended up. */
    public record Place(java.util.UUID eventId, String aggregateId, long sequence, long position) {}

    private final List<StagedEvent> events = new ArrayList<>();
    private final List<SqlWork> alongside = new ArrayList<>();
    private List<Draft> drafts = List.of();
    private @Nullable Map<String, String> transport;
    private @Nullable String writtenTransport;
    private boolean awaited;
    private volatile @Nullable Thread waiter;
    private List<Place> places = List.of();
    private @Nullable Throwable failure;
    private volatile boolean settled;

    Append() {}

    /** The append of the command that is being handled. */
    public static Append current() {
        return of(CurrentUnitOfWork.get());
    }

    /** Has the SQL run in the same transaction as the command's events, after them. */
    public void alongside(SqlWork work) {
        alongside.add(work);
    }

    /**
     * Has one statement run in the same transaction as the command's events, after them. Equal statements that follow each other in
     * a group of commands make one batch, so this is the way for rows that many commands bring; what they counted is not told.
     *
     * @param parameters plain values in the order of the question marks
     */
    public void alongside(String sql, @Nullable Object... parameters) {
        alongside.add(new BesideRow(sql, Arrays.asList(parameters)));
    }

    /** Where the events went; empty as long as the command is not yet stored, or when it led to none. */
    public List<Place> places() {
        return settled ? places : List.of();
    }

    static Append of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(RESOURCE, key -> new Append());
    }

    void stage(StagedEvent event, @Nullable Map<String, String> beside) {
        if (events.isEmpty()) {
            transport = beside;
        }
        events.add(event);
    }

    List<StagedEvent> events() {
        return events;
    }

    List<SqlWork> work() {
        return alongside;
    }

    /** Whatever can be written before place and time are known; throws what is wrong with this command and no other. */
    void prepare(EventCodec codec) {
        drafts = events.stream().map(codec::draft).toList();
        writtenTransport =
                events.isEmpty() || transport == null ? null : CanonicalJson.MAPPER.writeValueAsString(transport);
    }

    List<Draft> drafts() {
        return drafts;
    }

    /** What travels beside the first event, as JSON. */
    @Nullable
    String transport() {
        return writtenTransport;
    }

    /** True for the first who asks: whoever that is sees to it that the append is written when the unit of work commits. */
    boolean firstToAwait() {
        boolean first = !awaited;
        awaited = true;
        return first;
    }

    boolean isEmpty() {
        return events.isEmpty() && alongside.isEmpty();
    }

    void stored(List<Place> where) {
        places = where;
        settled = true;
    }

    void failed(Throwable reason) {
        failure = reason;
        settled = true;
    }

    void wake() {
        LockSupport.unpark(waiter);
    }

    /** Returns when the events are stored, throws what kept them from it; does not answer to interruptions meanwhile. */
    void await() {
        boolean interrupted = false;
        waiter = Thread.currentThread();
        while (!settled) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiter = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure) {
            case null -> {}
            case RuntimeException refused -> throw refused;
            case Throwable other -> throw new java.util.concurrent.CompletionException(other);
        }
    }
}
