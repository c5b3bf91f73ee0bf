package org.wangge.edge.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as they come in: ISO 8601 with an offset, in bodies and in queries alike. */
public final class Instants {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");

    private Instants() {}

    /**
     * Cut to microseconds, which is what the log keeps.
     *
     * @throws DateTimeException when it is no time with an offset, or lies outside the years 1900 to 2999
     */
    public static Instant parse(String text) {
        Instant instant = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS);
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("outside the years 1900 to 2999");
        }
        return instant;
    }

    /** In a query an unencoded {@code +} means a space; {@code 2026-01-31T08:00:00 08:00} can only have meant the offset. */
    static Instant parseFromQuery(String text) {
        return parse(text.strip().replace(' ', '+'));
    }
}
