package org.wangge.query.version;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the database keeps them. */
final class Times {

    private static final int HALF_A_MICRO = 500;

    private Times() {}

    /** To the nearest microsecond: what is compared in memory is then what the table will hold. */
    static Instant micros(Instant instant) {
        return instant.plusNanos(HALF_A_MICRO).truncatedTo(ChronoUnit.MICROS);
    }
}
