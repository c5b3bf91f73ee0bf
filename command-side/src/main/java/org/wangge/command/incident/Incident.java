package org.wangge.command.incident;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.api.incident.IncidentCommand.AmendIncident;
import org.wangge.api.incident.IncidentCommand.CloseInvestigation;
import org.wangge.api.incident.IncidentCommand.DecideSanction;
import org.wangge.api.incident.IncidentCommand.OpenInvestigation;
import org.wangge.api.incident.IncidentCommand.RecordFinding;
import org.wangge.api.incident.IncidentCommand.RecordResponse;
import org.wangge.api.incident.IncidentCommand.ReportIncident;
import org.wangge.api.incident.IncidentCommand.SettlePoint;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.incident.IncidentEvent.FindingRecorded;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentEvent.InvestigationClosed;
import org.wangge.api.incident.IncidentEvent.InvestigationOpened;
import org.wangge.api.incident.IncidentEvent.PointSettled;
import org.wangge.api.incident.IncidentEvent.ResponseRecorded;
import org.wangge.api.incident.IncidentEvent.SanctionDecided;
import org.wangge.command.AggregateMemory;
import org.wangge.command.directory.Directory;
import org.wangge.command.incident.IncidentState.Finding;
import org.wangge.command.incident.IncidentState.Investigated;

/** 事故: what happened, and how it was gone into until none of the four points was passed over. */
@Aggregate(type = "incident", cache = AggregateMemory.NAME)
class Incident {

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable IncidentFile file;

    Incident() {}

    @CommandHandler
    Incident(ReportIncident command, Directory directory) {
        directory.requireGrid(command.gridId(), "/gridId");
        IncidentRules.casualtiesAreCounted(command.casualties());
        apply(new IncidentReported(
                command.incidentId(),
                command.gridId(),
                command.severity(),
                command.title(),
                command.description(),
                command.place(),
                command.line(),
                command.casualties()));
    }

    @CommandHandler
    void decide(AmendIncident command, Provenance provenance, Directory directory, Clock clock) {
        IncidentAmended amended = new IncidentAmended(
                command.incidentId(),
                file().statedAt(),
                command.reason(),
                command.happenedAt(),
                command.gridId(),
                command.severity(),
                command.title(),
                command.description(),
                command.place(),
                command.line(),
                command.casualties());
        IncidentFile.Statement after = file().statement().amended(amended);
        IncidentRules.anAmendmentChangesSomething(file().statement(), after);
        IncidentRules.casualtiesAreCounted(command.casualties());
        IncidentRules.theIncidentHasHappened(after.happenedAt(), clock.instant());
        IncidentRules.theIncidentHappenedBeforeItsInvestigation(after.happenedAt(), file().openedAt());
        IncidentRules.aStepFollows(provenance.occurredAt(), after.happenedAt());
        if (command.gridId() != null) {
            directory.requireGrid(command.gridId(), "/gridId");
        }
        apply(amended);
    }

    @CommandHandler
    void decide(OpenInvestigation command, Provenance provenance, Directory directory) {
        IncidentRules.anInvestigationIsOpenedOnce(file().state());
        IncidentRules.anInvestigationFollowsTheIncident(
                provenance.occurredAt(), file().statement().happenedAt());
        IncidentRules.anInvestigationHasALead(command);
        for (int i = 0; i < command.leads().size(); i++) {
            directory.requirePersonServing(command.leads().get(i), provenance.occurredAt(), "/leads/" + i);
        }
        if (command.unitId() != null) {
            directory.requireUnit(command.unitId(), "/unitId");
        }
        apply(new InvestigationOpened(command.incidentId(), command.leads(), command.unitId(), command.legalBasis()));
    }

    @CommandHandler
    void decide(RecordFinding command, Provenance provenance, Directory directory) {
        Investigated state = IncidentRules.theInvestigationIsOpen(file().state());
        IncidentRules.aStepFollows(provenance.occurredAt(), state.openedAt());
        IncidentRules.theFindingIsNew(command.findingId(), state);
        IncidentRules.aFindingIsAboutOne(command);
        if (command.personId() != null) {
            directory.requirePerson(command.personId(), "/personId");
        }
        // It may have been dissolved since.
        if (command.unitId() != null && !directory.unitExists(command.unitId())) {
            throw Refused.because(CommonRefusal.UNKNOWN_UNIT, "/unitId", "unknown unit " + command.unitId());
        }
        IncidentRules.thereIsEvidence(command.evidence(), List.of());
        IncidentRules.theEventsAreInTheLog(command.evidence(), directory);
        apply(new FindingRecorded(
                command.incidentId(),
                command.findingId(),
                command.personId(),
                command.unitId(),
                command.responsibility(),
                command.text(),
                command.evidence()));
    }

    @CommandHandler
    void decide(RecordResponse command, Provenance provenance, Directory directory) {
        Investigated state = IncidentRules.theInvestigationIsOpen(file().state());
        Finding finding = IncidentRules.theFindingStands(command.findingId(), state);
        String speaker = IncidentRules.theOneConcernedResponds(finding, provenance.actor(), directory);
        IncidentRules.aStepFollows(provenance.occurredAt(), finding.at());
        apply(new ResponseRecorded(command.incidentId(), command.findingId(), speaker, command.text()));
    }

    @CommandHandler
    void decide(DecideSanction command, Provenance provenance) {
        Investigated state = IncidentRules.theInvestigationIsOpen(file().state());
        String decider = IncidentRules.aPersonDecides(provenance.actor());
        IncidentRules.theSanctionIsNew(command.sanctionId(), state);
        Map<UUID, Finding> findings = IncidentRules.aSanctionRestsOnFindings(command, state);
        Finding any = findings.values().iterator().next();
        IncidentRules.nobodyDecidesOnHimself(provenance.actor(), any.personId());
        Instant firstFound =
                Collections.min(findings.values().stream().map(Finding::at).toList());
        IncidentRules.aStepFollows(provenance.occurredAt(), firstFound);
        apply(new SanctionDecided(
                command.incidentId(),
                command.sanctionId(),
                findings.keySet().stream().sorted().toList(),
                any.personId(),
                any.unitId(),
                command.kind(),
                command.text(),
                decider,
                findings.keySet().stream().anyMatch(state.heard()::contains)));
    }

    @CommandHandler
    void decide(SettlePoint command, Provenance provenance, Directory directory) {
        Investigated state = IncidentRules.theInvestigationIsOpen(file().state());
        IncidentRules.aStepFollows(provenance.occurredAt(), state.openedAt());
        IncidentRules.aPointIsSettledOnce(command.point(), state);
        IncidentRules.thereIsEvidence(command.evidence(), command.files());
        IncidentRules.theEventsAreInTheLog(command.evidence(), directory);
        directory.requireEvidence(command.files(), "/files");
        apply(new PointSettled(
                command.incidentId(), command.point(), command.text(), command.evidence(), command.files()));
    }

    @CommandHandler
    void decide(CloseInvestigation command, Provenance provenance) {
        Investigated state = IncidentRules.theInvestigationIsOpen(file().state());
        IncidentRules.aStepFollows(provenance.occurredAt(), state.steppedAt());
        IncidentRules.allFourPointsAreSettled(state);
        apply(new InvestigationClosed(command.incidentId(), command.conclusion()));
    }

    @EventSourcingHandler
    void evolve(IncidentEvent event, Provenance provenance) {
        if (event instanceof IncidentReported reported) {
            stream = Streams.incident(reported.incidentId());
            file = IncidentFile.opened(reported, provenance.occurredAt());
        } else {
            file = file().after(event, provenance.occurredAt());
        }
    }

    private IncidentFile file() {
        return Objects.requireNonNull(file, "an incident begins with its report");
    }
}
