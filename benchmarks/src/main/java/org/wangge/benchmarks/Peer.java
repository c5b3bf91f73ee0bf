package org.wangge.benchmarks;

import java.time.Instant;

/** One way to store events, measured beside another. */
interface Peer extends AutoCloseable {

    String name();

    /** Begins a stream with one event, durably, before it returns. */
    void begin(String gridId, Instant at);

    @Override
    void close();
}
