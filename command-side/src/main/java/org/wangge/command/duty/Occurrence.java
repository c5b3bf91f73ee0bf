package org.wangge.command.duty;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyCommand.CloseOccurrence;
import org.wangge.api.duty.DutyCommand.ExcuseOccurrence;
import org.wangge.api.duty.DutyCommand.FulfilDuty;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.api.duty.DutySchedule;
import org.wangge.command.directory.Directory;

/**
 * 应履职时段: one window of a duty. Nobody creates it: it is there from the first decision about it. What was missed stays
 * missed; a record that comes in late (补录) stands beside it.
 *
 * <p>Create-if-missing leaks Axon's lock only where making the empty aggregate fails ({@code LockingRepository} of 4.13.0);
 * the empty constructor below cannot.
 */
@Aggregate(type = "occurrence")
class Occurrence {

    @AggregateIdentifier
    private @Nullable String stream;

    private boolean fulfilled;
    private boolean missed;
    private boolean excused;

    Occurrence() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(FulfilDuty command, Provenance provenance, DutySchedules schedules) {
        DutySchedule schedule = WindowRules.theDutyExists(schedules, command.dutyId());
        Window window = WindowRules.theWindowExists(schedule, command.windowStart());
        WindowRules.theActLiesBetweenOpeningAndDue(window, provenance.occurredAt());
        if (fulfilled || excused) {
            if (command.inspectionId() != null) {
                // Somebody inspected once more than the duty asks for: the inspection stands, the window is decided.
                return;
            }
            throw Refused.because(
                    fulfilled ? DutyRefusal.OCCURRENCE_ALREADY_FULFILLED : DutyRefusal.OCCURRENCE_ALREADY_EXCUSED);
        }
        String person = provenance.actor().identity();
        apply(
                WindowRules.inTime(window, provenance.occurredAt())
                        ? new DutyFulfilled(
                                command.dutyId(),
                                schedule.gridId(),
                                schedule.role(),
                                window,
                                person,
                                command.inspectionId(),
                                command.note())
                        : new DutyFulfilledLate(
                                command.dutyId(),
                                schedule.gridId(),
                                schedule.role(),
                                window,
                                person,
                                command.inspectionId(),
                                command.note()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ExcuseOccurrence command, Provenance provenance, DutySchedules schedules) {
        DutySchedule schedule = WindowRules.theDutyExists(schedules, command.dutyId());
        Window window = WindowRules.theWindowExists(schedule, command.windowStart());
        if (fulfilled) {
            throw Refused.because(DutyRefusal.OCCURRENCE_ALREADY_FULFILLED);
        }
        if (excused) {
            throw Refused.because(DutyRefusal.OCCURRENCE_ALREADY_EXCUSED);
        }
        apply(new DutyExcused(command.dutyId(), schedule.gridId(), schedule.role(), window, command.reason()));
    }

    /**
     * Decides nothing where nothing is due: the window is decided, not over, gone by an amendment, or older than the duty. So the
     * timer may ask as often as it likes.
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(
            CloseOccurrence command, Provenance provenance, DutySchedules schedules, Directory directory, Clock clock) {
        if (!provenance.actor().account().equals(Actor.SYSTEM_ACCOUNT)) {
            throw Refused.because(DutyRefusal.ONLY_WANGGE_CLOSES_WINDOWS);
        }
        DutySchedule schedule = WindowRules.theDutyExists(schedules, command.dutyId());
        Window window = schedule.windowOpening(command.windowStart()).orElse(null);
        if (window == null || fulfilled || excused || missed) {
            return;
        }
        if (!schedule.owed(window) || !WindowRules.due(window, clock.instant())) {
            return;
        }
        List<String> responsible =
                directory.holders(schedule.gridId(), schedule.role(), WindowRules.lastInstant(window));
        apply(
                new DutyMissed(command.dutyId(), schedule.gridId(), schedule.role(), window, responsible),
                MetaData.with(Provenance.KEY, provenance.at(window.dueAt())));
    }

    @EventSourcingHandler
    void evolve(OccurrenceEvent event) {
        stream = Streams.occurrence(event.dutyId(), event.window().windowStart());
        switch (event) {
            case DutyFulfilled inTime -> fulfilled = true;
            case DutyFulfilledLate late -> fulfilled = true;
            case DutyMissed nobodyCame -> missed = true;
            case DutyExcused letOff -> excused = true;
        }
    }
}
