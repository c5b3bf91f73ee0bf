package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.Test;

class PromptLogTest {

    private static final int STARTS = 2_000;

    private final Semaphore opened = new Semaphore(0);

    @Test
    void followsTheHeadAfterEveryStart() throws InterruptedException {
        List<PromptLog> logs = new ArrayList<>();
        try {
            for (int i = 0; i < STARTS; i++) {
                PromptLog log = new PromptLog(quietLog());
                logs.add(log);
                log.start();
                assertThat(opened.tryAcquire(10, TimeUnit.SECONDS))
                        .as("followed after start %d", i)
                        .isTrue();
                log.stop();
            }
        } finally {
            logs.forEach(PromptLog::stop);
        }
    }

    /** Nothing ever comes. */
    @SuppressWarnings("unchecked")
    private StreamableMessageSource<TrackedEventMessage<?>> quietLog() {
        BlockingStream<TrackedEventMessage<?>> nothing =
                (BlockingStream<TrackedEventMessage<?>>) proxy(BlockingStream.class, () -> {
                    TimeUnit.MINUTES.sleep(1);
                    return false;
                });
        return (StreamableMessageSource<TrackedEventMessage<?>>) proxy(StreamableMessageSource.class, () -> {
            opened.release();
            return nothing;
        });
    }

    private interface Answer {
        Object get() throws InterruptedException;
    }

    private static Object proxy(Class<?> type, Answer answer) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "createHeadToken", "close" -> null;
                    default -> answer.get();
                });
    }
}
