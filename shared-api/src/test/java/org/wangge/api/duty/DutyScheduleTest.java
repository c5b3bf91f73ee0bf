package org.wangge.api.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyEvent.Window;

/** Which windows a duty has under amendments and suspensions. */
class DutyScheduleTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DutyEstablished DAILY = new DutyEstablished(
            "d-1",
            "V01",
            "GRID_MEMBER",
            DutyKind.PATROL,
            null,
            "FREQ=DAILY",
            LocalDateTime.parse("2026-01-01T08:00:00"),
            ZONE,
            Duration.ofHours(8),
            Duration.ofHours(2),
            "default-1");

    private final DutySchedule daily = DutySchedule.establishedBy(DAILY, at("2026-01-03T12:00:00Z"));

    @Test
    void anAmendmentChangesOnlyTheWindowsThatOpenAfterIt() {
        DutySchedule amended = daily.after(amendment("2026-01-05T00:00:00Z"), at("2026-01-04T12:00:00Z"));
        List<Window> windows = amended.windows(at("2026-01-04T00:00:00Z"), at("2026-01-06T00:00:00Z"))
                .toList();
        assertThat(windows)
                .extracting(Window::windowStart)
                .containsExactly(at("2026-01-04T00:00:00Z"), at("2026-01-05T01:00:00Z"));
        assertThat(windows).extracting(Window::rules).containsExactly("default-1", "default-2");
        assertThat(windows.getLast().windowEnd()).isEqualTo(at("2026-01-05T02:00:00Z"));
    }

    @Test
    void aWindowThatOpensExactlyWhenTheAmendmentTakesEffectFollowsTheNewRule() {
        DutySchedule amended = daily.after(amendment("2026-01-05T01:00:00Z"), at("2026-01-04T12:00:00Z"));
        assertThat(amended.windowOpening(at("2026-01-05T01:00:00Z"))
                        .orElseThrow()
                        .rules())
                .isEqualTo("default-2");
        assertThat(amended.windowOpening(at("2026-01-05T00:00:00Z"))
                        .orElseThrow()
                        .rules())
                .isEqualTo("default-1");
    }

    @Test
    void noWindowOpensWhileTheDutyIsSuspended() {
        DutySchedule suspended =
                daily.after(new DutySuspended("d-1", at("2026-01-06T00:00:00Z"), "台风"), at("2026-01-05T12:00:00Z"));
        assertThat(suspended.nextAfter(at("2026-01-05T00:00:00Z"))).isEmpty();
        DutySchedule resumed =
                suspended.after(new DutyResumed("d-1", at("2026-01-08T00:00:00Z")), at("2026-01-07T12:00:00Z"));
        assertThat(resumed.windows(at("2026-01-05T00:00:00Z"), at("2026-01-09T00:00:00Z")))
                .extracting(Window::windowStart)
                .containsExactly(at("2026-01-05T00:00:00Z"), at("2026-01-08T00:00:00Z"));
    }

    @Test
    void aSecondSuspensionLeavesTheTimeBetweenOpen() {
        DutySchedule twice = daily.after(
                        new DutySuspended("d-1", at("2026-01-06T00:00:00Z"), "台风"), at("2026-01-05T12:00:00Z"))
                .after(new DutyResumed("d-1", at("2026-01-07T00:00:00Z")), at("2026-01-05T12:00:00Z"))
                .after(new DutySuspended("d-1", at("2026-01-08T00:00:00Z"), "台风"), at("2026-01-05T12:00:00Z"))
                .after(new DutyResumed("d-1", at("2026-01-09T00:00:00Z")), at("2026-01-05T12:00:00Z"));
        assertThat(twice.windows(at("2026-01-05T00:00:00Z"), at("2026-01-10T00:00:00Z")))
                .extracting(Window::windowStart)
                .containsExactly(at("2026-01-05T00:00:00Z"), at("2026-01-07T00:00:00Z"), at("2026-01-09T00:00:00Z"));
    }

    @Test
    void noWindowOpensAfterTheRetirement() {
        DutySchedule retired =
                daily.after(new DutyRetired("d-1", at("2026-01-06T00:00:00Z"), "网格合并"), at("2026-01-05T12:00:00Z"));
        assertThat(retired.windows(at("2026-01-05T00:00:00Z"), Instant.MAX)).hasSize(1);
    }

    @Test
    void anActCountsForTheOpenWindowElseForTheLastInItsGrace() {
        assertThat(daily.windowFor(at("2026-01-05T07:59:59Z")).orElseThrow().windowStart())
                .isEqualTo(at("2026-01-05T00:00:00Z"));
        assertThat(daily.windowFor(at("2026-01-05T09:59:59Z")).orElseThrow().windowStart())
                .isEqualTo(at("2026-01-05T00:00:00Z"));
        assertThat(daily.windowFor(at("2026-01-05T10:00:00Z"))).isEmpty();
    }

    @Test
    void anEndlessDutyIsComputedOnlyAsFarAsItIsAskedFor() {
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(daily.windows(at("2026-01-05T00:00:00Z"), Instant.MAX)
                            .iterator()
                            .next()
                            .windowStart())
                    .isEqualTo(at("2026-01-05T00:00:00Z"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aWindowThatOpenedBeforeTheDutyWasKnownIsOwedByNobody() {
        assertThat(daily.owed(daily.windowOpening(at("2026-01-03T00:00:00Z")).orElseThrow()))
                .isFalse();
        assertThat(daily.owed(daily.windowOpening(at("2026-01-04T00:00:00Z")).orElseThrow()))
                .isTrue();
    }

    private static DutyAmended amendment(String effectiveFrom) {
        return new DutyAmended(
                "d-1",
                "FREQ=DAILY",
                LocalDateTime.parse("2026-01-01T09:00:00"),
                ZONE,
                Duration.ofHours(1),
                Duration.ZERO,
                at(effectiveFrom),
                "夏令作息",
                "default-2");
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
