package org.wangge.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent;

/**
 * Eight writers and two kinds of readers on one log, by way of Axon's interfaces only, so that any storage engine can be put to the
 * same test. Each writer publishes in units of work: one to five events, in streams of its own and in streams that all share; claimed
 * times from a year ago to tomorrow; pauses after the events were given to the engine and before the commit; one in eight rolled back.
 *
 * <p>Some writers hold their unit of work open until a reader has seen twenty more events, or for 300 ms. An engine that hands out
 * places at the append and not at the commit then has a gap behind its readers.
 */
final class LogStress {

    static final int WRITERS = 8;

    private static final int SHARED_STREAMS = 10;
    private static final int OWN_STREAMS = 20;
    private static final int SEEN_WHILE_HOLDING = 20;
    private static final Duration LONGEST_HOLD = Duration.ofMillis(300);
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** One process's way to the log. */
    record Process(EmbeddedEventStore store, EventStorageEngine engine, TransactionManager transactions) {}

    /** An event as writers and readers count it. */
    record Entry(String eventId, String stream, long sequence) {
        static Entry of(DomainEventMessage<?> event) {
            return new Entry(event.getIdentifier(), event.getAggregateIdentifier(), event.getSequenceNumber());
        }
    }

    /** What one reader got, held against what was committed. */
    record Reading(int lost, int reordered, int twice, int neverCommitted) {
        static final Reading FLAWLESS = new Reading(0, 0, 0, 0);

        static Reading of(Set<Entry> committed, Collection<Entry> seen) {
            Set<Entry> different = new HashSet<>(seen);
            Map<String, Long> last = new HashMap<>();
            int reordered = 0;
            for (Entry entry : seen) {
                Long former = last.put(entry.stream(), entry.sequence());
                reordered += former != null && entry.sequence() < former ? 1 : 0;
            }
            return new Reading(
                    (int) committed.stream()
                            .filter(entry -> !different.contains(entry))
                            .count(),
                    reordered,
                    seen.size() - different.size(),
                    (int) different.stream()
                            .filter(entry -> !committed.contains(entry))
                            .count());
        }
    }

    /** The outcome of a run. */
    record Verdict(
            Set<Entry> committed,
            int rolledBack,
            int conflicts,
            int refused,
            List<Throwable> surprises,
            Reading stream,
            Reading processor) {
        @Override
        public String toString() {
            return committed.size() + " events committed, " + rolledBack + " units of work rolled back, " + conflicts
                    + " conflicts, " + refused + " refused as future; event stream: " + stream + "; pooled processor: "
                    + processor;
        }
    }

    private final List<Process> processes;
    private final long seed;
    private final Queue<Entry> committed = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rolledBack = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong seen = new AtomicLong();

    LogStress(List<Process> processes, long seed) {
        this.processes = processes;
        this.seed = seed;
    }

    Verdict run(Duration writing) throws InterruptedException {
        List<Entry> fromStream = new ArrayList<>();
        Thread reader;
        Queue<Entry> fromProcessor;
        try (StressReader processor = new StressReader(processes.getLast().store())) {
            TrackingEventStream stream = processes.getFirst().store().openStream(null);
            reader = Thread.ofPlatform().name("stress-reader").start(() -> follow(stream, fromStream));
            long end = System.nanoTime() + writing.toNanos();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(i, processes.get(i % processes.size()), end);
                writers.add(Thread.ofPlatform().name("stress-writer-" + i).start(writer));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            awaitReaders(processor);
            reader.interrupt();
            reader.join();
            fromProcessor = processor.entries();
        }
        Set<Entry> all = Set.copyOf(committed);
        return new Verdict(
                all,
                rolledBack.get(),
                conflicts.get(),
                refused.get(),
                List.copyOf(surprises),
                Reading.of(all, fromStream),
                Reading.of(all, fromProcessor));
    }

    /** Until both readers have as many events as were committed, or nothing has come for two seconds. */
    private void awaitReaders(StressReader processor) {
        long before = -1;
        long quietSince = System.nanoTime();
        while (seen.get() < committed.size() || processor.entries().size() < committed.size()) {
            long now = seen.get() + processor.entries().size();
            if (now != before) {
                before = now;
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > QUIET.toNanos()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void follow(TrackingEventStream stream, List<Entry> entries) {
        try (stream) {
            while (!Thread.currentThread().isInterrupted()) {
                if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
                    entries.add(Entry.of((DomainEventMessage<?>) stream.nextAvailable()));
                    seen.incrementAndGet();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class OnPurpose extends RuntimeException {}

    private final class Writer implements Runnable {
        private final int number;
        private final Process process;
        private final long end;
        private final Random random;
        private final Map<String, Long> ownSequences = new HashMap<>();

        Writer(int number, Process process, long end) {
            this.number = number;
            this.process = process;
            this.end = end;
            this.random = new Random(seed + number);
        }

        @Override
        public void run() {
            while (System.nanoTime() < end) {
                boolean shared = random.nextInt(4) == 0;
                String gridId = shared
                        ? "shared-" + random.nextInt(SHARED_STREAMS)
                        : "own-" + number + "-" + random.nextInt(OWN_STREAMS);
                UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(new GenericMessage<>("stress"));
                try {
                    unitOfWork.attachTransaction(process.transactions());
                    List<DomainEventMessage<Event>> events = events(gridId, shared);
                    process.store().publish(events);
                    boolean abandon = random.nextInt(8) == 0;
                    unitOfWork.onPrepareCommit(prepared -> {
                        pause();
                        if (abandon) {
                            throw new OnPurpose();
                        }
                    });
                    unitOfWork.commit();
                    events.forEach(event -> {
                        committed.add(Entry.of(event));
                        ownSequences.put(event.getAggregateIdentifier(), event.getSequenceNumber());
                    });
                } catch (RuntimeException failure) {
                    if (unitOfWork.isActive()) {
                        unitOfWork.rollback(failure);
                    }
                    count(failure);
                }
                if (random.nextInt(10) == 0) {
                    LockSupport.parkNanos(random.nextInt(3_000_000));
                }
            }
        }

        private List<DomainEventMessage<Event>> events(String gridId, boolean shared) {
            String stream = Streams.grid(gridId);
            long next = 1
                    + (shared
                            ? process.engine().lastSequenceNumberFor(stream).orElse(-1L)
                            : ownSequences.getOrDefault(stream, -1L));
            Provenance command = SampleEvents.provenance(Instant.EPOCH);
            List<DomainEventMessage<Event>> events = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
                boolean tomorrow = random.nextInt(20) == 0;
                Instant stamped = tomorrow
                        ? now.plusSeconds(60 + random.nextInt(86_340))
                        : now.minusSeconds(random.nextInt(365 * 86_400));
                // Half of what is stamped tomorrow also claims to have happened then, which Wangge refuses.
                Instant claimed = tomorrow && random.nextBoolean() ? now.minusSeconds(1) : stamped;
                events.add(new GenericDomainEventMessage<>(
                        "grid",
                        stream,
                        next++,
                        new GridEvent.GridRenamed(gridId, "writer " + number),
                        MetaData.with(Provenance.KEY, command.at(claimed)),
                        TimeOrderedIds.next().toString(),
                        stamped));
            }
            return events;
        }

        private void pause() {
            int kind = random.nextInt(20);
            if (kind == 0) {
                long until = seen.get() + SEEN_WHILE_HOLDING;
                long latest = System.nanoTime() + LONGEST_HOLD.toNanos();
                while (seen.get() < until && System.nanoTime() < latest) {
                    LockSupport.parkNanos(500_000);
                }
            } else if (kind < 6) {
                LockSupport.parkNanos(random.nextInt(5_000_000));
            }
        }

        private void count(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                switch (cause) {
                    case OnPurpose _ -> {
                        rolledBack.incrementAndGet();
                        return;
                    }
                    case Refused _ -> {
                        refused.incrementAndGet();
                        return;
                    }
                    case ConcurrencyException _ -> {
                        conflicts.incrementAndGet();
                        return;
                    }
                    case AggregateStreamCreationException _ -> {
                        conflicts.incrementAndGet();
                        return;
                    }
                    default -> {}
                }
            }
            surprises.add(failure);
        }
    }
}
