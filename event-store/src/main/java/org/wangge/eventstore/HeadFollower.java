package org.wangge.eventstore;

import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that hears of every event from the head of the log on, and begins anew at the head when the log could not be read. */
public final class HeadFollower {

    /** Who hears of it; called on the follower's thread. */
    public interface Listener {

        /** The head is open: of whatever is appended from now on {@link #grown} tells, until {@link #lost}. */
        void follows();

        /** At least one event has come, which is to be taken from the stream. */
        void grown(BlockingStream<TrackedEventMessage<?>> head) throws InterruptedException;

        /** Events may be missed from now on, until the head is followed again; also called at the end. */
        void lost();
    }

    private static final Logger LOG = LoggerFactory.getLogger(HeadFollower.class);
    private static final int PATIENCE_MILLIS = 1000;

    private final String name;
    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final Listener listener;
    private volatile @Nullable Thread follower;

    /** @param name of the thread, which log lines show */
    public HeadFollower(String name, StreamableMessageSource<TrackedEventMessage<?>> log, Listener listener) {
        this.name = name;
        this.log = log;
        this.listener = listener;
    }

    public void start() {
        // Known before it runs: it goes on only while it is the follower.
        Thread running = Thread.ofPlatform().daemon().name(name).unstarted(this::follow);
        follower = running;
        running.start();
    }

    public void stop() {
        Thread running = follower;
        follower = null;
        if (running != null) {
            running.interrupt();
        }
    }

    public boolean isRunning() {
        return follower != null;
    }

    private void follow() {
        while (isWanted()) {
            try {
                hear();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException broken) {
                if (!isWanted()) {
                    return;
                }
                LOG.warn("{} cannot follow the head of the log, and will try again", name, broken);
                if (!rest()) {
                    return;
                }
            }
        }
    }

    private void hear() throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> head = log.openStream(log.createHeadToken())) {
            listener.follows();
            while (isWanted()) {
                if (head.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    listener.grown(head);
                }
            }
        } finally {
            listener.lost();
        }
    }

    private boolean isWanted() {
        return Thread.currentThread().equals(follower);
    }

    private static boolean rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
