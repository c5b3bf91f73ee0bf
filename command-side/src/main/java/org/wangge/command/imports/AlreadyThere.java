package org.wangge.command.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.grid.GridCommand.DefineGrid;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.people.PeopleCommand.RegisterPerson;
import org.wangge.api.people.PeopleCommand.RegisterUnit;
import org.wangge.api.people.PeopleEvent.PersonRegistered;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.command.KeptBeside;
import org.wangge.command.imports.RowReader.Candidate;

/** 已有记录: whether what a row asks for is in the log already, and whether it says the same. */
@Component
class AlreadyThere {

    private final EventStore eventStore;
    private final List<KeptBeside> beside;

    AlreadyThere(EventStore eventStore, List<KeptBeside> beside) {
        this.eventStore = eventStore;
        this.beside = beside;
    }

    boolean exists(Candidate candidate) {
        return eventStore.lastSequenceNumberFor(candidate.command().stream()).isPresent();
    }

    /** Where the event comes from that began the stream. */
    Optional<String> source(Command command) {
        return events(command).stream()
                .findFirst()
                .map(first -> provenance(first).source());
    }

    /** True when the thing was begun with exactly what the row says, whoever began it. */
    boolean saysTheSame(Candidate candidate) {
        List<? extends DomainEventMessage<?>> events = events(candidate.command());
        if (events.isEmpty()) {
            return false;
        }
        Object first = events.getFirst().getPayload();
        return switch (candidate.command()) {
            case DefineGrid grid -> first.equals(defined(grid));
            case RegisterUnit unit -> first.equals(new UnitRegistered(unit.unitId(), unit.name()));
            case RegisterPerson person ->
                first.equals(new PersonRegistered(person.personId(), person.unitId()))
                        && beside.stream().noneMatch(kept -> kept.contradicts(person));
            case ImportCase history -> sameCase(history, events, candidate.occurredAt());
            case ImportCaseLog log ->
                sameCase(log.history(), events, candidate.occurredAt())
                        && log.activities().equals(activities(events));
            default -> false;
        };
    }

    private static boolean sameCase(
            ImportCase history, List<? extends DomainEventMessage<?>> events, @Nullable Instant reportedAt) {
        return events.getFirst().getPayload() instanceof CaseReported reported
                && reported.equals(reported(history, reported))
                && provenance(events.getFirst()).occurredAt().equals(reportedAt)
                && sameHistory(history, events, reportedAt);
    }

    private static List<LoggedActivity> activities(List<? extends DomainEventMessage<?>> events) {
        List<LoggedActivity> activities = new ArrayList<>();
        for (DomainEventMessage<?> event : events) {
            if (event.getPayload() instanceof ActivityRecorded recorded) {
                activities.add(new LoggedActivity(
                        provenance(event).occurredAt(),
                        recorded.activity(),
                        recorded.personId(),
                        recorded.actingUnitId(),
                        recorded.instance()));
            }
        }
        return activities;
    }

    private static GridDefined defined(DefineGrid grid) {
        return new GridDefined(grid.gridId(), grid.name(), grid.kind(), grid.level(), grid.parentId(), grid.keySite());
    }

    private static CaseReported reported(ImportCase history, CaseReported stored) {
        var report = history.report();
        return new CaseReported(
                report.caseId(),
                report.gridId(),
                report.kind(),
                report.category(),
                report.severity(),
                report.title(),
                report.description(),
                report.place(),
                report.latitude(),
                report.longitude(),
                report.inspectionId(),
                report.evidence(),
                history.reference(),
                stored.dispatchBy(),
                stored.rules());
    }

    private static boolean sameHistory(
            ImportCase history, List<? extends DomainEventMessage<?>> events, @Nullable Instant reportedAt) {
        DomainEventMessage<?> dispatch = imported(events, CaseDispatched.class);
        DomainEventMessage<?> closing = imported(events, CaseClosed.class);
        boolean sameDispatch = dispatch == null
                ? history.unitId() == null
                : dispatch.getPayload() instanceof CaseDispatched dispatched
                        && dispatched.unitId().equals(history.unitId())
                        && Objects.equals(dispatched.dueAt(), history.dueAt())
                        && provenance(dispatch)
                                .occurredAt()
                                .equals(history.dispatchedAt() == null ? reportedAt : history.dispatchedAt());
        boolean sameClosing = closing == null
                ? history.closedAt() == null
                : closing.getPayload() instanceof CaseClosed closed
                        && Objects.equals(closed.outcome(), history.outcome())
                        && provenance(closing).occurredAt().equals(history.closedAt());
        return sameDispatch && sameClosing;
    }

    private static @Nullable DomainEventMessage<?> imported(
            List<? extends DomainEventMessage<?>> events, Class<?> type) {
        for (DomainEventMessage<?> event : events) {
            if (type.isInstance(event.getPayload()) && provenance(event).imported()) {
                return event;
            }
        }
        return null;
    }

    private List<? extends DomainEventMessage<?>> events(Command command) {
        return eventStore.readEvents(command.stream()).asStream().toList();
    }

    private static Provenance provenance(DomainEventMessage<?> event) {
        return Objects.requireNonNull((Provenance) event.getMetaData().get(Provenance.KEY));
    }
}
