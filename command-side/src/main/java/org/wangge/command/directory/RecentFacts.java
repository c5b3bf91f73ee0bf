package org.wangge.command.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wangge.command.HearsOfAppends;
import org.wangge.eventstore.Append;

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

    private static final Logger LOG = LoggerFactory.getLogger(RecentFacts.class);
    private static final int MOST = 20_000;
    private static final int PATIENCE_MILLIS = 1000;

    private final EventStore log;
    private final Cache<String, Object> facts =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
    private volatile @Nullable Thread follower;
    private volatile boolean following;

    RecentFacts(EventStore log) {
        this.log = log;
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
        // Known before it runs: it goes on only while it is the follower.
        Thread running = Thread.ofPlatform().daemon().name("directory-follower").unstarted(this::follow);
        follower = running;
        running.start();
    }

    @Override
    public void stop() {
        Thread running = follower;
        follower = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return follower != null;
    }

    private void follow() {
        while (Thread.currentThread().equals(follower)) {
            try (BlockingStream<TrackedEventMessage<?>> head = log.openStream(log.createHeadToken())) {
                following = true;
                while (Thread.currentThread().equals(follower)) {
                    if (head.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                            && head.nextAvailable() instanceof DomainEventMessage<?> event) {
                        forget(event.getAggregateIdentifier());
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException broken) {
                if (!Thread.currentThread().equals(follower)) {
                    return;
                }
                LOG.warn("Cannot follow the log; the directory reads it each time until that works again", broken);
                if (!rest()) {
                    return;
                }
            } finally {
                following = false;
                facts.invalidateAll();
            }
        }
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
