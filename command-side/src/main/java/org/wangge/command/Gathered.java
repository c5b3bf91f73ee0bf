package org.wangge.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What automations write for one event after another, gathered until their batch of events is to be committed and then written at
 * once, in the batch's own transaction. Nobody else sees it before that anyway.
 */
public final class Gathered {

    private Gathered() {}

    /**
     * Has the item written with all others of the same name, in the order in which they were given; at once where no batch is
     * being handled.
     *
     * @param name whose items these are
     * @param write takes all of them, at least one
     */
    public static <T> void add(String name, T item, Consumer<List<T>> write) {
        if (!CurrentUnitOfWork.isStarted()) {
            write.accept(List.of(item));
            return;
        }
        UnitOfWork<?> batch = CurrentUnitOfWork.get();
        List<T> items = batch.getOrComputeResource(Gathered.class.getName() + "/" + name, key -> {
            List<T> gathered = new ArrayList<>();
            batch.onPrepareCommit(committing -> write.accept(gathered));
            return gathered;
        });
        items.add(item);
    }
}
