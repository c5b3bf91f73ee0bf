package org.wangge.command.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wangge.command.HearsOfAppends;
import org.wangge.eventstore.Append;
import org.wangge.eventstore.HeadFollower;

/**
 * What the directory has read of streams a moment ago. What this process adds to a stream is forgotten before the command that added
 * it is acknowledged; what another process adds, as soon as the log is seen to have grown, some 25 ms later; and all of it after
 * {@link #LONGEST}, should the log not be readable. That a thing does not exist is never remembered: what a command made is known
 * everywhere as soon as that command was accepted.
 */
@Component
class RecentFacts implements HearsOfAppends, SmartLifecycle {

    /** How long at most another process may have retired, dissolved or changed a thing without this one knowing. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int MOST = 20_000;

    private final HeadFollower follower;
    private final Cache<String, Object> facts =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
    private volatile boolean following;

    RecentFacts(EventStore log) {
        this.follower = new HeadFollower("directory-follower", log, new Forgetting());
    }

    /** The facts of a stream: as remembered, else read; none where there is no such stream. */
    <T> @Nullable T of(String stream, Class<T> type, Function<String, @Nullable T> read) {
        return following ? type.cast(facts.get(stream, read)) : read.apply(stream);
    }

    /** Waits for whoever is reading the stream just now, so that nothing older is remembered after this. */
    void forget(String stream) {
        facts.asMap().remove(stream);
    }

    @Override
    public void appended(List<Append.Place> places) {
        places.forEach(place -> forget(place.aggregateId()));
    }

    @Override
    public void start() {
        follower.start();
    }

    @Override
    public void stop() {
        follower.stop();
    }

    @Override
    public boolean isRunning() {
        return follower.isRunning();
    }

    private final class Forgetting implements HeadFollower.Listener {

        @Override
        public void follows() {
            following = true;
        }

        @Override
        public void grown(BlockingStream<TrackedEventMessage<?>> head) throws InterruptedException {
            if (head.nextAvailable() instanceof DomainEventMessage<?> event) {
                forget(event.getAggregateIdentifier());
            }
        }

        /** The directory reads the log each time until it is followed again. */
        @Override
        public void lost() {
            following = false;
            facts.invalidateAll();
        }
    }
}
