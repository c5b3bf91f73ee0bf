package org.wangge.eventstore;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the hole at which readers stand, so that it is shouted out once and shown for as long as it stands. */
final class HoleAlarm {

    private static final Logger LOGGER = LoggerFactory.getLogger(HoleAlarm.class);

    private final AtomicReference<@Nullable HoleInLog> hole = new AtomicReference<>();

    /** The reader gets nothing from here on: what follows a hole is never handed out. */
    void raise(long expected, long found) {
        HoleInLog former = hole.get();
        if (former == null || former.expected() != expected) {
            HoleInLog alarm = new HoleInLog(expected, found);
            hole.set(alarm);
            LOGGER.error("ALARM: {}", alarm.getMessage());
        }
    }

    /** Reading has passed this position. */
    void clear(long position) {
        HoleInLog former = hole.get();
        if (former != null && former.expected() <= position) {
            hole.set(null);
        }
    }

    Optional<HoleInLog> standing() {
        return Optional.ofNullable(hole.get());
    }
}
