package org.wangge.command.duty;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyCommand.AmendDuty;
import org.wangge.api.duty.DutyCommand.EstablishDuty;
import org.wangge.api.duty.DutyCommand.ResumeDuty;
import org.wangge.api.duty.DutyCommand.RetireDuty;
import org.wangge.api.duty.DutyCommand.SuspendDuty;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.command.AggregateMemory;
import org.wangge.command.directory.Directory;

/** 职责任务: what the holders of a role in a grid must do again and again. */
@Aggregate(type = "duty", cache = AggregateMemory.NAME)
class Duty {

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable Instant lastAmendedFrom;
    private @Nullable Instant lastPauseTurn;
    private boolean suspended;
    private boolean retired;

    Duty() {}

    @CommandHandler
    Duty(EstablishDuty command, Provenance provenance, Directory directory, DutyPlan plan) {
        directory.requireGrid(command.gridId(), "/gridId");
        DutyRules.windowsCanBeKept(
                command.recurrence(), command.start(), command.timeZone(), command.window(), command.grace(), plan);
        apply(new DutyEstablished(
                command.dutyId(),
                command.gridId(),
                command.role(),
                command.kind(),
                command.title(),
                command.recurrence(),
                command.start(),
                command.timeZone(),
                command.window(),
                command.grace(),
                plan.version()));
    }

    @CommandHandler
    void decide(AmendDuty command, Provenance provenance, DutyPlan plan, Clock clock) {
        refuseWhenRetired();
        Instant from = DutyRules.effectiveFromNowOn(command.effectiveFrom(), clock.instant(), provenance);
        DutyRules.amendmentsFollowEachOther(from, lastAmendedFrom);
        DutyRules.windowsCanBeKept(
                command.recurrence(), command.start(), command.timeZone(), command.window(), command.grace(), plan);
        apply(new DutyAmended(
                command.dutyId(),
                command.recurrence(),
                command.start(),
                command.timeZone(),
                command.window(),
                command.grace(),
                from,
                command.reason(),
                plan.version()));
    }

    @CommandHandler
    void decide(SuspendDuty command, Provenance provenance, Clock clock) {
        refuseWhenRetired();
        if (suspended) {
            throw Refused.because(DutyRefusal.DUTY_ALREADY_SUSPENDED);
        }
        Instant from = DutyRules.effectiveFromNowOn(command.effectiveFrom(), clock.instant(), provenance);
        DutyRules.pausesFollowEachOther(from, lastPauseTurn);
        apply(new DutySuspended(command.dutyId(), from, command.reason()));
    }

    @CommandHandler
    void decide(ResumeDuty command, Provenance provenance, Clock clock) {
        refuseWhenRetired();
        if (!suspended) {
            throw Refused.because(DutyRefusal.DUTY_NOT_SUSPENDED);
        }
        Instant from = DutyRules.effectiveFromNowOn(command.effectiveFrom(), clock.instant(), provenance);
        DutyRules.pausesFollowEachOther(from, lastPauseTurn);
        apply(new DutyResumed(command.dutyId(), from));
    }

    @CommandHandler
    void decide(RetireDuty command, Provenance provenance, Clock clock) {
        refuseWhenRetired();
        Instant from = DutyRules.effectiveFromNowOn(command.effectiveFrom(), clock.instant(), provenance);
        apply(new DutyRetired(command.dutyId(), from, command.reason()));
    }

    @EventSourcingHandler
    void evolve(DutyEstablished event) {
        stream = Streams.duty(event.dutyId());
    }

    @EventSourcingHandler
    void evolve(DutyAmended event) {
        lastAmendedFrom = event.effectiveFrom();
    }

    @EventSourcingHandler
    void evolve(DutySuspended event) {
        suspended = true;
        lastPauseTurn = event.effectiveFrom();
    }

    @EventSourcingHandler
    void evolve(DutyResumed event) {
        suspended = false;
        lastPauseTurn = event.effectiveFrom();
    }

    @EventSourcingHandler
    void evolve(DutyRetired event) {
        retired = true;
    }

    private void refuseWhenRetired() {
        if (retired) {
            throw Refused.because(DutyRefusal.DUTY_ALREADY_RETIRED);
        }
    }
}
