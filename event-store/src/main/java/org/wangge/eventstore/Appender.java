package org.wangge.eventstore;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what has gathered written in one transaction (group commit), one group after the other. Whoever finds nobody writing writes
 * itself, what others have left as well; what gathers meanwhile is left to the appender's own thread, which goes on until nothing is
 * left. So a lone command costs no change of threads, and many at a time share their round trips.
 */
final class Appender implements AutoCloseable {

    private static final int MOST_AT_ONCE = 256;
    /** How long a group waits for those who were there just before: well under what a commit takes. */
    private static final long COMPANY_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Pattern STREAM_KEY = Pattern.compile("=\\((.*), (\\d+)\\)");
    private static final Logger LOGGER = LoggerFactory.getLogger(Appender.class);

    private final EventCodec codec;
    private final Lookup lookup;
    private final Tips tips = new Tips();
    private final LogWriter writer;
    private final ConcurrentLinkedQueue<Append> queue = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    /** Whether somebody has the right to write; it is passed on, not given back, as long as there is something to write. */
    private final AtomicBoolean writing = new AtomicBoolean();

    /** How many had come by the end of the last group, with those who were in it. Only whoever writes looks at it. */
    private int lately;

    /** Whether the right to write was passed to the appender's own thread. */
    private volatile boolean passed;

    private volatile boolean closed;

    Appender(DataSource dataSource, EventCodec codec, Clock clock) {
        this.codec = codec;
        this.lookup = new Lookup(dataSource);
        this.writer = new LogWriter(dataSource, clock, tips);
        this.thread = Thread.ofPlatform().daemon().name("wangge-appender").start(this::run);
    }

    /** Returns when the events are durably stored; throws what kept them from it. */
    void append(Append append) {
        append.prepare(codec);
        refuseWhenClosed();
        queue.add(append);
        if (closed && queue.remove(append)) {
            refuseWhenClosed();
        }
        if (writing.compareAndSet(false, true)) {
            if (mayWrite(append)) {
                writeUninterrupted();
            } else {
                pass();
            }
        }
        append.await();
    }

    /**
     * A virtual thread that is interrupted has its connection closed under it, which would hit others; and rows beside the events
     * are somebody else's SQL, which may look for what is bound to its thread.
     */
    private static boolean mayWrite(Append append) {
        return append.work().isEmpty() && !Thread.currentThread().isVirtual();
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
    }

    /** The event of a stream that is read last: what comes next follows it. */
    void remember(String stream, long sequence, byte[] body) {
        if (tips.find(stream, sequence) == null) {
            tips.remember(Tip.of(stream, sequence, body));
        }
    }

    /** How many appends wait for the next transaction. */
    int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        while (!passed && !writing.compareAndSet(false, true)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        Append left;
        while ((left = queue.poll()) != null) {
            left.failed(new IllegalStateException("the log is closed"));
            left.wake();
        }
    }

    private void run() {
        while (!closed) {
            if (!passed) {
                LockSupport.park(this);
                continue;
            }
            while (!closed && !queue.isEmpty()) {
                writeNext(true);
            }
            passed = false;
            passOn();
        }
    }

    private void pass() {
        passed = true;
        LockSupport.unpark(thread);
    }

    /** Ends the writing of who has the right to it. */
    private void passOn() {
        if (queue.isEmpty()) {
            writing.set(false);
            // What came between these two found somebody writing.
            if (queue.isEmpty() || !writing.compareAndSet(false, true)) {
                return;
            }
        }
        pass();
    }

    private void writeUninterrupted() {
        boolean interrupted = Thread.interrupted();
        try {
            writeNext(false);
        } finally {
            passOn();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param all whether appends with rows beside them may be written by this thread */
    private void writeNext(boolean all) {
        awaitCompany();
        List<Append> batch = new ArrayList<>();
        Append next = queue.peek();
        while (next != null && batch.size() < MOST_AT_ONCE && (all || mayWrite(next))) {
            batch.add(next);
            queue.remove();
            next = queue.peek();
        }
        if (!batch.isEmpty()) {
            writeTogether(batch, false);
        }
    }

    /**
     * Those who were answered just now mostly come again at once. Without them, as many as there are would part into two groups that
     * wait for each other, each with a commit of its own.
     */
    @SuppressWarnings(
            "ThreadPriorityCheck") // There is nothing to be told by: who comes adds to the queue without a signal.
    private void awaitCompany() {
        long until = System.nanoTime() + COMPANY_NANOS;
        while (queue.size() < lately && System.nanoTime() < until && !closed) {
            Thread.yield();
        }
    }

    /** @param lost whether an earlier attempt may have been committed although its connection broke */
    private void writeTogether(List<Append> batch, boolean lost) {
        Throwable reason;
        try {
            complete(batch, writer.write(batch));
            return;
        } catch (Throwable failure) {
            // An Error as well: should this thread die of it, nobody would ever be answered again.
            reason = failure;
        }
        boolean uncertain = false;
        if (lost || reason instanceof LogWriter.CommitUnconfirmed) {
            try {
                List<List<Append.Place>> found = lookup.places(batch);
                if (found != null) {
                    complete(batch, found);
                    return;
                }
            } catch (SQLException stillBroken) {
                reason.addSuppressed(stillBroken);
                uncertain = true;
            }
        }
        if (batch.size() == 1) {
            fail(batch.getFirst(), reason);
            return;
        }
        // One of them is to blame, or the connection broke: each on its own, so that nobody suffers for another.
        LOGGER.debug("Writing {} appends one by one after {}", batch.size(), reason.toString());
        for (Append append : batch) {
            if (uncertain && append.events().isEmpty()) {
                // Nothing in the log could tell whether its rows are there already.
                fail(append, reason);
            } else {
                writeTogether(List.of(append), uncertain);
            }
        }
    }

    private void complete(List<Append> batch, List<List<Append.Place>> places) {
        lately = batch.size() + queue.size();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).stored(places.get(i));
        }
        batch.forEach(Append::wake);
    }

    private void fail(Append append, Throwable reason) {
        append.failed(reason instanceof SQLException sql ? translate(sql, append) : reason);
        append.wake();
    }

    private static Stream<SQLException> failuresOf(SQLException failure) {
        return Stream.iterate(failure, Objects::nonNull, SQLException::getNextException);
    }

    private RuntimeException translate(SQLException sql, Append append) {
        ServerErrorMessage violation = uniqueViolation(sql);
        String constraint = violation == null ? "" : String.valueOf(violation.getConstraint());
        if (constraint.equals("event_command") || (constraint.equals("event_stream") && wasStoredBefore(append, sql))) {
            return new DuplicateSubmission(
                    append.events().getFirst().provenance().commandId());
        }
        if (violation != null && constraint.equals("event_stream")) {
            Matcher key = STREAM_KEY.matcher(String.valueOf(violation.getDetail()));
            boolean begun = key.find() && "0".equals(key.group(2));
            return begun
                    ? new StreamExists(key.group(1), sql)
                    : new ConcurrencyException("somebody else added to the same stream at the same time", sql);
        }
        return new EventStoreException("events could not be stored", sql);
    }

    /** A command that is sent twice to one stream meets its own events first: that is no conflict with somebody else. */
    private boolean wasStoredBefore(Append append, SQLException sql) {
        try {
            return lookup.knows(append.events().getFirst().provenance().commandId());
        } catch (SQLException broken) {
            sql.addSuppressed(broken);
            return false;
        }
    }

    private static @Nullable ServerErrorMessage uniqueViolation(SQLException failure) {
        return failuresOf(failure)
                .filter(f -> UNIQUE_VIOLATION.equals(f.getSQLState()))
                .map(f -> f instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
