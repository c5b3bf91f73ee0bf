package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wangge.benchmarks.peers.Ids;
import org.wangge.benchmarks.peers.Lives;

/** Creations and further steps over HTTP: as many as there can be, or so many per second. One thread per connection. */
final class HttpLoad {

    private static final long FIRST_GUESS = 4_000;

    private final Site site;
    private final Lives lives = new Lives();
    private double stepsPerSecond = FIRST_GUESS;

    HttpLoad(Site site) {
        this.site = site;
    }

    /** Is told of each creation that was acknowledged, when its answer was there. */
    interface Acknowledged {
        void at(UUID caseId, long nanoTime);
    }

    private interface Thread1 {
        void run(Wire wire) throws IOException;
    }

    /** As many creations per second as so many connections can. */
    double creations(int connections, long millis) throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + millis * 1_000_000;
        AtomicLong done = new AtomicLong();
        onEach(connections, wire -> {
            Request request = Request.creation(site);
            long mine = 0;
            while (System.nanoTime() < end) {
                send(wire, request, Ids.next());
                mine++;
            }
            done.addAndGet(mine);
        });
        return done.get() * 1e9 / (System.nanoTime() - begun);
    }

    /** How many steps there may be in that time, by the last time. */
    long expectedSteps(long millis) {
        return (long) (stepsPerSecond * millis / 1000 * 1.5);
    }

    /** The same of further steps, on cases that are begun before the clock runs. */
    double steps(int connections, long millis) throws InterruptedException {
        begin(expectedSteps(millis), Math.max(8, connections));
        long begun = System.nanoTime();
        long end = begun + millis * 1_000_000;
        AtomicLong done = new AtomicLong();
        onEach(connections, wire -> {
            Request request = Request.step(site);
            Lives.Way way = lives.way();
            long mine = 0;
            while (System.nanoTime() < end) {
                UUID caseId = way.next();
                if (caseId == null) {
                    break;
                }
                send(wire, request, caseId);
                mine++;
            }
            done.addAndGet(mine);
        });
        stepsPerSecond = done.get() * 1e9 / (System.nanoTime() - begun);
        return stepsPerSecond;
    }

    /** Begins cases until so many steps are left to be made. */
    void begin(long steps, int connections) throws InterruptedException {
        if (lives.left() >= steps) {
            return;
        }
        // A block more for each, since one that is begun is nobody else's.
        AtomicLong missing = new AtomicLong((steps - lives.left()) / Lives.STEPS + 40L * connections);
        onEach(connections, wire -> {
            Request request = Request.creation(site);
            List<UUID> begun = new ArrayList<>();
            while (missing.decrementAndGet() >= 0) {
                UUID caseId = Ids.next();
                send(wire, request, caseId);
                begun.add(caseId);
            }
            lives.add(begun);
        });
    }

    /**
     * So many commands per second, each at its own time whether or not those before are answered: what waits for a connection has
     * waited. The time runs from when it was to be sent.
     *
     * @param creations which part of them begins a case; the rest are steps on cases that were begun before
     */
    Latencies atRate(
            double perSecond, double creations, int connections, long millis, @Nullable Acknowledged acknowledged)
            throws InterruptedException {
        long all = (long) (perSecond * millis / 1000);
        if (creations < 1) {
            begin((long) (all * (1 - creations)) + 200L * connections, connections);
        }
        Latencies latencies = new Latencies();
        AtomicLong next = new AtomicLong();
        long begun = System.nanoTime() + 20_000_000;
        onEach(connections, wire -> {
            Request creation = Request.creation(site);
            Request step = Request.step(site);
            Lives.Way way = lives.way();
            for (long number = next.getAndIncrement(); number < all; number = next.getAndIncrement()) {
                long due = begun + (long) (number * 1e9 / perSecond);
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                boolean creates = Math.floor((number + 1) * creations) > Math.floor(number * creations);
                UUID caseId = creates ? Ids.next() : way.next();
                if (caseId == null) {
                    throw new IllegalStateException("no case is left to go on with");
                }
                send(wire, creates ? creation : step, caseId);
                long now = System.nanoTime();
                latencies.add(now - due);
                if (creates && acknowledged != null) {
                    acknowledged.at(caseId, now);
                }
            }
        });
        return latencies;
    }

    private static void send(Wire wire, Request request, UUID caseId) throws IOException {
        int status = wire.exchange(request.bytes(caseId, Ids.next()));
        if (status != 200 && status != 201) {
            throw new IllegalStateException(status + " " + wire.body());
        }
    }

    private void onEach(int connections, Thread1 work) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((thread, thrown) -> failure.compareAndSet(null, thrown))
                    .start(() -> {
                        try (Wire wire = new Wire(site.port())) {
                            work.run(wire);
                        } catch (IOException broken) {
                            throw new UncheckedIOException(site.name() + ": " + broken.getMessage(), broken);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException(site.name() + ": " + first.getMessage(), first);
        }
    }
}
