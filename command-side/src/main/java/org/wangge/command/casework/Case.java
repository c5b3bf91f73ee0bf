package org.wangge.command.casework;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.command.AggregateMemory;
import org.wangge.command.directory.Directory;

/**
 * 案件: the closed loop of one case. What each step demands and yields is decided in {@link Intake}, {@link Rectification},
 * {@link Oversight} and {@link Ending}; what holds is folded in {@link CaseFile}.
 */
@Aggregate(type = "case", cache = AggregateMemory.NAME)
class Case {

    @AggregateIdentifier
    private @Nullable String stream;

    private @Nullable CaseFile file;

    /** Axon rebuilds a case from its events, starting here. */
    Case() {}

    @CommandHandler
    Case(ReportCase command, Provenance provenance, Directory directory, CasePlan plan) {
        CaseRules.aPositionHasBothCoordinates(command.latitude(), command.longitude(), "");
        directory.requireGrid(command.gridId(), "/gridId");
        directory.requireEvidence(command.evidence(), "/evidence");
        Instant dispatchBy = plan.dispatchBy(provenance.occurredAt(), command.severity());
        apply(Intake.reported(command, null, dispatchBy, plan.version()));
    }

    @CommandHandler
    Case(ImportCase command, Provenance provenance, Directory directory, Clock clock) {
        beginsWhereItCan(command, "", directory);
        CaseRules.anImportedHistoryIsPossible(command, provenance.occurredAt(), clock.instant());
        takeOver(ImportedHistory.of(command, provenance.occurredAt()), provenance);
    }

    @CommandHandler
    Case(ImportCaseLog command, Provenance provenance, Directory directory, Clock clock) {
        beginsWhereItCan(command.history(), "/history", directory);
        CaseRules.anImportedLogIsNoProphecy(command, clock.instant());
        for (int i = 0; i < command.activities().size(); i++) {
            LoggedActivity activity = command.activities().get(i);
            if (activity.personId() != null) {
                directory.requirePerson(activity.personId(), "/activities/" + i + "/personId");
            }
            if (activity.actingUnitId() != null) {
                directory.requireUnit(activity.actingUnitId(), "/activities/" + i + "/actingUnitId");
            }
        }
        takeOver(ImportedHistory.of(command, provenance.occurredAt()), provenance);
    }

    private static void beginsWhereItCan(ImportCase history, String at, Directory directory) {
        ReportCase report = history.report();
        CaseRules.aPositionHasBothCoordinates(report.latitude(), report.longitude(), at + "/report");
        directory.requireGrid(report.gridId(), at + "/report/gridId");
        directory.requireEvidence(report.evidence(), at + "/report/evidence");
        if (history.unitId() != null) {
            directory.requireUnit(history.unitId(), at + "/unitId");
        }
    }

    private static void takeOver(List<ImportedHistory.Step> steps, Provenance provenance) {
        steps.forEach(step -> applyAt(provenance.at(step.at()), step.event()));
    }

    @CommandHandler
    void decide(GradeCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Intake.grade(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(RectifyOnSpot command, Provenance provenance, Directory directory, CasePlan plan) {
        directory.requireEvidence(command.evidence(), "/evidence");
        step(Intake.rectifyOnSpot(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(DispatchCase command, Provenance provenance, Directory directory, CasePlan plan) {
        CaseEvent dispatched = Intake.dispatch(command, file(), provenance, plan);
        directory.requireUnit(command.unitId(), "/unitId");
        step(dispatched, provenance, directory, plan);
    }

    @CommandHandler
    void decide(AcceptCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Intake.accept(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(RejectCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Intake.reject(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(PlanRectification command, Provenance provenance, Directory directory, CasePlan plan) {
        CaseEvent planned = Rectification.plan(command, file(), provenance);
        directory.requirePerson(command.personId(), "/personId");
        step(planned, provenance, directory, plan);
    }

    @CommandHandler
    void decide(TakeInterimMeasure command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Rectification.takeInterimMeasure(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(RequestExtension command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Rectification.requestExtension(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(DecideExtension command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Rectification.decideExtension(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(SubmitRectification command, Provenance provenance, Directory directory, CasePlan plan) {
        CaseEvent submitted = Rectification.submit(command, file(), provenance, plan);
        directory.requireEvidence(command.evidence(), "/evidence");
        step(submitted, provenance, directory, plan);
    }

    @CommandHandler
    void decide(VerifyRectification command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Rectification.verify(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(EscalateCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.escalate(command, file(), provenance, directory), provenance, directory, plan);
    }

    @CommandHandler
    void decide(TransferCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.transfer(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(RecordTransferOutcome command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.recordTransferOutcome(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(ListForSupervision command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.list(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(Delist command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.delist(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(UrgeCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.urge(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(ServeNotice command, Provenance provenance, Directory directory, CasePlan plan) {
        CaseEvent served = Oversight.serveNotice(command, file(), provenance);
        directory.requireUnit(command.unitId(), "/unitId");
        step(served, provenance, directory, plan);
    }

    @CommandHandler
    void decide(OrderWorkStop command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.orderWorkStop(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(LiftWorkStop command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Oversight.liftWorkStop(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(CloseCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Ending.close(command, file(), provenance), provenance, directory, plan);
    }

    @CommandHandler
    void decide(ReopenCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Ending.reopen(command, file(), provenance, plan), provenance, directory, plan);
    }

    @CommandHandler
    void decide(
            MergeDuplicate command, Provenance provenance, Directory directory, CasePlan plan, OpenCases openCases) {
        step(Ending.merge(command, file(), provenance, directory, openCases), provenance, directory, plan);
    }

    @CommandHandler
    void decide(CorrectCase command, Provenance provenance, Directory directory, CasePlan plan) {
        step(Ending.correct(command, file(), provenance), provenance, directory, plan);
    }

    /** Nothing happens where nothing is owed, so that a timer may fire any number of times. */
    @CommandHandler
    void decide(RecordOverdue command, Provenance provenance, Directory directory, CasePlan plan, Clock clock) {
        Deadline deadline = new Deadline(command.stage(), command.dueAt());
        if (!file().owes(deadline, clock.instant())) {
            return;
        }
        applyAt(provenance.at(deadline.at()), Oversight.overdue(command.caseId(), deadline, file(), directory, plan));
        CaseEvent escalated = Oversight.escalateWhenOverdue(command, file(), directory, plan);
        if (escalated != null) {
            apply(escalated);
        }
    }

    @EventSourcingHandler
    void evolve(CaseEvent event, Provenance provenance) {
        if (event instanceof CaseReported reported) {
            stream = Streams.caseFile(reported.caseId());
            file = CaseFile.opened(reported, provenance.occurredAt());
        } else {
            file = file().after(event, provenance);
        }
    }

    /**
     * A deadline that passed before this step and of which no timer has told yet (because Wangge was down, or is slow) is recorded
     * first: leaving a stage late never hides that it was late.
     */
    private void step(CaseEvent event, Provenance provenance, Directory directory, CasePlan plan) {
        List<Deadline> missed = file().passedUnrecorded(provenance.occurredAt(), file().after(event, provenance));
        for (Deadline deadline : missed) {
            applyAt(
                    bySystem(provenance).at(deadline.at()),
                    Oversight.overdue(event.caseId(), deadline, file(), directory, plan));
        }
        apply(event);
    }

    private static Provenance bySystem(Provenance step) {
        return new Provenance(
                Actor.SYSTEM,
                step.occurredAt(),
                WhenStageDeadlinePassesThenRecordOverdue.SOURCE,
                step.commandId(),
                step.correlationId(),
                step.causationId());
    }

    private static void applyAt(Provenance provenance, CaseEvent event) {
        apply(event, MetaData.with(Provenance.KEY, provenance));
    }

    private CaseFile file() {
        return Objects.requireNonNull(file, "a case begins with its report");
    }
}
