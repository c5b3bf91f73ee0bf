package org.wangge.command;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;

/**
 * 近用案卷: aggregates as the last command of this process left them, so that a further step need not read their events again.
 * Another process may have added to a stream meanwhile. So a remembered aggregate is handed to nobody but a command that brings a
 * {@link Recall} and is addressed to it; who sent that has to ask again, from the log, whenever the log has not confirmed the
 * answer by taking an event after the last one known here.
 */
@Component(AggregateMemory.NAME)
public final class AggregateMemory implements Cache {

    /** The bean's name, for {@code @Aggregate(cache = …)}. */
    public static final String NAME = "aggregateMemory";

    private static final int MOST = 20_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /** A command's leave to be decided on what is remembered, and whether it was. Belongs to one dispatch of one command. */
    static final class Recall {

        /** The metadata key of a recall. */
        static final String KEY = "recall";

        private volatile boolean happened;

        boolean happened() {
            return happened;
        }
    }

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    /** Called under the aggregate's lock, as all that changes entries. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K stream) {
        Object entry = null;
        if (CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().getMessage().getMetaData().get(Recall.KEY) instanceof Recall recall
                && CurrentUnitOfWork.get().getMessage().getPayload() instanceof Command command
                && command.stream().equals(stream)) {
            entry = entries.getIfPresent(stream);
            recall.happened |= entry != null;
        }
        return (V) entry;
    }

    @Override
    public void put(Object stream, Object aggregate) {
        entries.put(stream, aggregate);
    }

    @Override
    public boolean putIfAbsent(Object stream, Object aggregate) {
        return entries.asMap().putIfAbsent(stream, aggregate) == null;
    }

    @Override
    public boolean remove(Object stream) {
        return entries.asMap().remove(stream) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object stream) {
        return entries.getIfPresent(stream) != null;
    }

    /** Nobody is told of entries that come and go. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> false;
    }
}
