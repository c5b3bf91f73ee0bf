package org.wangge.api.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static SlotHours hours(String from, String to, DayOfWeek... days) {
        return new SlotHours(List.of(days), LocalTime.parse(from), LocalTime.parse(to), SHANGHAI);
    }

    @Test
    void theBeginningIsIncludedAndTheEndIsNot() {
        SlotHours gate = hours("07:00", "08:00", DayOfWeek.MONDAY);

        assertThat(gate.covers(Instant.parse("2026-03-01T22:59:59.999999Z"))).isFalse();
        assertThat(gate.covers(Instant.parse("2026-03-01T23:00:00Z"))).isTrue();
        assertThat(gate.covers(Instant.parse("2026-03-01T23:59:59.999999Z"))).isTrue();
        assertThat(gate.covers(Instant.parse("2026-03-02T00:00:00Z"))).isFalse();
    }

    @Test
    void hoursThatCrossMidnightBelongToTheDayOnWhichTheyBegin() {
        SlotHours night = hours("22:00", "06:00", DayOfWeek.MONDAY);

        assertThat(night.covers(Instant.parse("2026-03-02T15:00:00Z")))
                .as("Monday 23:00")
                .isTrue();
        assertThat(night.covers(Instant.parse("2026-03-02T21:00:00Z")))
                .as("Tuesday 05:00")
                .isTrue();
        assertThat(night.covers(Instant.parse("2026-03-01T21:00:00Z")))
                .as("Monday 05:00")
                .isFalse();
    }

    @Test
    void hoursThatEndWhenTheyBeginLastAWholeDay() {
        SlotHours sunday = hours("00:00", "00:00", DayOfWeek.SUNDAY);

        assertThat(sunday.spans(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-20T00:00:00Z")))
                .extracting(span -> Duration.between(span.from(), span.to()).toHours())
                .containsExactly(16L, 24L, 24L);
    }

    @Test
    void whatTheWallClockShowsTwiceCountsTwiceAndWhatItSkipsDoesNotCome() {
        SlotHours early = new SlotHours(
                List.of(DayOfWeek.values()), LocalTime.of(2, 0), LocalTime.of(3, 0), ZoneId.of("Europe/Berlin"));

        assertThat(early.spans(Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-29T12:00:00Z")))
                .isEmpty();
        assertThat(early.spans(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T12:00:00Z")))
                .extracting(span -> Duration.between(span.from(), span.to()).toMinutes())
                .containsExactly(60L, 60L);
    }

    /** Seed by {@code -Dslots.seed}. */
    @Test
    void theSpansAreTheMinutesThatAreCovered() {
        long seed = Long.getLong("slots.seed", new Random().nextLong());
        System.out.println("slots.seed=" + seed);
        Random random = new Random(seed);
        List<String> zones = List.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu");
        for (int round = 0; round < 60; round++) {
            List<DayOfWeek> days = new ArrayList<>(List.of(DayOfWeek.values()));
            days.removeIf(day -> random.nextBoolean());
            SlotHours hours = new SlotHours(
                    days,
                    LocalTime.of(random.nextInt(24), random.nextInt(60)),
                    LocalTime.of(random.nextInt(24), random.nextInt(60)),
                    ZoneId.of(zones.get(random.nextInt(zones.size()))));
            Instant begin = Instant.parse(random.nextBoolean() ? "2026-03-27T05:17:00Z" : "2026-10-23T05:17:00Z")
                    .plus(random.nextInt(1440), ChronoUnit.MINUTES);
            Instant end = begin.plus(random.nextInt(4 * 1440), ChronoUnit.MINUTES);
            List<SlotHours.Span> spans = hours.spans(begin, end);
            for (Instant at = begin; at.isBefore(end); at = at.plus(1, ChronoUnit.MINUTES)) {
                Instant minute = at;
                assertThat(spans.stream().anyMatch(span -> !minute.isBefore(span.from()) && minute.isBefore(span.to())))
                        .as("seed %s, %s at %s", seed, hours, minute)
                        .isEqualTo(hours.covers(minute));
            }
        }
    }
}
