package org.wangge.command.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.duty.Refusals.refused;
import static org.wangge.command.duty.Scene.MEMBER;
import static org.wangge.command.duty.Scene.by;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.duty.DutyCommand.CloseOccurrence;
import org.wangge.api.duty.DutyCommand.ExcuseOccurrence;
import org.wangge.api.duty.DutyCommand.FulfilDuty;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyRefusal;

/** One window: 5 January, 08:00 to 16:00 in Shanghai (00:00Z to 08:00Z), due until 18:00 (10:00Z). */
class OccurrenceTest {

    private static final Instant OPENING = Instant.parse("2026-01-05T00:00:00Z");
    private static final Window WINDOW = new Window(
            OPENING, Instant.parse("2026-01-05T08:00:00Z"), Instant.parse("2026-01-05T10:00:00Z"), "default-1");
    private static final FulfilDuty FULFIL = new FulfilDuty("d-1", OPENING, null, null);
    private static final CloseOccurrence CLOSE = new CloseOccurrence("d-1", OPENING);
    private static final DutyFulfilled FULFILLED =
            new DutyFulfilled("d-1", "V01", "GRID_MEMBER", WINDOW, "p-001", null, null);
    private static final DutyMissed MISSED =
            new DutyMissed("d-1", "V01", "GRID_MEMBER", WINDOW, List.of("p-001", "p-002"));
    private static final DutyExcused EXCUSED = new DutyExcused("d-1", "V01", "GRID_MEMBER", WINDOW, "法定假日");

    private final Scene scene = new Scene("2026-01-05T10:00:00Z");
    private final AggregateTestFixture<Occurrence> fixture = scene.fixture(Occurrence.class);

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-05T00:00:00Z", "2026-01-05T07:59:59.999999Z"})
    void anActWithinTheWindowIsInTime(String occurredAt) {
        fixture.givenNoPriorActivity().when(FULFIL, by(MEMBER, occurredAt)).expectEvents(FULFILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-05T08:00:00Z", "2026-01-05T09:59:59.999999Z"})
    void anActWithinTheGraceIsLate(String occurredAt) {
        fixture.givenNoPriorActivity()
                .when(FULFIL, by(MEMBER, occurredAt))
                .expectEvents(new DutyFulfilledLate("d-1", "V01", "GRID_MEMBER", WINDOW, "p-001", null, null));
    }

    @Test
    void anActBeforeTheWindowOpensIsRefused() {
        refused(
                DutyRefusal.WINDOW_NOT_YET_OPEN,
                "/occurredAt",
                fixture.givenNoPriorActivity().when(FULFIL, by(MEMBER, "2026-01-04T23:59:59.999999Z")));
    }

    @Test
    void anActAfterTheGraceIsTooLate() {
        refused(
                DutyRefusal.TOO_LATE_FOR_WINDOW,
                "/occurredAt",
                fixture.givenNoPriorActivity().when(FULFIL, by(MEMBER, "2026-01-05T10:00:00Z")));
    }

    @Test
    void aWindowThatTheDutyDoesNotHaveIsRefused() {
        refused(
                DutyRefusal.NO_SUCH_WINDOW,
                "/windowStart",
                fixture.givenNoPriorActivity()
                        .when(
                                new FulfilDuty("d-1", OPENING.plusSeconds(1), null, null),
                                by(MEMBER, "2026-01-05T01:00:00Z")));
    }

    @Test
    void anUnknownDutyIsNotFound() {
        refused(
                CommonRefusal.NOT_FOUND,
                null,
                fixture.givenNoPriorActivity()
                        .when(new FulfilDuty("d-9", OPENING, null, null), by(MEMBER, "2026-01-05T01:00:00Z")));
    }

    @Test
    void aWindowIsFulfilledOnce() {
        refused(
                DutyRefusal.OCCURRENCE_ALREADY_FULFILLED,
                null,
                fixture.given(FULFILLED).when(FULFIL, by(MEMBER, "2026-01-05T01:00:00Z")));
    }

    @Test
    void aSecondInspectionInTheSameWindowChangesNothing() {
        UUID inspection = UUID.fromString("01900000-0000-7000-8000-00000000000a");
        fixture.given(FULFILLED)
                .when(new FulfilDuty("d-1", OPENING, inspection, null), by(MEMBER, "2026-01-05T01:00:00Z"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void whatWasRecordedAsMissedStaysAndTheLateRecordFollows() {
        fixture.given(MISSED).when(FULFIL, by(MEMBER, "2026-01-05T01:00:00Z")).expectEvents(FULFILLED);
    }

    @Test
    void aMissedWindowNamesWhoAnsweredForItsLastInstantAndIsDatedWhenItFellDue() {
        fixture.givenNoPriorActivity()
                .when(CLOSE, by(Actor.SYSTEM, "2026-01-09T00:00:00Z"))
                .expectEvents(MISSED)
                .expectEventsMatching(Matchers.exactSequenceOf(Matchers.matches(
                        message -> ((Provenance) ((org.axonframework.messaging.Message<?>) message)
                                        .getMetaData()
                                        .get(Provenance.KEY))
                                .occurredAt()
                                .equals(WINDOW.dueAt()))));
        assertThat(scene.askedForHolders).containsExactly(Instant.parse("2026-01-05T07:59:59.999999Z"));
    }

    @Test
    void aWindowIsNotMissedBeforeItIsDue() {
        new Scene("2026-01-05T09:59:59.999999Z")
                .fixture(Occurrence.class)
                .givenNoPriorActivity()
                .when(CLOSE, by(Actor.SYSTEM, "2026-01-05T09:59:59Z"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void closingChangesNothingWhereTheWindowIsDecided() {
        MetaData system = MetaData.from(by(Actor.SYSTEM, "2026-01-09T00:00:00Z"));
        for (Object decided : List.of(FULFILLED, MISSED, EXCUSED)) {
            scene.fixture(Occurrence.class)
                    .given(decided)
                    .when(CLOSE, system)
                    .expectSuccessfulHandlerExecution()
                    .expectNoEvents();
        }
    }

    @Test
    void aWindowOlderThanTheDutyIsNotMissed() {
        scene.schedules.put(
                "d-1", org.wangge.api.duty.DutySchedule.establishedBy(Scene.DAILY, OPENING.plusNanos(1000)));
        fixture.givenNoPriorActivity()
                .when(CLOSE, by(Actor.SYSTEM, "2026-01-09T00:00:00Z"))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void nobodyButTheSystemClosesAWindow() {
        refused(
                DutyRefusal.ONLY_WANGGE_CLOSES_WINDOWS,
                null,
                fixture.givenNoPriorActivity().when(CLOSE, by(MEMBER, "2026-01-05T10:00:00Z")));
    }

    @Test
    void aWindowIsExcusedBeforeOrAfterItWasMissedButNotOnceFulfilled() {
        ExcuseOccurrence excuse = new ExcuseOccurrence("d-1", OPENING, "法定假日");
        fixture.givenNoPriorActivity()
                .when(excuse, by(MEMBER, "2026-01-01T00:00:00Z"))
                .expectEvents(EXCUSED);
        scene.fixture(Occurrence.class)
                .given(MISSED)
                .when(excuse, by(MEMBER, "2026-01-05T10:00:00Z"))
                .expectEvents(EXCUSED);
        refused(
                DutyRefusal.OCCURRENCE_ALREADY_FULFILLED,
                null,
                scene.fixture(Occurrence.class).given(FULFILLED).when(excuse, by(MEMBER, "2026-01-05T10:00:00Z")));
        refused(
                DutyRefusal.OCCURRENCE_ALREADY_EXCUSED,
                null,
                scene.fixture(Occurrence.class).given(EXCUSED).when(excuse, by(MEMBER, "2026-01-05T10:00:00Z")));
    }
}
