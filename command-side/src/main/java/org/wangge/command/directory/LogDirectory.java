package org.wangge.command.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangge.api.Command;
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
    private final RecentFacts recent;

    LogDirectory(EventStore eventStore, EvidenceStore evidence, PostgresEventStorageEngine log, RecentFacts recent) {
        this.eventStore = eventStore;
        this.evidence = evidence;
        this.log = log;
        this.recent = recent;
    }

    private record KnownGrid(GridFacts facts, Roster roster) {}

    private record KnownPerson(
            @Nullable Instant leftAt, @Nullable String unitId) {}

    private record KnownUnit(boolean dissolved) {}

    private @Nullable KnownGrid gridOf(String gridId) {
        return known(Streams.grid(gridId), KnownGrid.class, this::readGrid);
    }

    private @Nullable KnownPerson personOf(String personId) {
        return known(Streams.person(personId), KnownPerson.class, this::readPerson);
    }

    private @Nullable KnownUnit unitOfId(String unitId) {
        return known(Streams.unit(unitId), KnownUnit.class, this::readUnit);
    }

    /**
     * A command may ask what is remembered of the streams of others. Of its own stream, and in a command that another one led to, what
     * is decided and not yet stored counts as well, which only the log knows.
     */
    private <T> @Nullable T known(String stream, Class<T> type, Function<String, @Nullable T> read) {
        if (CurrentUnitOfWork.isStarted()) {
            UnitOfWork<?> asking = CurrentUnitOfWork.get();
            if (asking.isRoot()
                    && asking.getMessage().getPayload() instanceof Command command
                    && !command.stream().equals(stream)) {
                return recent.of(stream, type, read);
            }
        }
        return read.apply(stream);
    }

    private Stream<? extends DomainEventMessage<?>> events(String stream) {
        return eventStore.readEvents(stream).asStream();
    }

    private @Nullable KnownGrid readGrid(String stream) {
        Roster roster = new Roster();
        GridFacts facts = null;
        for (DomainEventMessage<?> message : events(stream).toList()) {
            GridEvent event = (GridEvent) message.getPayload();
            roster.evolve(event);
            facts = evolve(facts, event);
        }
        return facts == null ? null : new KnownGrid(facts, roster);
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

    private @Nullable KnownPerson readPerson(String stream) {
        KnownPerson person = null;
        for (DomainEventMessage<?> message : events(stream).toList()) {
            Instant leftAt = person == null ? null : person.leftAt();
            String unitId = person == null ? null : person.unitId();
            person = switch (message.getPayload()) {
                case PeopleEvent.PersonRegistered registered -> new KnownPerson(leftAt, registered.unitId());
                case PeopleEvent.PersonChanged changed
                when changed.unitId() != null -> new KnownPerson(leftAt, changed.unitId());
                case PeopleEvent.PersonLeft left when leftAt == null -> new KnownPerson(message.getTimestamp(), unitId);
                default -> new KnownPerson(leftAt, unitId);
            };
        }
        return person;
    }

    private @Nullable KnownUnit readUnit(String stream) {
        KnownUnit unit = null;
        for (DomainEventMessage<?> message : events(stream).toList()) {
            unit = new KnownUnit(
                    (unit != null && unit.dissolved()) || message.getPayload() instanceof PeopleEvent.UnitDissolved);
        }
        return unit;
    }

    @Override
    public Optional<GridFacts> grid(String gridId) {
        return Optional.ofNullable(gridOf(gridId)).map(KnownGrid::facts);
    }

    @Override
    public boolean personExists(String personId) {
        return personOf(personId) != null;
    }

    @Override
    public Optional<Instant> leftAt(String personId) {
        return Optional.ofNullable(personOf(personId)).map(KnownPerson::leftAt);
    }

    @Override
    public Optional<String> unitOf(String personId) {
        return Optional.ofNullable(personOf(personId)).map(KnownPerson::unitId);
    }

    @Override
    public boolean unitExists(String unitId) {
        return unitOfId(unitId) != null;
    }

    @Override
    public boolean unitIsDissolved(String unitId) {
        KnownUnit unit = unitOfId(unitId);
        return unit != null && unit.dissolved();
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
    public boolean evidenceExists(String sha256) {
        return evidence.exists(sha256);
    }

    @Override
    public List<String> holders(String gridId, String role, Instant at) {
        KnownGrid grid = gridOf(gridId);
        return grid == null ? List.of() : grid.roster().holders(role, at);
    }
}
