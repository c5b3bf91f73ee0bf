package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static Times times(String zone, String... patterns) {
        return new Times(List.of(patterns).stream().map(Times.Form::of).toList(), ZoneId.of(zone), LocalTime.MIDNIGHT);
    }

    private final Times boston = times("America/New_York", "yyyy-MM-dd HH:mm:ss");

    @Test
    void aWallClockTimeStandsInItsZone() {
        assertThat(boston.read("2022-01-17 11:20:00")).isEqualTo(Instant.parse("2022-01-17T16:20:00Z"));
        assertThat(times("Asia/Shanghai", "yyyy/M/d H:mm").read("2026/3/5 8:07"))
                .isEqualTo(Instant.parse("2026-03-05T00:07:00Z"));
    }

    @Test
    void patternsAreTriedInTurnAndIsoIsAlwaysUnderstood() {
        Times several = times("Asia/Shanghai", "yyyy年M月d日", "dd.MM.yyyy HH:mm");

        assertThat(several.read("2026年3月5日")).isEqualTo(Instant.parse("2026-03-04T16:00:00Z"));
        assertThat(several.read("05.03.2026 12:00")).isEqualTo(Instant.parse("2026-03-05T04:00:00Z"));
        assertThat(several.read("2026-03-05T12:00:00+01:00")).isEqualTo(Instant.parse("2026-03-05T11:00:00Z"));
    }

    @Test
    void aDayWithoutATimeIsTakenAtTheTimeThatTheMappingNames() {
        Times endOfDay = new Times(List.of(), ZoneId.of("Asia/Shanghai"), LocalTime.of(23, 59, 59));

        assertThat(endOfDay.read("2026-03-05")).isEqualTo(Instant.parse("2026-03-05T15:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-02-30 00:00:00",
                "2022-13-01 00:00:00",
                "yesterday",
                "0022-01-01 00:00:00",
                "2022-01-17 25:00:00"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> boston.read(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aTimeWithoutOffsetNeedsAZone() {
        Times nowhere = new Times(List.of(), null, LocalTime.MIDNIGHT);

        assertThatThrownBy(() -> nowhere.read("2022-01-17T11:20:00")).hasMessageContaining("zone");
    }

    /** The overdue comparison of a city that compares its wall clock must come out the same on instants. */
    @Test
    void noOrderOfWallClockTimesIsEverTurnedRound() {
        DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        for (LocalDateTime day : List.of(LocalDateTime.of(2023, 3, 12, 0, 0), LocalDateTime.of(2023, 11, 5, 0, 0))) {
            Instant earlier = Instant.MIN;
            for (LocalDateTime local = day; local.isBefore(day.plusHours(6)); local = local.plusMinutes(1)) {
                Instant next = boston.read(form.format(local));
                assertThat(next).as(local.toString()).isAfterOrEqualTo(earlier);
                earlier = next;
            }
        }
    }
}
