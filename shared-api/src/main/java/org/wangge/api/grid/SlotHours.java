package org.wangge.api.grid;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 时段: hours of certain days of the week, by the clock on the wall (requirement M-003). They begin at {@code from} (included) on
 * each of the days and end at {@code to} (excluded); where {@code to} is not after {@code from}, they end on the day after. What
 * the wall clock shows decides: an hour that it shows twice counts twice, one that it skips does not come.
 *
 * @param days on which the hours begin
 */
public record SlotHours(List<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId timeZone) {

    /** From an instant (included) to another (excluded). */
    public record Span(Instant from, Instant to) {}

    public SlotHours {
        days = List.copyOf(days);
    }

    /** Whether the instant lies within the hours. */
    public boolean covers(Instant instant) {
        LocalDateTime wall = instant.atZone(timeZone).toLocalDateTime();
        LocalTime time = wall.toLocalTime();
        DayOfWeek today = wall.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(today) && !time.isBefore(from)) || (days.contains(today.minus(1)) && time.isBefore(to));
    }

    /** The parts of {@code [begin, end)} that lie within the hours, in order; parts that touch may come as two. */
    public List<Span> spans(Instant begin, Instant end) {
        List<Span> spans = new ArrayList<>();
        Instant at = begin;
        while (at.isBefore(end)) {
            // Between two changes of the offset the clock on the wall runs evenly.
            ZoneOffsetTransition change = timeZone.getRules().nextTransition(at);
            Instant until = change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
            add(spans, at, until, timeZone.getRules().getOffset(at));
            at = until;
        }
        return spans;
    }

    private void add(List<Span> spans, Instant begin, Instant end, ZoneOffset offset) {
        LocalDate last = LocalDateTime.ofInstant(end, offset).toLocalDate();
        LocalDate first = LocalDateTime.ofInstant(begin, offset).toLocalDate().minusDays(1);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek())) {
                LocalDate until = from.isBefore(to) ? day : day.plusDays(1);
                Span span = clip(
                        day.atTime(from).toInstant(offset), until.atTime(to).toInstant(offset), begin, end);
                if (span != null) {
                    spans.add(span);
                }
            }
        }
    }

    private static @Nullable Span clip(Instant from, Instant to, Instant begin, Instant end) {
        Instant later = from.isBefore(begin) ? begin : from;
        Instant earlier = to.isAfter(end) ? end : to;
        return later.isBefore(earlier) ? new Span(later, earlier) : null;
    }
}
