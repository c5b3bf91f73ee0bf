package org.wangge.command.duty;

import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.duty.DutyCommand.FulfilDuty;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.api.duty.DutySchedule;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;

/**
 * 检查即履职: an inspection for a duty fulfils the window in which it began, else the last one that is still in its grace. Where
 * there is none the inspection is refused, and nothing of it is stored.
 */
@Component
@ProcessingGroup("same-transaction")
class WhenInspectionRecordedThenFulfilDuty {

    private final DutySchedules schedules;
    private final CommandGateway commands;

    WhenInspectionRecordedThenFulfilDuty(DutySchedules schedules, CommandGateway commands) {
        this.schedules = schedules;
        this.commands = commands;
    }

    @EventHandler
    void on(InspectionRecorded event, Provenance provenance, EventMessage<?> message) {
        String dutyId = event.report().dutyId();
        if (dutyId == null) {
            return;
        }
        DutySchedule schedule = schedules
                .of(dutyId)
                .orElseThrow(() -> Refused.because(CommonRefusal.UNKNOWN_DUTY, "/dutyId", "unknown duty " + dutyId));
        Window window = schedule.windowFor(provenance.occurredAt())
                .orElseThrow(() -> Refused.because(
                        DutyRefusal.NO_WINDOW_FOR_INSPECTION,
                        "/occurredAt",
                        provenance.occurredAt() + " lies in no window of duty " + dutyId + ", nor in a grace"));
        FulfilDuty fulfil = new FulfilDuty(dutyId, window.windowStart(), event.inspectionId(), null);
        commands.sendAndWait(
                new GenericCommandMessage<>(fulfil, MetaData.with(Provenance.KEY, because(message, provenance))));
    }

    private static Provenance because(EventMessage<?> cause, Provenance provenance) {
        return new Provenance(
                provenance.actor(),
                provenance.occurredAt(),
                provenance.source(),
                provenance.commandId(),
                provenance.correlationId(),
                UUID.fromString(cause.getIdentifier()));
    }
}
