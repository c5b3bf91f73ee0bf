package org.wangge.command.duty;

import static org.wangge.command.duty.Refusals.refused;
import static org.wangge.command.duty.Scene.DAILY;
import static org.wangge.command.duty.Scene.MEMBER;
import static org.wangge.command.duty.Scene.by;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.duty.DutyCommand.AmendDuty;
import org.wangge.api.duty.DutyCommand.EstablishDuty;
import org.wangge.api.duty.DutyCommand.ResumeDuty;
import org.wangge.api.duty.DutyCommand.RetireDuty;
import org.wangge.api.duty.DutyCommand.SuspendDuty;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyRefusal;

/** Establishing, changing and ending a duty. It is noon of 10 January. */
class DutyTest {

    private static final String NOW = "2026-01-10T12:00:00Z";
    private static final Map<String, Object> BY_MEMBER = by(MEMBER, NOW);

    private final AggregateTestFixture<Duty> fixture = new Scene(NOW).fixture(Duty.class);

    @Test
    void aDutyIsEstablishedUnderThePlanInForce() {
        fixture.givenNoPriorActivity()
                .when(establish("V01", "FREQ=DAILY"), BY_MEMBER)
                .expectEvents(DAILY);
    }

    @Test
    void aDutyNeedsAGridThatExists() {
        refused(
                CommonRefusal.UNKNOWN_GRID,
                "/gridId",
                fixture.givenNoPriorActivity().when(establish("X", "FREQ=DAILY"), BY_MEMBER));
    }

    @Test
    void aDutyThatNeverFallsDueIsRefused() {
        refused(
                DutyRefusal.RECURRENCE_NEVER_OCCURS,
                "/recurrence",
                fixture.givenNoPriorActivity()
                        .when(establish("V01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), BY_MEMBER));
    }

    @Test
    void anAmendmentTakesEffectFromNowOnAtTheEarliest() {
        fixture.given(DAILY)
                .when(amend("2026-01-10T11:59:30Z"), BY_MEMBER)
                .expectEvents(amended("2026-01-10T12:00:00Z"));
    }

    @Test
    void anAmendmentDoesNotReachIntoThePast() {
        refused(
                DutyRefusal.EFFECTIVE_IN_PAST,
                "/effectiveFrom",
                fixture.given(DAILY).when(amend("2026-01-10T11:58:59Z"), BY_MEMBER));
    }

    @Test
    void anAmendmentDoesNotTakeEffectBeforeTheOneBefore() {
        refused(
                DutyRefusal.AMENDMENT_BEFORE_PREVIOUS,
                "/effectiveFrom",
                fixture.given(DAILY, amended("2026-02-01T00:00:00Z")).when(amend("2026-01-31T23:59:59Z"), BY_MEMBER));
    }

    @Test
    void anAmendedRuleMustBeKeepableToo() {
        refused(
                DutyRefusal.WINDOWS_OVERLAP,
                "/window",
                fixture.given(DAILY)
                        .when(
                                new AmendDuty(
                                        "d-1",
                                        "FREQ=DAILY",
                                        DAILY.start(),
                                        DAILY.timeZone(),
                                        Duration.ofHours(25),
                                        Duration.ZERO,
                                        Instant.parse(NOW),
                                        "r"),
                                BY_MEMBER));
    }

    @Test
    void aSuspendedDutyIsResumed() {
        Instant from = Instant.parse("2026-01-11T00:00:00Z");
        fixture.given(DAILY, new DutySuspended("d-1", from, "台风"))
                .when(new ResumeDuty("d-1", from), BY_MEMBER)
                .expectEvents(new DutyResumed("d-1", from));
    }

    @Test
    void nobodyResumesADutyBeforeItsSuspensionBegins() {
        refused(
                DutyRefusal.RESUMED_BEFORE_SUSPENDED,
                "/effectiveFrom",
                fixture.given(DAILY, new DutySuspended("d-1", Instant.parse("2026-01-11T00:00:00Z"), "台风"))
                        .when(new ResumeDuty("d-1", Instant.parse("2026-01-10T23:59:59Z")), BY_MEMBER));
    }

    @Test
    void suspendingTwiceAndResumingWhatRunsAreRefused() {
        Instant from = Instant.parse("2026-01-11T00:00:00Z");
        refused(
                DutyRefusal.DUTY_ALREADY_SUSPENDED,
                null,
                fixture.given(DAILY, new DutySuspended("d-1", from, "台风"))
                        .when(new SuspendDuty("d-1", from, "again"), BY_MEMBER));
        refused(
                DutyRefusal.DUTY_NOT_SUSPENDED,
                null,
                fixture.given(DAILY).when(new ResumeDuty("d-1", from), BY_MEMBER));
    }

    @Test
    void aRetiredDutyIsChangedNoMore() {
        Instant from = Instant.parse("2026-01-11T00:00:00Z");
        refused(
                DutyRefusal.DUTY_ALREADY_RETIRED,
                null,
                fixture.given(DAILY, new DutyRetired("d-1", from, "网格合并"))
                        .when(new RetireDuty("d-1", from, "again"), BY_MEMBER));
    }

    private static EstablishDuty establish(String gridId, String rrule) {
        return new EstablishDuty(
                "d-1",
                gridId,
                DAILY.role(),
                DAILY.kind(),
                null,
                rrule,
                DAILY.start(),
                DAILY.timeZone(),
                DAILY.window(),
                DAILY.grace());
    }

    private static AmendDuty amend(String effectiveFrom) {
        return new AmendDuty(
                "d-1",
                "FREQ=DAILY",
                LocalDateTime.parse("2026-01-01T09:00:00"),
                DAILY.timeZone(),
                Duration.ofHours(1),
                Duration.ZERO,
                Instant.parse(effectiveFrom),
                "夏令作息");
    }

    private static DutyAmended amended(String effectiveFrom) {
        return new DutyAmended(
                "d-1",
                "FREQ=DAILY",
                LocalDateTime.parse("2026-01-01T09:00:00"),
                DAILY.timeZone(),
                Duration.ofHours(1),
                Duration.ZERO,
                Instant.parse(effectiveFrom),
                "夏令作息",
                "default-1");
    }
}
