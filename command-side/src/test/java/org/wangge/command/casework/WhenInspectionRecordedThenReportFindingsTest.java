package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HASH;
import static org.wangge.command.casework.CaseBench.OTHER;
import static org.wangge.command.casework.CaseBench.day;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;

/** 检查发现即立案. */
class WhenInspectionRecordedThenReportFindingsTest {

    private static final UUID INSPECTION = UUID.fromString("0190a000-0000-7000-8000-0000000000aa");
    private static final Provenance INSPECTED = CaseBench.by(CaseBench.person("p-member"), day(3), "http");

    private final List<CommandMessage<?>> sent = new ArrayList<>();
    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final WhenInspectionRecordedThenReportFindings automation = new WhenInspectionRecordedThenReportFindings(
            DefaultCommandGateway.builder().commandBus(bus).build());

    @BeforeEach
    void listen() {
        bus.subscribe(ReportCase.class.getName(), message -> sent.add(message));
        bus.subscribe(RectifyOnSpot.class.getName(), message -> sent.add(message));
    }

    @Test
    void everyFindingBecomesACaseAndWhatWasRectifiedOnTheSpotIsSaidToBe() {
        UUID eventId = record(finding(CASE, "MAJOR", false), finding(OTHER, "GENERAL", true));

        assertThat(sent)
                .extracting(message -> (Object) message.getPayload())
                .containsExactly(
                        report(CASE, Severity.MAJOR),
                        report(OTHER, Severity.GENERAL),
                        new RectifyOnSpot(OTHER, "Blocked exit", List.of(HASH)));
        assertThat(sent)
                .extracting(message -> message.getMetaData().get(Provenance.KEY))
                .containsOnly(new Provenance(
                        INSPECTED.actor(),
                        INSPECTED.occurredAt(),
                        INSPECTED.source(),
                        INSPECTED.commandId(),
                        INSPECTED.correlationId(),
                        eventId));
    }

    @Test
    void anInspectionWithoutFindingsReportsNothing() {
        record();
        assertThat(sent).isEmpty();
    }

    @Test
    void aFindingThatIsRefusedRefusesTheInspection() {
        bus.subscribe(ReportCase.class.getName(), message -> {
            throw Refused.because(CaseRefusal.POSITION_INCOMPLETE);
        });
        assertThatThrownBy(() -> record(finding(CASE, "MAJOR", false))).isInstanceOf(Refused.class);
    }

    private UUID record(Finding... findings) {
        InspectionReport report = new InspectionReport(
                "G-1-1", null, InspectionKind.SPOT_CHECK, null, List.of(), List.of(findings), "31.2", "121.4", "note");
        InspectionRecorded event = new InspectionRecorded(INSPECTION, "p-member", report);
        GenericEventMessage<InspectionRecorded> message = new GenericEventMessage<>(event);
        automation.on(event, INSPECTED, message);
        return UUID.fromString(message.getIdentifier());
    }

    private static Finding finding(UUID caseId, String severity, boolean onSpot) {
        return new Finding(caseId, "exit-clear", "FIRE", severity, "Blocked exit", onSpot, List.of(HASH));
    }

    private static ReportCase report(UUID caseId, Severity severity) {
        return new ReportCase(
                caseId,
                "G-1-1",
                CaseKind.HAZARD,
                "FIRE",
                severity,
                "Blocked exit",
                null,
                null,
                "31.2",
                "121.4",
                INSPECTION,
                List.of(HASH));
    }
}
