package org.wangge.command.imports;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.command.CommandDesk;
import org.wangge.command.Submission;
import org.wangge.command.imports.RowReader.Candidate;
import org.wangge.eventstore.Receipt;

/** Hands commands in at the desk, many at a time: the log stores together what arrives together. */
final class Handing implements ImportRun.Counter {

    private static final int PATIENCE = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final CommandDesk desk;
    private final AlreadyThere alreadyThere;
    private final ImportRecord record;
    private final String mapping;
    private final int parallel;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

    Handing(CommandDesk desk, AlreadyThere alreadyThere, ImportRecord record, String mapping, int parallel) {
        this.desk = desk;
        this.alreadyThere = alreadyThere;
        this.record = record;
        this.mapping = mapping;
        this.parallel = parallel;
        this.places = new Semaphore(parallel);
    }

    @Override
    public void hand(Candidate candidate, ImportRun.Answer answer) {
        throwIfBroken();
        places.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                submit(candidate, answer);
            } catch (RuntimeException failure) {
                broken.compareAndSet(null, failure);
            } finally {
                places.release();
            }
        });
    }

    @Override
    public void settle() {
        places.acquireUninterruptibly(parallel);
        places.release(parallel);
        throwIfBroken();
    }

    private void throwIfBroken() {
        RuntimeException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    private void submit(Candidate candidate, ImportRun.Answer answer) {
        try {
            Receipt receipt = patiently(candidate);
            if (!receipt.replayed() || storedByThisImport(candidate)) {
                answer.accepted();
            } else {
                answer.unchanged();
            }
        } catch (Refused refused) {
            if (refused.code() == CommonRefusal.IDEMPOTENCY_KEY_REUSED) {
                answer.rejected(differently(candidate));
            } else if (refused.code() == CommonRefusal.ALREADY_EXISTS && alreadyThere.saysTheSame(candidate)) {
                answer.unchanged();
            } else {
                answer.rejected(refused);
            }
        }
    }

    private static RowRefused differently(Candidate candidate) {
        return RowRefused.because(RowFault.IMPORTED_DIFFERENTLY, "", candidate.key(), "");
    }

    /** Only an import that was cut off meets what it stored itself. */
    private boolean storedByThisImport(Candidate candidate) {
        return record.resumed()
                && alreadyThere
                        .source(candidate.command())
                        .filter(record.source()::equals)
                        .isPresent();
    }

    private Receipt patiently(Candidate candidate) {
        Submission submission = new Submission(
                candidate.command(),
                record.actor(),
                candidate.occurredAt(),
                record.source(),
                "import:" + mapping + ":" + candidate.command().stream(),
                null);
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return desk.submit(submission);
            } catch (Refused refused) {
                boolean passing =
                        refused.code() == CommonRefusal.CONCURRENT_CHANGE || refused.code() == CommonRefusal.NOT_READY;
                if (!passing || attempt == PATIENCE) {
                    throw refused;
                }
            } catch (RuntimeException failure) {
                if (attempt == PATIENCE) {
                    throw failure;
                }
            }
            LockSupport.parkNanos(wait.toNanos());
            wait = wait.multipliedBy(2);
        }
    }
}
