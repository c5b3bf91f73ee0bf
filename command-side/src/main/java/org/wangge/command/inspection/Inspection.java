package org.wangge.command.inspection;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.CorrectInspection;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.RecordInspection;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionRefusal;
import org.wangge.command.directory.Directory;
import org.wangge.command.duty.DutySchedules;

/** 检查: what somebody checked, item by item, and found. */
@Aggregate(type = "inspection")
class Inspection {

    @AggregateIdentifier
    private @Nullable String stream;

    private long lastSequence = -1;
    private List<CheckedItem> items = List.of();
    private List<Finding> findings = List.of();
    private @Nullable String note;

    Inspection() {}

    @CommandHandler
    Inspection(
            RecordInspection command,
            Provenance provenance,
            Directory directory,
            DutySchedules schedules,
            Clock clock) {
        InspectionReport report = command.report();
        directory.requireGrid(report.gridId(), "/gridId");
        InspectionRules.endsAfterItBeganAndBeforeNow(report.endedAt(), provenance.occurredAt(), clock.instant());
        InspectionRules.coordinatesAreDegrees(report.latitude(), report.longitude());
        InspectionRules.itemsAreFewAndDifferent(report.items());
        InspectionRules.findingsAreFewAndDifferent(report.findings());
        InspectionRules.severitiesAreKnown(report.findings());
        InspectionRules.findingsNameFailedItems(report.items(), report.findings());
        InspectionRules.failedItemsAreCovered(report.items(), report.findings());
        InspectionRules.theDutyIsOneOfThisGrid(report, schedules);
        InspectionRules.theEvidenceWasUploaded(report.items(), report.findings(), directory);
        InspectionRules.theCasesAreNew(report.findings(), directory);
        apply(new InspectionRecorded(command.inspectionId(), provenance.actor().identity(), report));
    }

    /** What was found stays found: an item that turns out to have failed must be covered by a finding of the first record. */
    @CommandHandler
    void decide(CorrectInspection command, Provenance provenance, Directory directory) {
        List<CheckedItem> corrected = command.items() != null ? command.items() : items;
        String correctedNote = command.note() != null ? command.note() : note;
        if (corrected.equals(items) && Objects.equals(correctedNote, note)) {
            throw Refused.because(InspectionRefusal.CORRECTION_CHANGES_NOTHING);
        }
        InspectionRules.itemsAreFewAndDifferent(corrected);
        InspectionRules.failedItemsAreCovered(corrected, findings);
        InspectionRules.theEvidenceWasUploaded(corrected, List.of(), directory);
        apply(new InspectionCorrected(
                command.inspectionId(), lastSequence, command.reason(), corrected, correctedNote));
    }

    @EventSourcingHandler
    void evolve(InspectionRecorded event) {
        stream = Streams.inspection(event.inspectionId());
        lastSequence++;
        items = event.report().items();
        findings = event.report().findings();
        note = event.report().note();
    }

    @EventSourcingHandler
    void evolve(InspectionCorrected event) {
        lastSequence++;
        items = event.items();
        note = event.note();
    }
}
