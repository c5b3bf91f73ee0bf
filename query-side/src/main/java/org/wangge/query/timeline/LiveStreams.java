package org.wangge.query.timeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;

/**
 * 实时: sends what is new in the timeline as server-sent events, in the thread of the request, which is a virtual one. Every
 * position is looked at once and in order: each batch goes as far as the views had come at one moment, and the next begins there.
 * The id of an event is its position; where nothing was sent for a while, the position alone is, so that whoever comes back asks
 * from there. A stream ends after a bounded time, and the client comes back with its sign-in, if that holds still.
 */
final class LiveStreams implements SmartLifecycle {

    private static final List<String> VIEWS = List.of(TimelineView.NAME, Subtree.VIEW);
    private static final int BATCH = 500;
    /** Another process may have moved the tables: its signal is not heard here. */
    private static final long GLANCE_MILLIS = 1000;

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    private final Snapshots snapshots;
    private final Progress progress;
    private final Answers answers;
    private final Clock clock;
    private final Limits limits;
    private final Semaphore free;
    private volatile boolean running;

    /**
     * @param streams at a time
     * @param heartbeat after which time without an event a comment is sent, which also tells that the client has gone
     * @param lifetime of a stream
     */
    record Limits(int streams, Duration heartbeat, Duration lifetime) {}

    private record Batch(List<String> rows, long position) {}

    LiveStreams(Snapshots snapshots, Progress progress, Answers answers, Clock clock, Limits limits) {
        this.snapshots = snapshots;
        this.progress = progress;
        this.answers = answers;
        this.clock = clock;
        this.limits = limits;
        this.free = new Semaphore(limits.streams());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end: this is what they wait for. */
    @Override
    public void stop() {
        running = false;
        progress.advanced();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Opens the stream when the first of it is known to be there. */
    interface Opening {
        OutputStream open() throws IOException;
    }

    /**
     * Returns when the stream has ended.
     *
     * @param after sends what comes after that position; none means from now on
     * @throws RequestProblem 503 where there are too many streams, or the views are not there
     */
    void send(TimelineFilter filter, @Nullable Long after, Opening opening) {
        if (!free.tryAcquire()) {
            throw RequestProblem.later(
                    ProblemKind.UNAVAILABLE, limits.streams() + " live streams are open already", COME_BACK_AFTER);
        }
        try {
            // Looked at first: a view that moves while the first batch is read wakes the wait after it.
            long moves = progress.moves();
            Batch first = after == null
                    ? snapshots.read(VIEWS, null, snapshot -> new Batch(List.of(), snapshot.position()))
                    : next(filter, after);
            follow(filter, first, moves, opening.open());
        } catch (IOException e) {
            // The client has gone.
            return;
        } finally {
            free.release();
        }
    }

    private void follow(TimelineFilter filter, Batch first, long seen, OutputStream out) throws IOException {
        long until = System.nanoTime() + limits.lifetime().toNanos();
        long moves = seen;
        Batch batch = first;
        write(out, "retry: " + COME_BACK_AFTER.toMillis() + "\n" + beat(first.rows.isEmpty() ? first.position : 0));
        long spoken = System.nanoTime();
        while (true) {
            if (!batch.rows.isEmpty()) {
                write(out, String.join("", batch.rows));
                spoken = System.nanoTime();
            } else if (System.nanoTime() - spoken >= limits.heartbeat().toNanos()) {
                write(out, beat(batch.position));
                spoken = System.nanoTime();
            }
            if (!running || System.nanoTime() - until >= 0) {
                return;
            }
            if (batch.rows.size() < BATCH) {
                progress.await(moves, GLANCE_MILLIS);
                moves = progress.moves();
            }
            batch = next(filter, batch.position);
        }
    }

    private static String beat(long position) {
        return (position > 0 ? "id: " + position + "\n" : "") + ":\n\n";
    }

    private Batch next(TimelineFilter filter, long after) {
        return snapshots.read(VIEWS, null, snapshot -> {
            if (snapshot.position() <= after) {
                return new Batch(List.of(), after);
            }
            Question question = filter.asked(clock.instant())
                    .bind("after", after)
                    .bind("reached", snapshot.position())
                    .where("e.position > :after")
                    .where("e.position <= :reached");
            List<Answers.Line> lines = answers.lines(TimelineEndpoint.BY_POSITION, question, BATCH, snapshot.sql());
            // A full batch may have left some behind.
            long position = lines.size() < BATCH
                    ? snapshot.position()
                    : Long.parseLong(lines.getLast().key());
            return new Batch(
                    lines.stream()
                            .map(line -> "id: " + line.key() + "\ndata: " + line.json() + "\n\n")
                            .toList(),
                    position);
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
