package org.wangge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class GatheredTest {

    private final List<List<String>> written = new ArrayList<>();

    @Test
    void whatABatchBringsIsWrittenOnceInItsOrderWhenItIsCommitted() {
        UnitOfWork<?> batch = DefaultUnitOfWork.startAndGet(new GenericMessage<>("batch"));
        Gathered.add("rows", "a", written::add);
        Gathered.add("rows", "b", written::add);
        Gathered.add("other rows", "c", written::add);
        assertThat(written).isEmpty();

        batch.commit();

        assertThat(written).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void aBatchThatIsRolledBackWritesNothingAndLeavesNothingToTheNext() {
        UnitOfWork<?> abandoned = DefaultUnitOfWork.startAndGet(new GenericMessage<>("batch"));
        Gathered.add("rows", "a", written::add);
        abandoned.rollback();
        UnitOfWork<?> next = DefaultUnitOfWork.startAndGet(new GenericMessage<>("batch"));
        Gathered.add("rows", "b", written::add);
        next.commit();

        assertThat(written).containsExactly(List.of("b"));
    }

    @Test
    void withoutABatchItIsWrittenAtOnce() {
        Gathered.add("rows", "a", written::add);

        assertThat(written).containsExactly(List.of("a"));
    }
}
