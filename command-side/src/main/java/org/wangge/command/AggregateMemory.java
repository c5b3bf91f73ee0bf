package org.wangge.command;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
import org.wangge.eventstore.LastUsedCache;

/**
 * 近用案卷: aggregates as the last command of this process left them, so that a further step need not read their events again.
 * Another process may have added to a stream meanwhile. So a remembered aggregate is handed to nobody but a command that brings a
 * {@link Recall} and is addressed to it; who sent that has to ask again, from the log, whenever the log has not confirmed the
 * answer by taking an event after the last one known here.
 */
@Component(AggregateMemory.NAME)
public final class AggregateMemory extends LastUsedCache {

    /** The bean's name, for {@code @Aggregate(cache = …)}. */
    public static final String NAME = "aggregateMemory";

    private static final int MOST = 20_000;

    /** A command's leave to be decided on what is remembered, and whether it was. Belongs to one dispatch of one command. */
    static final class Recall {

        /** The metadata key of a recall. */
        static final String KEY = "recall";

        private volatile boolean happened;

        boolean happened() {
            return happened;
        }
    }

    AggregateMemory() {
        super(MOST);
    }

    /** Called under the aggregate's lock, as all that changes entries. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <K, V> @Nullable V get(K stream) {
        V entry = null;
        if (CurrentUnitOfWork.isStarted()
                && CurrentUnitOfWork.get().getMessage().getMetaData().get(Recall.KEY) instanceof Recall recall
                && CurrentUnitOfWork.get().getMessage().getPayload() instanceof Command command
                && command.stream().equals(stream)) {
            entry = super.get(stream);
            recall.happened |= entry != null;
        }
        return entry;
    }
}
