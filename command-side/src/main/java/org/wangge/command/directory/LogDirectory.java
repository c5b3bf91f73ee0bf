package org.wangge.command.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.Roster;
import org.wangge.api.people.PeopleEvent;
import org.wangge.command.evidence.EvidenceStore;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** Answers from the log, including what the command being handled has just decided. */
@Component
final class LogDirectory implements Directory {

    private final EventStore eventStore;
    private final EvidenceStore evidence;
    private final PostgresEventStorageEngine log;

    LogDirectory(EventStore eventStore, EvidenceStore evidence, PostgresEventStorageEngine log) {
        this.eventStore = eventStore;
        this.evidence = evidence;
        this.log = log;
    }

    @Override
    public Optional<GridFacts> grid(String gridId) {
        GridFacts facts = null;
        for (GridEvent event : gridEvents(gridId)) {
            facts = evolve(facts, event);
        }
        return Optional.ofNullable(facts);
    }

    private static @Nullable GridFacts evolve(@Nullable GridFacts facts, GridEvent event) {
        if (event instanceof GridEvent.GridDefined defined) {
            return new GridFacts(defined.gridId(), defined.level(), defined.parentId(), false);
        }
        if (facts != null && event instanceof GridEvent.GridMoved moved) {
            return new GridFacts(facts.gridId(), facts.level(), moved.toParentId(), facts.retired());
        }
        if (facts != null && event instanceof GridEvent.GridRetired) {
            return new GridFacts(facts.gridId(), facts.level(), facts.parentId(), true);
        }
        return facts;
    }

    private List<GridEvent> gridEvents(String gridId) {
        return eventStore
                .readEvents(Streams.grid(gridId))
                .asStream()
                .map(DomainEventMessage::getPayload)
                .map(GridEvent.class::cast)
                .toList();
    }

    @Override
    public boolean personExists(String personId) {
        return exists(Streams.person(personId));
    }

    @Override
    public Optional<Instant> leftAt(String personId) {
        return eventStore
                .readEvents(Streams.person(personId))
                .asStream()
                .filter(event -> event.getPayload() instanceof PeopleEvent.PersonLeft)
                .map(DomainEventMessage::getTimestamp)
                .findFirst();
    }

    @Override
    public boolean unitExists(String unitId) {
        return exists(Streams.unit(unitId));
    }

    @Override
    public boolean unitIsDissolved(String unitId) {
        return eventStore
                .readEvents(Streams.unit(unitId))
                .asStream()
                .anyMatch(event -> event.getPayload() instanceof PeopleEvent.UnitDissolved);
    }

    @Override
    public boolean dutyExists(String dutyId) {
        return exists(Streams.duty(dutyId));
    }

    @Override
    public boolean caseExists(UUID caseId) {
        return exists(Streams.caseFile(caseId));
    }

    private boolean exists(String stream) {
        return eventStore.lastSequenceNumberFor(stream).isPresent();
    }

    @Override
    public boolean eventExists(UUID eventId) {
        return log.holds(eventId);
    }

    @Override
    public Optional<String> unitOf(String personId) {
        String unitId = null;
        for (Object event : eventStore
                .readEvents(Streams.person(personId))
                .asStream()
                .map(DomainEventMessage::getPayload)
                .toList()) {
            unitId = switch (event) {
                case PeopleEvent.PersonRegistered registered -> registered.unitId();
                case PeopleEvent.PersonChanged changed when changed.unitId() != null -> changed.unitId();
                default -> unitId;
            };
        }
        return Optional.ofNullable(unitId);
    }

    @Override
    public boolean evidenceExists(String sha256) {
        return evidence.exists(sha256);
    }

    @Override
    public List<String> holders(String gridId, String role, Instant at) {
        Roster roster = new Roster();
        gridEvents(gridId).forEach(roster::evolve);
        return roster.holders(role, at);
    }
}
