package org.wangge.benchmarks.peers;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDv7 (RFC 9562 section 5.7), the same for all, so that all indexes grow at their right end. */
public final class Ids {

    private Ids() {}

    /** A fresh one. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(1 << 12);
        return new UUID(high, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
