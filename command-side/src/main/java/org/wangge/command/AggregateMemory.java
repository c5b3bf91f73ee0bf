package org.wangge.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

    static final int MOST = 20_000;

    /** A command's leave to be decided on what is remembered, and whether it was. Belongs to one dispatch of one command. */
    static final class Recall {

        /** The metadata key of a recall. */
        static final String KEY = "recall";

        private volatile boolean happened;

        boolean happened() {
            return happened;
        }
    }

    /**
     * In the order of use, the longest unused first: a case is worked on soon after it was begun. What admits by frequency, as
     * Caffeine does, turns the new ones away.
     */
    private final Map<Object, Object> entries = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST;
        }
    });

    /** Called under the aggregate's lock, as all that changes entries. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K stream) {
        Object entry = null;
        if (CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().getMessage().getMetaData().get(Recall.KEY) instanceof Recall recall
                && CurrentUnitOfWork.get().getMessage().getPayload() instanceof Command command
                && command.stream().equals(stream)) {
            entry = entries.get(stream);
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
        return entries.putIfAbsent(stream, aggregate) == null;
    }

    @Override
    public boolean remove(Object stream) {
        return entries.remove(stream) != null;
    }

    @Override
    public void removeAll() {
        entries.clear();
    }

    @Override
    public boolean containsKey(Object stream) {
        return entries.containsKey(stream);
    }

    /** Nobody is told of entries that come and go. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> false;
    }
}
