package org.wangge.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final CompletableFuture<List<Place>> done = new CompletableFuture<>();
    private @Nullable Map<String, String> transport;
    private boolean awaited;

    Append() {}

    /** The append of the command that is being handled. */
    public static Append current() {
        return of(CurrentUnitOfWork.get());
    }

    /** Has the SQL run in the same transaction as the command's events, after them. */
    public void alongside(SqlWork work) {
        alongside.add(work);
    }

    /** Where the events went; empty as long as the command is not yet stored, or when it led to none. */
    public List<Place> places() {
        return done.isDone() && !done.isCompletedExceptionally() ? done.join() : List.of();
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

    @Nullable
    Map<String, String> transport() {
        return transport;
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

    CompletableFuture<List<Place>> done() {
        return done;
    }
}
