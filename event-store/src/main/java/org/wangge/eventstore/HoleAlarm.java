package org.wangge.eventstore;

import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the holes at which readers stand, so that each is shouted out once and shown for as long as it stands. Readers are at
 * different places: one that stands behind a hole already says nothing about it by reading on.
 */
final class HoleAlarm {

    private static final Logger LOGGER = LoggerFactory.getLogger(HoleAlarm.class);

    private final ConcurrentNavigableMap<Long, HoleInLog> holes = new ConcurrentSkipListMap<>();

    /** The reader gets nothing from here on: what follows a hole is never handed out. */
    void raise(long expected, long found) {
        HoleInLog alarm = new HoleInLog(expected, found);
        if (holes.putIfAbsent(expected, alarm) == null) {
            LOGGER.error("ALARM: {}", alarm.getMessage());
        }
    }

    /** These positions, both included, were read: none of them is missing. */
    void clear(long first, long last) {
        if (!holes.isEmpty()) {
            holes.subMap(first, true, last, true).clear();
        }
    }

    /** The first of the holes that stand. */
    Optional<HoleInLog> standing() {
        return Optional.ofNullable(holes.firstEntry()).map(java.util.Map.Entry::getValue);
    }
}
