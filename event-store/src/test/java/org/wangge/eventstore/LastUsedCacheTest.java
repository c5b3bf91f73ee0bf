package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastUsedCacheTest {

    private static final int MOST = 20_000;

    private final LastUsedCache memory = new LastUsedCache(MOST);

    /** A case just begun is the likeliest to be worked on next, however often the older ones were. */
    @Test
    void whatWasUsedLastStaysAndTheLongestUnusedGoes() {
        for (int use = 0; use < 3; use++) {
            for (int stream = 0; stream < MOST; stream++) {
                memory.put("case:" + stream, stream);
            }
        }
        for (int stream = 0; stream < 1_000; stream++) {
            memory.put("case:new-" + stream, stream);
        }

        for (int stream = 0; stream < 1_000; stream++) {
            assertThat(memory.containsKey("case:new-" + stream))
                    .as("new %s", stream)
                    .isTrue();
            assertThat(memory.containsKey("case:" + stream))
                    .as("the longest unused %s", stream)
                    .isFalse();
        }
        assertThat(memory.containsKey("case:1000")).isTrue();
    }

    @Test
    void useKeeps() {
        for (int stream = 0; stream < MOST; stream++) {
            memory.put("case:" + stream, stream);
        }
        memory.put("case:0", 0);
        memory.put("case:new", 0);

        assertThat(memory.containsKey("case:0")).isTrue();
        assertThat(memory.containsKey("case:1")).isFalse();
    }
}
