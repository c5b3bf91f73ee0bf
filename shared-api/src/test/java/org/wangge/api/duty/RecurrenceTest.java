package org.wangge.api.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.Refused;
import org.wangge.api.duty.DutyEvent.Window;

/** Which windows a rule makes. */
@Timeout(30)
class RecurrenceTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDailyPatrolIsAWindowADay() {
        Recurrence daily = proposed("FREQ=DAILY", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT2H");
        assertThat(daily.windows(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:01Z")))
                .containsExactly(
                        new Window(
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2026-01-01T08:00:00Z"),
                                Instant.parse("2026-01-01T10:00:00Z"),
                                "test-1"),
                        new Window(
                                Instant.parse("2026-01-02T00:00:00Z"),
                                Instant.parse("2026-01-02T08:00:00Z"),
                                Instant.parse("2026-01-02T10:00:00Z"),
                                "test-1"));
    }

    @Test
    void theFirstTuesdayOfEachMonthIsFoundInEveryMonth() {
        Recurrence monthly = proposed("FREQ=MONTHLY;BYDAY=1TU", "2026-01-01T09:00:00", SHANGHAI, "PT3H", "PT0S");
        assertThat(days(monthly, SHANGHAI, 4)).containsExactly("2026-01-06", "2026-02-03", "2026-03-03", "2026-04-07");
    }

    @Test
    void aRuleForThe31stLeavesOutShortMonths() {
        Recurrence monthly = proposed("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01T09:00:00", SHANGHAI, "PT3H", "PT0S");
        assertThat(days(monthly, SHANGHAI, 4)).containsExactly("2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31");
    }

    @Test
    void theLastDayOfTheMonthIsWhereverTheMonthEnds() {
        Recurrence monthly = proposed("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-01T09:00:00", SHANGHAI, "PT3H", "PT0S");
        assertThat(days(monthly, SHANGHAI, 3)).containsExactly("2026-01-31", "2026-02-28", "2026-03-31");
    }

    @Test
    void theWallClockHoldsWhenTheClocksChange() {
        Recurrence daily = proposed("FREQ=DAILY", "2026-03-28T08:00:00", BERLIN, "PT1H", "PT0S");
        assertThat(daily.windowsFrom(Instant.parse("2026-03-28T00:00:00Z"))
                        .limit(2)
                        .map(Window::windowStart))
                .containsExactly(Instant.parse("2026-03-28T07:00:00Z"), Instant.parse("2026-03-29T06:00:00Z"));
    }

    @Test
    void aTimeThatTheClocksSkipMovesForward() {
        Recurrence daily = proposed("FREQ=DAILY", "2026-03-28T02:30:00", BERLIN, "PT1H", "PT0S");
        assertThat(daily.windowsFrom(Instant.parse("2026-03-28T12:00:00Z"))
                        .limit(1)
                        .map(Window::windowStart))
                .containsExactly(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void aTimeThatComesTwiceIsTheFirst() {
        Recurrence daily = proposed("FREQ=DAILY", "2026-10-24T02:30:00", BERLIN, "PT1H", "PT0S");
        assertThat(daily.windowsFrom(Instant.parse("2026-10-24T12:00:00Z"))
                        .limit(1)
                        .map(Window::windowStart))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void anHourlyRuleLeavesTheSkippedHourOut() {
        Recurrence hourly = proposed("FREQ=HOURLY", "2026-03-28T00:30:00", BERLIN, "PT1H", "PT0S");
        List<Instant> starts = hourly.windows(
                        Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-29T03:00:00Z"))
                .map(Window::windowStart)
                .toList();
        assertThat(starts)
                .containsExactly(
                        Instant.parse("2026-03-29T00:30:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-03-29T02:30:00Z"));
    }

    @Test
    void aWholeDayEndsWhereTheNextBeginsEvenOnAShortDay() {
        Recurrence roundTheClock = proposed("FREQ=DAILY", "2026-03-01T00:00:00", BERLIN, "PT24H", "PT0S");
        Window shortDay =
                roundTheClock.windowAt(Instant.parse("2026-03-29T12:00:00Z")).orElseThrow();
        assertThat(Duration.between(shortDay.windowStart(), shortDay.windowEnd()))
                .isEqualTo(Duration.ofHours(23));
        assertThat(roundTheClock.windowAt(shortDay.windowEnd()).orElseThrow().windowStart())
                .isEqualTo(shortDay.windowEnd());
    }

    @Test
    void aWindowIncludesItsOpeningAndExcludesItsEnd() {
        Recurrence daily = proposed("FREQ=DAILY", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT2H");
        Instant opening = Instant.parse("2026-01-05T00:00:00Z");
        assertThat(daily.windowAt(opening.minusNanos(1))).isEmpty();
        assertThat(daily.windowAt(opening)).isPresent();
        assertThat(daily.windowAt(Instant.parse("2026-01-05T07:59:59.999999999Z")))
                .isPresent();
        assertThat(daily.windowAt(Instant.parse("2026-01-05T08:00:00Z"))).isEmpty();
        assertThat(daily.nextAfter(opening).orElseThrow().windowStart()).isEqualTo(opening.plus(1, ChronoUnit.DAYS));
    }

    @Test
    void theRuleEndsWithItsCountOrItsLastDay() {
        assertThat(proposed("FREQ=DAILY;COUNT=3", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT0S")
                        .windowsFrom(Instant.EPOCH))
                .hasSize(3);
        assertThat(proposed("FREQ=DAILY;UNTIL=20260103", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT0S")
                        .windowsFrom(Instant.EPOCH))
                .hasSize(3);
        // 2026-01-03T00:00 UTC is 08:00 in Shanghai: the third window opens then.
        assertThat(proposed("FREQ=DAILY;UNTIL=20260103T000000Z", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT0S")
                        .windowsFrom(Instant.EPOCH))
                .hasSize(3);
        assertThat(proposed("FREQ=DAILY;UNTIL=20260102T235959Z", "2026-01-01T08:00:00", SHANGHAI, "PT8H", "PT0S")
                        .windowsFrom(Instant.EPOCH))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "RRULE:FREQ=DAILY",
                "FREQ=FORTNIGHTLY",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;BYHOUR=25",
                "FREQ=DAILY;FOO=1",
                "FREQ=WEEKLY;BYDAY=1TU",
                "FREQ=DAILY;COUNT=3;UNTIL=20270101",
                "FREQ=HOURLY;BYMONTH=1"
            })
    void whatIsNoRuleIsRefused(String rrule) {
        assertRefused(DutyRefusal.RECURRENCE_MALFORMED, "/recurrence", rrule, "PT1M");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
                "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
                "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
                "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=20",
                "FREQ=DAILY;UNTIL=20250101"
            })
    @Timeout(5)
    void whatNeverComesIsRefusedAndNotWaitedFor(String rrule) {
        assertRefused(DutyRefusal.RECURRENCE_NEVER_OCCURS, "/recurrence", rrule, "PT1M");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=15",
                "FREQ=SECONDLY;COUNT=10001",
                "FREQ=MINUTELY;UNTIL=21990101",
                "FREQ=DAILY;COUNT=100001"
            })
    @Timeout(5)
    void moreWindowsThanAnybodyCanKeepAreRefused(String rrule) {
        assertRefused(DutyRefusal.RECURRENCE_TOO_DENSE, "/recurrence", rrule, "PT1S");
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DAILY,PT24H0.001S,PT0S,WINDOWS_OVERLAP,/window",
        "'FREQ=WEEKLY;BYDAY=MO,TU',P2D,PT0S,WINDOWS_OVERLAP,/window",
        "'FREQ=MONTHLY;BYMONTHDAY=1',P29D,PT0S,WINDOWS_OVERLAP,/window",
        "FREQ=DAILY,PT0S,PT0S,WINDOW_OUT_OF_RANGE,/window",
        "FREQ=DAILY,PT-1S,PT0S,WINDOW_OUT_OF_RANGE,/window",
        "FREQ=YEARLY,PT8784H0.001S,PT0S,WINDOW_OUT_OF_RANGE,/window",
        "FREQ=DAILY,PT1H,PT-0.001S,GRACE_OUT_OF_RANGE,/grace",
        "FREQ=DAILY,PT1H,PT8784H0.001S,GRACE_OUT_OF_RANGE,/grace"
    })
    void windowsThatCannotBeKeptAreRefused(
            String rrule, Duration window, Duration grace, DutyRefusal code, String pointer) {
        assertThatThrownBy(() -> Recurrence.proposed(
                        rrule, LocalDateTime.parse("2026-01-01T00:00:00"), SHANGHAI, window, grace, "test-1"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
                });
    }

    @Test
    void aWindowMayLastExactlyUntilTheNext() {
        assertThat(proposed("FREQ=DAILY", "2026-01-01T00:00:00", SHANGHAI, "PT24H", "PT8784H"))
                .isNotNull();
    }

    @Test
    void aZoneIsOneOfTheIanaDatabaseAndAStartIsAWholeSecondOfOurTimes() {
        LocalDateTime start = LocalDateTime.parse("2026-01-01T08:00:00");
        Duration hour = Duration.ofHours(1);
        assertThatThrownBy(() ->
                        Recurrence.proposed("FREQ=DAILY", start, ZoneId.of("+08:00"), hour, Duration.ZERO, "test-1"))
                .hasMessageContaining("UNKNOWN_TIME_ZONE");
        assertThatThrownBy(() ->
                        Recurrence.proposed("FREQ=DAILY", start.plusNanos(1), SHANGHAI, hour, Duration.ZERO, "test-1"))
                .hasMessageContaining("START_OUT_OF_RANGE");
        assertThatThrownBy(() -> Recurrence.proposed(
                        "FREQ=DAILY", start.withYear(1969), SHANGHAI, hour, Duration.ZERO, "test-1"))
                .hasMessageContaining("START_OUT_OF_RANGE");
    }

    /** A rule and, said a second way, the days on which it recurs. */
    private record Sample(String rrule, Predicate<LocalDate> onThisDay) {}

    @Test
    void anyRuleMakesTheWindowsThatCountingDaysMakes() {
        long seed = System.nanoTime();
        System.out.println("RecurrenceTest seed " + seed);
        Random random = new Random(seed);
        List<ZoneId> zones = List.of(
                SHANGHAI,
                BERLIN,
                ZoneId.of("America/New_York"),
                ZoneId.of("Australia/Lord_Howe"),
                ZoneId.of("Pacific/Apia"),
                ZoneId.of("America/Sao_Paulo"));
        for (int round = 0; round < 400; round++) {
            LocalDate first = LocalDate.of(2008 + random.nextInt(20), 1 + random.nextInt(12), 1 + random.nextInt(28));
            LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            Sample sample = sample(random, first);
            Duration window = Duration.ofMinutes(1 + random.nextInt(23 * 60));
            Duration grace = Duration.ofMinutes(random.nextInt(3000));
            Instant from = first.atTime(time)
                    .atZone(zone)
                    .toInstant()
                    .plus(Duration.ofHours(random.nextInt(24 * 2000) - 2400L));
            Instant to = from.plus(Duration.ofHours(random.nextInt(24 * 200)));
            Recurrence recurrence = Recurrence.of(sample.rrule(), first.atTime(time), zone, window, grace, "test-1");
            assertThat(recurrence.windows(from, to).toList())
                    .as("seed %d, %s from %s %s in %s", seed, sample.rrule(), first, time, zone)
                    .isEqualTo(counted(sample, first, time, zone, window, grace, from, to));
        }
    }

    private static Sample sample(Random random, LocalDate first) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                int every = 1 + random.nextInt(5);
                yield new Sample(
                        "FREQ=DAILY;INTERVAL=" + every, day -> ChronoUnit.DAYS.between(first, day) % every == 0);
            }
            case 1 ->
                new Sample(
                        "FREQ=WEEKLY;BYDAY=MO,FR",
                        day -> day.getDayOfWeek() == DayOfWeek.MONDAY || day.getDayOfWeek() == DayOfWeek.FRIDAY);
            case 2 -> {
                int on = 1 + random.nextInt(31);
                yield new Sample("FREQ=MONTHLY;BYMONTHDAY=" + on, day -> day.getDayOfMonth() == on);
            }
            case 3 -> {
                int nth = 1 + random.nextInt(5);
                yield new Sample(
                        "FREQ=MONTHLY;BYDAY=" + nth + "TU",
                        day -> day.getDayOfWeek() == DayOfWeek.TUESDAY && (day.getDayOfMonth() + 6) / 7 == nth);
            }
            default ->
                new Sample(
                        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                        day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29);
        };
    }

    private static List<Window> counted(
            Sample sample,
            LocalDate first,
            LocalTime time,
            ZoneId zone,
            Duration window,
            Duration grace,
            Instant from,
            Instant to) {
        List<Instant> starts = new ArrayList<>();
        for (LocalDate day = first; starts.isEmpty() || starts.getLast().isBefore(to); day = day.plusDays(1)) {
            if (sample.onThisDay().test(day)) {
                Instant start = day.atTime(time).atZone(zone).toInstant();
                if (starts.isEmpty() || start.isAfter(starts.getLast())) {
                    starts.add(start);
                }
            }
        }
        starts.add(Instant.MAX);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i + 1 < starts.size(); i++) {
            Instant start = starts.get(i);
            if (!start.isBefore(from) && start.isBefore(to)) {
                Instant end = start.plus(window);
                if (i + 2 < starts.size() && starts.get(i + 1).isBefore(end)) {
                    end = starts.get(i + 1);
                }
                windows.add(new Window(start, end, end.plus(grace), "test-1"));
            }
        }
        return windows;
    }

    private static Recurrence proposed(String rrule, String start, ZoneId zone, String window, String grace) {
        return Recurrence.proposed(
                rrule, LocalDateTime.parse(start), zone, Duration.parse(window), Duration.parse(grace), "test-1");
    }

    private static List<String> days(Recurrence recurrence, ZoneId zone, int count) {
        return recurrence
                .windowsFrom(Instant.EPOCH)
                .limit(count)
                .map(window -> window.windowStart().atZone(zone).toLocalDate().toString())
                .toList();
    }

    private static void assertRefused(DutyRefusal code, String pointer, String rrule, String window) {
        assertThatThrownBy(() -> proposed(rrule, "2026-01-01T08:00:00", SHANGHAI, window, "PT0S"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
                });
    }
}
