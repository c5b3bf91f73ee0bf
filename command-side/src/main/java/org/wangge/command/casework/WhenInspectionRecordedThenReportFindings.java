package org.wangge.command.casework;

import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;

/**
 * 检查发现即立案: every finding of an inspection becomes a case in the transaction that records the inspection, so that neither is
 * ever stored without the other. A finding that cannot become a case refuses the whole inspection.
 */
@Component
@ProcessingGroup("same-transaction")
class WhenInspectionRecordedThenReportFindings {

    private final CommandGateway commands;

    WhenInspectionRecordedThenReportFindings(CommandGateway commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(InspectionRecorded event, Provenance provenance, EventMessage<?> message) {
        Provenance caused = new Provenance(
                provenance.actor(),
                provenance.occurredAt(),
                provenance.source(),
                provenance.commandId(),
                provenance.correlationId(),
                UUID.fromString(message.getIdentifier()));
        for (Finding finding : event.report().findings()) {
            send(report(event, finding), caused);
            if (finding.rectifiedOnSpot()) {
                send(new RectifyOnSpot(finding.caseId(), finding.title(), finding.evidence()), caused);
            }
        }
    }

    private void send(CaseCommand command, Provenance caused) {
        commands.sendAndWait(new GenericCommandMessage<>(command, MetaData.with(Provenance.KEY, caused)));
    }

    private static ReportCase report(InspectionRecorded event, Finding finding) {
        List<String> evidence = finding.evidence();
        return new ReportCase(
                finding.caseId(),
                event.report().gridId(),
                CaseKind.HAZARD,
                finding.category(),
                Severity.valueOf(finding.severity()),
                finding.title(),
                null,
                null,
                event.report().latitude(),
                event.report().longitude(),
                event.inspectionId(),
                evidence);
    }
}
