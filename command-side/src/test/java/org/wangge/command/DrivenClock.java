package org.wangge.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. */
public final class DrivenClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    public DrivenClock(Instant start) {
        this(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    private DrivenClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void goOn(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DrivenClock(now, other);
    }
}
