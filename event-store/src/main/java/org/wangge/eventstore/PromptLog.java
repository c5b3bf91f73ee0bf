package org.wangge.eventstore;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log as projections and automations read it. Axon's pooled processor looks for new events only every 500 ms unless the stream calls it, and
 * the streams of Axon's embedded store never do. So one thread follows the head of the log and calls all of them, and none of them
 * runs ahead of its call: what comes close together they take together.
 */
public final class PromptLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    /**
     * After a call the next one waits so long, and a millisecond for each event where many come: each call costs every reader a
     * transaction, which they share among the events that gathered. The first event after a quiet moment is called at once.
     */
    private static final int GATHERING_MILLIS = 4;

    private static final int MOST_GATHERING_MILLIS = 100;

    private final StreamableMessageSource<TrackedEventMessage<?>> log;
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private final HeadFollower follower;

    /** How far the readers have been called. What comes after is shown to them with the next call. */
    private volatile long shown = Long.MAX_VALUE;

    public PromptLog(StreamableMessageSource<TrackedEventMessage<?>> log) {
        this.log = log;
        this.follower = new HeadFollower("log-follower", log, new Calls());
    }

    public void start() {
        follower.start();
    }

    public void stop() {
        follower.stop();
    }

    private final class Calls implements HeadFollower.Listener {

        @Override
        public void follows() {
            // Readers are shown everything until the first call.
        }

        @Override
        public void grown(BlockingStream<TrackedEventMessage<?>> head) throws InterruptedException {
            int events = 0;
            do {
                shown = position(head.nextAvailable());
                events++;
            } while (head.hasNextAvailable());
            listeners.forEach(Runnable::run);
            TimeUnit.MILLISECONDS.sleep(Math.clamp(events, GATHERING_MILLIS, MOST_GATHERING_MILLIS));
        }

        /** Readers look by themselves until they can be called again. */
        @Override
        public void lost() {
            shown = Long.MAX_VALUE;
        }
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElse(Long.MAX_VALUE);
    }

    /** The position of the last event in the log; 0 while it is empty. */
    public long head() {
        TrackingToken head = log.createHeadToken();
        return head == null ? 0 : Math.max(0, head.position().orElse(0));
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new PromptStream(log.openStream(token));
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return log.createTailToken();
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return log.createHeadToken();
    }

    private final class PromptStream implements BlockingStream<TrackedEventMessage<?>> {

        private final BlockingStream<TrackedEventMessage<?>> stream;
        private volatile @Nullable Runnable listener;

        private PromptStream(BlockingStream<TrackedEventMessage<?>> stream) {
            this.stream = stream;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            // A wrapper of its own, so that closing this stream does not take away somebody else's equal callback.
            Runnable own = () -> callback.run();
            listener = own;
            listeners.add(own);
            return true;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return stream.hasNextAvailable(timeout, unit);
        }

        @Override
        public boolean hasNextAvailable() {
            return stream.hasNextAvailable()
                    && stream.peek().filter(next -> position(next) <= shown).isPresent();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return stream.nextAvailable();
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            stream.skipMessagesWithPayloadTypeOf(ignored);
        }

        @Override
        public void close() {
            Runnable own = listener;
            if (own != null) {
                listeners.remove(own);
            }
            stream.close();
        }
    }
}
