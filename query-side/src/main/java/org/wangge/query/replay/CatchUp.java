package org.wangge.query.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.eventstore.LogPage;
import org.wangge.eventstore.PostgresEventStorageEngine;

/**
 * One reading of the log for all views of this process that are far behind. Each page is read and decoded once and given to every
 * view that goes through it; who is ahead waits for the slowest, so that only a few pages are held in memory.
 */
final class CatchUp implements AutoCloseable {

    /** Events in a page, which is what a view writes in one transaction. */
    private static final int PAGE = Integer.getInteger("wangge.views.page", 5000);

    /** Pages that are held at most, between the first that some view has yet to write and the last that some view has. */
    private static final int WINDOW = 3;

    private static final int READERS = 2;

    private final PostgresEventStorageEngine log;
    private final int pageSize;
    private final List<Reading> readings = new ArrayList<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().daemon().name("catch-up-reader-", 0).factory());

    /** More writers than this at once only take memory and connections from each other. */
    private final Semaphore writing =
            new Semaphore(Math.max(2, 2 * Runtime.getRuntime().availableProcessors()), true);

    CatchUp(PostgresEventStorageEngine log) {
        this(log, PAGE);
    }

    CatchUp(PostgresEventStorageEngine log, int pageSize) {
        this.log = log;
        this.pageSize = pageSize;
    }

    /**
     * Begins to read for a view, with others that are thereabouts.
     *
     * @param wanted the stored names of the events that it handles
     * @param position that it has reached
     */
    synchronized Reader reader(Set<String> wanted, long position) {
        long page = position / pageSize;
        readings.removeIf(Reading::isOver);
        for (Reading reading : readings) {
            Reader reader = reading.join(wanted, page);
            if (reader != null) {
                return reader;
            }
        }
        Reading reading = new Reading();
        readings.add(reading);
        return reading.first(wanted, page);
    }

    /** The stored names of the events of which somebody wants the class. */
    Set<String> types(Predicate<Class<? extends Event>> wanted) {
        return log.types(wanted);
    }

    /** So few events that a processor has them soon. */
    long near() {
        return pageSize / 10;
    }

    /** Whether the page is not the last one that there is. */
    boolean isFull(LogPage page) {
        return !page.rows().isEmpty() && page.end(0) % pageSize == 0;
    }

    /** Waits until few enough others write. */
    Permit permit() {
        writing.acquireUninterruptibly();
        return writing::release;
    }

    @Override
    public void close() {
        readers.shutdown();
    }

    /** The right to write, until it is closed. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    private record Page(Set<String> types, CompletableFuture<LogPage> rows) {

        /** Whether it has something after the position, or will have. */
        boolean leadsBeyond(long position) {
            return !rows.isDone()
                    || (!rows.isCompletedExceptionally() && rows.join().end(0) > position);
        }
    }

    private final class Reading {

        private final Set<Reader> members = new HashSet<>();
        private final NavigableMap<Long, Page> pages = new TreeMap<>();
        private boolean over;

        synchronized boolean isOver() {
            return over;
        }

        synchronized Reader first(Set<String> wanted, long page) {
            Reader reader = new Reader(this, wanted, page);
            members.add(reader);
            return reader;
        }

        /** None when this reading is elsewhere. */
        synchronized @Nullable Reader join(Set<String> wanted, long page) {
            return over || page < slowest() || page >= slowest() + WINDOW ? null : first(wanted, page);
        }

        private long slowest() {
            return members.stream().mapToLong(each -> each.page).min().orElse(Long.MAX_VALUE);
        }

        private void moved() {
            pages.headMap(slowest(), false).clear();
            notifyAll();
        }

        synchronized void leave(Reader reader) {
            members.remove(reader);
            over = members.isEmpty();
            moved();
        }

        synchronized CompletableFuture<LogPage> page(Reader reader, long position) throws InterruptedException {
            reader.page = position / pageSize;
            moved();
            while (reader.page >= slowest() + WINDOW) {
                wait();
            }
            CompletableFuture<LogPage> rows = page(reader.page, position, reader.wanted);
            if (reader.page + 1 < slowest() + WINDOW) {
                CompletableFuture<LogPage> _ = page(reader.page + 1, (reader.page + 1) * pageSize, reader.wanted);
            }
            return rows;
        }

        private CompletableFuture<LogPage> page(long number, long position, Set<String> wanted) {
            Page known = pages.get(number);
            if (known == null || !known.types.containsAll(wanted) || !known.leadsBeyond(position)) {
                Set<String> types = new HashSet<>();
                members.forEach(each -> types.addAll(each.wanted));
                known = new Page(
                        Set.copyOf(types),
                        CompletableFuture.supplyAsync(() -> log.readPage(number * pageSize, pageSize, types), readers));
                pages.put(number, known);
            }
            return known.rows;
        }
    }

    /** What one view reads. Closed when it has come to the end, or gives up: nobody waits for it then. */
    static final class Reader implements AutoCloseable {

        private final Reading reading;
        private final Set<String> wanted;
        private long page;

        private Reader(Reading reading, Set<String> wanted, long page) {
            this.reading = reading;
            this.wanted = wanted;
            this.page = page;
        }

        /** A page with what follows the position, and some before it; at the end of the log, nothing follows. */
        LogPage after(long position) throws InterruptedException {
            return reading.page(this, position).join();
        }

        @Override
        public void close() {
            reading.leave(this);
        }
    }
}
