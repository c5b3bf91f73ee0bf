package org.wangge.command.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 时间: reads times as they are published. Local wall-clock times are placed in the zone so that their order is never turned
 * round: a time that occurs twice, when clocks go back, is the first of the two; a time that does not occur, when clocks go
 * forward, is the instant at which they do.
 *
 * @param zone none means that times without an offset are refused
 * @param timeOfDay of days that come without a time
 */
record Times(List<Form> forms, @Nullable ZoneId zone, LocalTime timeOfDay) {

    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");

    /** What is understood where a mapping names no pattern, and always in workbooks. */
    private static final List<DateTimeFormatter> ISO = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE);

    /** A pattern as the mapping words it, ready to read with. */
    record Form(String pattern, DateTimeFormatter formatter) {

        /** @throws IllegalArgumentException when it is no pattern */
        static Form of(String pattern) {
            return new Form(
                    pattern,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(pattern)
                            .parseDefaulting(ChronoField.ERA, 1)
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT)
                            .withChronology(IsoChronology.INSTANCE));
        }
    }

    /** @throws DateTimeException when the text is no time, or outside the years 1900 to 2999 */
    Instant read(String text) {
        Instant instant = place(parse(text)).truncatedTo(ChronoUnit.MICROS);
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("outside the years 1900 to 2999");
        }
        return instant;
    }

    private TemporalAccessor parse(String text) {
        for (Form form : forms) {
            TemporalAccessor read = tryRead(form.formatter(), text);
            if (read != null) {
                return read;
            }
        }
        for (DateTimeFormatter iso : ISO) {
            TemporalAccessor read = tryRead(iso, text);
            if (read != null) {
                return read;
            }
        }
        throw new DateTimeException("expected "
                + (forms.isEmpty()
                        ? "ISO 8601"
                        : forms.stream().map(Form::pattern).toList()));
    }

    private static @Nullable TemporalAccessor tryRead(DateTimeFormatter formatter, String text) {
        try {
            return formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException another) {
            return null;
        }
    }

    private Instant place(TemporalAccessor read) {
        if (read instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        LocalDateTime local = read instanceof LocalDate day ? day.atTime(timeOfDay) : LocalDateTime.from(read);
        if (zone == null) {
            throw new DateTimeException("the mapping names no zone and the time has no offset");
        }
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return local.toInstant(offsets.getFirst());
    }
}
