package org.wangge.eventstore;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while readers stand at a hole in the log, or when the log cannot be read. */
final class LogHealth implements HealthIndicator {

    private final PostgresEventStorageEngine log;

    LogHealth(PostgresEventStorageEngine log) {
        this.log = log;
    }

    @Override
    public Health health() {
        try {
            long head = log.head();
            return log.hole()
                    .map(hole -> Health.down(hole).build())
                    .orElseGet(() -> Health.up().withDetail("head", head).build());
        } catch (RuntimeException unreadable) {
            return Health.down(unreadable).build();
        }
    }
}
