package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.Test;

class HeadFollowerTest {

    private static final int STARTS = 2_000;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final HeadFollower.Listener listener = new HeadFollower.Listener() {
        @Override
        public void follows() {
            heard.add("follows");
        }

        @Override
        public void grown(BlockingStream<TrackedEventMessage<?>> head) throws InterruptedException {
            head.nextAvailable();
            heard.add("grown");
        }

        @Override
        public void lost() {
            heard.add("lost");
        }
    };

    @Test
    void followsTheHeadAfterEveryStart() throws InterruptedException {
        List<HeadFollower> followers = new ArrayList<>();
        try {
            for (int i = 0; i < STARTS; i++) {
                HeadFollower follower = new HeadFollower("follower", log(HeadFollowerTest::nothing), listener);
                followers.add(follower);
                follower.start();
                assertThat(next()).as("after start %d", i).isEqualTo("follows");
                follower.stop();
                assertThat(next()).as("after stop %d", i).isEqualTo("lost");
            }
        } finally {
            followers.forEach(HeadFollower::stop);
        }
    }

    @Test
    void aLogThatCannotBeReadIsLostAtOnceAndFollowedAgainLater() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        HeadFollower follower = new HeadFollower(
                "follower",
                log(() -> switch (looks.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("the database is away");
                    case 2 -> true;
                    default -> nothing();
                }),
                listener);
        follower.start();
        try {
            assertThat(List.of(next(), next(), next(), next())).containsExactly("follows", "lost", "follows", "grown");
            assertThat(follower.isRunning()).isTrue();
        } finally {
            follower.stop();
        }
        assertThat(next()).isEqualTo("lost");
        assertThat(follower.isRunning()).isFalse();
    }

    private String next() throws InterruptedException {
        String word = heard.poll(10, TimeUnit.SECONDS);
        return word == null ? "nothing within ten seconds" : word;
    }

    private interface Look {
        boolean isThereMore() throws InterruptedException;
    }

    private static boolean nothing() throws InterruptedException {
        TimeUnit.MINUTES.sleep(1);
        return false;
    }

    @SuppressWarnings("unchecked")
    private static StreamableMessageSource<TrackedEventMessage<?>> log(Look look) {
        Object head =
                proxy(BlockingStream.class, method -> method.equals("hasNextAvailable") ? look.isThereMore() : null);
        return (StreamableMessageSource<TrackedEventMessage<?>>)
                proxy(StreamableMessageSource.class, method -> method.equals("openStream") ? head : null);
    }

    private interface Answers {
        Object to(String method) throws InterruptedException;
    }

    private static Object proxy(Class<?> type, Answers answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName()));
    }
}
