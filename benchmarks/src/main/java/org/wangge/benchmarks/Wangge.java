package org.wangge.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** Wangge's own log. */
final class Wangge implements Peer {

    private final HikariDataSource pool;
    private final PostgresEventStorageEngine engine;

    Wangge(HikariDataSource pool) {
        this.pool = pool;
        this.engine = new PostgresEventStorageEngine(pool, EventCatalogue.published(), "benchmark", Clock.systemUTC());
    }

    @Override
    public String name() {
        return "wangge";
    }

    @Override
    public void begin(String gridId, Instant at) {
        engine.appendEvents(List.of(Samples.defined(gridId, at)));
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
