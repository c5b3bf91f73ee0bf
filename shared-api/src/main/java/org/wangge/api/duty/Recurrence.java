package org.wangge.api.duty;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Refused;
import org.wangge.api.duty.DutyEvent.Window;

/**
 * 周期: the windows that one rule of a duty makes, computed lazily and never stored.
 *
 * <p>An RFC 5545 RRULE recurs on the wall clock of a time zone: a patrol at 08:00 stays at 08:00 when the clocks change
 * (每月第一周周二 is {@code FREQ=MONTHLY;BYDAY=1TU}). The first window opens at the first recurrence at or after the start. A wall
 * clock time that a change of clocks skips is moved forward by the length of the change (RFC 5545 section 3.3.5), except in a
 * rule that recurs within the day, where it is left out (section 3.3.10); of a time that comes twice the first is meant.
 *
 * <p>A window is exactly as long as its duration says, but ends when its successor opens: windows of one rule never overlap.
 */
public final class Recurrence {

    /** What no plan may exceed, for a window and for a grace. */
    public static final Duration A_LEAP_YEAR = Duration.ofDays(366);

    private static final int STARTS_TO_CHECK = 500;
    private static final int YEARS_TO_CHECK = 8;
    private static final int MOST_STARTS_TO_CHECK = 20_000;
    private static final int MOST_COUNTED = 100_000;
    private static final int MOST_WITHIN_THE_HOUR = 10_000;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR_TO_START = 2200;
    private static final LocalDateTime END_OF_TIME = LocalDateTime.of(9999, 12, 31, 0, 0);
    private static final TimeZone WALL_CLOCK = TimeZone.getTimeZone("UTC");

    /** No change of clocks ever was longer: Samoa left out a whole day. */
    private static final Duration LONGEST_CLOCK_CHANGE = Duration.ofDays(2);

    private final RecurrenceRule rule;
    private final LocalDateTime start;
    private final ZoneId zone;
    private final Duration window;
    private final Duration grace;
    private final String rules;

    private Recurrence(
            RecurrenceRule rule, LocalDateTime start, ZoneId zone, Duration window, Duration grace, String rules) {
        this.rule = rule;
        this.start = start;
        this.zone = zone;
        this.window = window;
        this.grace = grace;
        this.rules = rules;
    }

    /**
     * The windows of a rule that was accepted before.
     *
     * @param rules the version of the rules that every window will name
     * @throws Refused when the RRULE cannot be read at all
     */
    public static Recurrence of(
            String rrule, LocalDateTime start, ZoneId zone, Duration window, Duration grace, String rules) {
        return new Recurrence(read(rrule, zone), start, zone, window, grace, rules);
    }

    /**
     * The windows of a rule that somebody proposes, in bounded time whatever it says.
     *
     * @throws Refused naming the field: an RRULE that is malformed, too dense, or never occurs; windows that overlap (seen over
     *     the first {@value #STARTS_TO_CHECK} starts and {@value #YEARS_TO_CHECK} years); a start, window or grace out of range
     */
    public static Recurrence proposed(
            String rrule, LocalDateTime start, ZoneId zone, Duration window, Duration grace, String rules) {
        if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            throw Refused.because(DutyRefusal.UNKNOWN_TIME_ZONE, "/timeZone", zone.getId());
        }
        if (!start.equals(start.truncatedTo(ChronoUnit.SECONDS))
                || start.getYear() < FIRST_YEAR
                || start.getYear() > LAST_YEAR_TO_START) {
            throw Refused.because(DutyRefusal.START_OUT_OF_RANGE, "/start", start.toString());
        }
        if (!window.isPositive() || window.compareTo(A_LEAP_YEAR) > 0) {
            throw Refused.because(DutyRefusal.WINDOW_OUT_OF_RANGE, "/window", window.toString());
        }
        if (grace.isNegative() || grace.compareTo(A_LEAP_YEAR) > 0) {
            throw Refused.because(DutyRefusal.GRACE_OUT_OF_RANGE, "/grace", grace.toString());
        }
        Recurrence proposed = of(rrule, start, zone, window, grace, rules);
        proposed.refuseTooDense(rrule);
        proposed.refuseNeverOrOverlapping(rrule);
        return proposed;
    }

    /** The windows that open in {@code [from, to)}, in order, computed as they are asked for. */
    public Stream<Window> windows(Instant from, Instant to) {
        return windowsFrom(from).takeWhile(each -> each.windowStart().isBefore(to));
    }

    /** The windows that open at or after the instant, in order; endless where the rule is. */
    public Stream<Window> windowsFrom(Instant from) {
        return StreamSupport.stream(new Windows(from), false);
    }

    /** The window that is open at the instant. */
    public Optional<Window> windowAt(Instant instant) {
        return windows(instant.minus(window), instant.plusNanos(1))
                .filter(each -> instant.isBefore(each.windowEnd()))
                .findFirst();
    }

    /** The first window that opens after the instant. */
    public Optional<Window> nextAfter(Instant instant) {
        return windowsFrom(instant.plusNanos(1)).findFirst();
    }

    /** How long before an instant a window may have opened for which an act at that instant still counts. */
    Duration reach() {
        return window.plus(grace);
    }

    private static RecurrenceRule read(String rrule, ZoneId zone) {
        try {
            RecurrenceRule rule = new RecurrenceRule(rrule, RfcMode.RFC5545_STRICT);
            DateTime until = rule.getUntil();
            if (until != null) {
                rule.setUntil(new DateTime(WALL_CLOCK, millis(onTheWallClock(until, zone))));
            }
            return rule;
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException | DateTimeException e) {
            throw Refused.because(DutyRefusal.RECURRENCE_MALFORMED, "/recurrence", String.valueOf(e.getMessage()));
        }
    }

    /** UNTIL may be a day (which is then included), a wall clock time or, as RFC 5545 wants beside a zone, an instant. */
    private static LocalDateTime onTheWallClock(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return LocalDateTime.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth(), 0, 0)
                    .with(LocalTime.of(23, 59, 59));
        }
        if (until.isFloating()) {
            return LocalDateTime.of(
                    until.getYear(),
                    until.getMonth() + 1,
                    until.getDayOfMonth(),
                    until.getHours(),
                    until.getMinutes(),
                    until.getSeconds());
        }
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone);
    }

    private void refuseTooDense(String rrule) {
        Freq freq = rule.getFreq();
        Integer count = rule.getCount();
        boolean withinTheHour = freq == Freq.SECONDLY || freq == Freq.MINUTELY;
        if (withinTheHour && rule.isInfinite()) {
            throw Refused.because(
                    DutyRefusal.RECURRENCE_TOO_DENSE,
                    "/recurrence",
                    rrule + " has no end; within the hour a rule needs COUNT or UNTIL");
        }
        if (count != null && count > MOST_COUNTED) {
            throw Refused.because(DutyRefusal.RECURRENCE_TOO_DENSE, "/recurrence", "COUNT is above " + MOST_COUNTED);
        }
        if (withinTheHour && starts(start).skipBeyond(MOST_WITHIN_THE_HOUR)) {
            throw Refused.because(
                    DutyRefusal.RECURRENCE_TOO_DENSE,
                    "/recurrence",
                    rrule + " makes more than " + MOST_WITHIN_THE_HOUR + " windows");
        }
    }

    private void refuseNeverOrOverlapping(String rrule) {
        Starts starts = starts(start);
        LocalDateTime previous = starts.next();
        if (previous == null) {
            throw Refused.because(
                    DutyRefusal.RECURRENCE_NEVER_OCCURS,
                    "/recurrence",
                    starts.gaveUp
                            ? rrule
                                    + " was not met in a thousand steps of its FREQ; if it ever is, a coarser FREQ says so"
                            : rrule + " is over before it begins");
        }
        LocalDateTime horizon = previous.plusYears(YEARS_TO_CHECK);
        for (int seen = 1; seen < MOST_STARTS_TO_CHECK; seen++) {
            LocalDateTime next = starts.next();
            if (next == null) {
                break;
            }
            if (window.compareTo(Duration.between(previous, next)) > 0) {
                throw Refused.because(
                        DutyRefusal.WINDOWS_OVERLAP,
                        "/window",
                        "the window of " + previous + " is " + window + " long, and the next one opens at " + next);
            }
            if (seen >= STARTS_TO_CHECK && next.isAfter(horizon)) {
                return;
            }
            previous = next;
        }
        if (starts.gaveUp) {
            throw Refused.because(
                    DutyRefusal.RECURRENCE_MALFORMED,
                    "/recurrence",
                    rrule + " pauses for more than a thousand steps of its FREQ; write it with a coarser FREQ");
        }
    }

    private Starts starts(LocalDateTime notBefore) {
        return new Starts(notBefore);
    }

    /** Wall clock times travel through lib-recur as if they were UTC, so that no zone bends them. */
    private static long millis(LocalDateTime wallClock) {
        return wallClock.toEpochSecond(ZoneOffset.UTC) * 1000;
    }

    /** The recurrences on the wall clock. */
    private final class Starts {
        private final @Nullable RecurrenceRuleIterator recurrences;
        private long last = Long.MIN_VALUE;
        private boolean gaveUp;

        Starts(LocalDateTime notBefore) {
            recurrences = startingAt(rule, start, notBefore);
            gaveUp = recurrences == null;
        }

        /** lib-recur looks for the first recurrence at once, and gives up at once. */
        private static @Nullable RecurrenceRuleIterator startingAt(
                RecurrenceRule rule, LocalDateTime start, LocalDateTime notBefore) {
            try {
                RecurrenceRuleIterator recurrences = rule.iterator(millis(start), WALL_CLOCK);
                if (notBefore.isAfter(start)) {
                    recurrences.fastForward(millis(notBefore));
                }
                return recurrences;
            } catch (IllegalArgumentException | IllegalStateException e) {
                return null;
            }
        }

        /** The next one; none at the end, and where lib-recur has looked in vain through a thousand candidates. */
        @Nullable
        LocalDateTime next() {
            try {
                if (recurrences == null || !recurrences.hasNext()) {
                    return null;
                }
                long next = recurrences.nextMillis();
                // An absurd INTERVAL runs over the end of the calendar and comes back from the other side.
                if (next <= last || next > millis(END_OF_TIME)) {
                    return null;
                }
                last = next;
                return LocalDateTime.ofEpochSecond(Math.floorDiv(next, 1000L), 0, ZoneOffset.UTC);
            } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException e) {
                gaveUp = true;
                return null;
            }
        }

        boolean skipBeyond(int most) {
            for (int i = 0; i <= most; i++) {
                if (next() == null) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Turns wall clock times into instants, each later than the one before, and pairs them up to windows. */
    private final class Windows extends Spliterators.AbstractSpliterator<Window> {
        private final Starts starts;
        private final Instant from;
        private final boolean withinTheDay =
                rule.getFreq() == Freq.HOURLY || rule.getFreq() == Freq.MINUTELY || rule.getFreq() == Freq.SECONDLY;
        private @Nullable Instant opening;

        Windows(Instant from) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
            this.from = from;
            this.starts = starts(wallClockBefore(from));
            this.opening = following(null);
        }

        @Override
        public boolean tryAdvance(java.util.function.Consumer<? super Window> action) {
            while (opening != null) {
                Instant opens = opening;
                Instant successor = following(opens);
                opening = successor;
                if (!opens.isBefore(from)) {
                    Instant ends = opens.plus(window);
                    if (successor != null && successor.isBefore(ends)) {
                        ends = successor;
                    }
                    action.accept(new Window(opens, ends, ends.plus(grace), rules));
                    return true;
                }
            }
            return false;
        }

        private @Nullable Instant following(@Nullable Instant previous) {
            for (LocalDateTime next = starts.next(); next != null; next = starts.next()) {
                boolean skipped = zone.getRules().getValidOffsets(next).isEmpty();
                Instant instant = next.atZone(zone).toInstant();
                if (!(skipped && withinTheDay) && (previous == null || instant.isAfter(previous))) {
                    return instant;
                }
            }
            return null;
        }
    }

    private LocalDateTime wallClockBefore(Instant from) {
        Instant earliest = start.toInstant(ZoneOffset.UTC).minus(2, ChronoUnit.DAYS);
        if (from.isBefore(earliest)) {
            return start;
        }
        if (from.isAfter(END_OF_TIME.toInstant(ZoneOffset.UTC))) {
            return END_OF_TIME;
        }
        return LocalDateTime.ofInstant(from.minus(LONGEST_CLOCK_CHANGE), zone).truncatedTo(ChronoUnit.SECONDS);
    }
}
