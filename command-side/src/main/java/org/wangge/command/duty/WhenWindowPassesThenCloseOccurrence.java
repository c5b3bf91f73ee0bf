package org.wangge.command.duty;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.wangge.api.Envelope;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.command.Timers;

/**
 * 时段到期未履职即记为未履职. Follows the duties' changes and sets the timers that {@link ClosingOfWindows} runs. An event that is
 * handled twice sets the same timers again, which changes nothing.
 */
@Component
@ProcessingGroup("duty-windows")
class WhenWindowPassesThenCloseOccurrence {

    private final DutySchedules schedules;
    private final Timers timers;

    WhenWindowPassesThenCloseOccurrence(DutySchedules schedules, Timers timers) {
        this.schedules = schedules;
        this.timers = timers;
    }

    @EventHandler
    void on(DutyEstablished event, Envelope envelope) {
        watch(event.dutyId(), envelope);
    }

    @EventHandler
    void on(DutyAmended event, Envelope envelope) {
        watch(event.dutyId(), envelope);
    }

    @EventHandler
    void on(DutySuspended event, Envelope envelope) {
        watch(event.dutyId(), envelope);
    }

    @EventHandler
    void on(DutyResumed event, Envelope envelope) {
        watch(event.dutyId(), envelope);
    }

    @EventHandler
    void on(DutyRetired event, Envelope envelope) {
        watch(event.dutyId(), envelope);
    }

    private void watch(String dutyId, Envelope envelope) {
        int change = Math.toIntExact(envelope.sequence());
        schedules
                .of(dutyId)
                .ifPresent(
                        schedule -> ClosingOfWindows.timersFor(schedule, change).forEach(timers::setOnce));
    }
}
