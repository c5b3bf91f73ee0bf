package org.wangge.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.people.PeopleEvent;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.TimeOrderedIds;

/** Writes events into the log as if commands had led to them, at instants of one's choosing. */
public final class History {

    public static final Actor WANG = new Actor("wang.fang", "p-wang", "GRID_MEMBER", null, null);

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final EventStore log;
    private final PostgresEventStorageEngine engine;
    private final MovableClock clock;
    private final Map<String, Long> sequences = new HashMap<>();
    private Actor actor = WANG;
    private UUID lastEventId = new UUID(0, 0);
    private String source = "http";
    private Instant day = Instant.parse("2026-01-01T00:00:00Z");

    public History(EventStore log, PostgresEventStorageEngine engine, MovableClock clock) {
        this.log = log;
        this.engine = engine;
        this.clock = clock;
    }

    /** Something that no other test uses as the beginning of an id. */
    public static String prefix() {
        return "T" + PREFIXES.incrementAndGet();
    }

    /** The midnight (UTC) of a day that is later than everything recorded before: record times never go back. */
    public synchronized Instant freshDay() {
        day = day.plus(Duration.ofDays(10));
        clock.set(day);
        return day;
    }

    /** From now on it is this instant, for what is recorded and what is asked. */
    public void at(Instant now) {
        clock.set(now);
    }

    public void by(Actor who) {
        actor = who;
    }

    public void from(String whence) {
        source = whence;
    }

    /** Records at the clock's instant what happened at another. Returns its position. */
    public synchronized long append(Instant occurredAt, Event... events) {
        Provenance provenance =
                new Provenance(actor, occurredAt, source, TimeOrderedIds.next(), TimeOrderedIds.next(), null);
        List<DomainEventMessage<Event>> messages = new ArrayList<>();
        for (Event event : events) {
            String stream = stream(event);
            long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
            messages.add(new GenericDomainEventMessage<>(
                    stream.substring(0, stream.indexOf(':')),
                    stream,
                    sequence,
                    event,
                    MetaData.with(Provenance.KEY, provenance)));
        }
        log.publish(messages);
        lastEventId = UUID.fromString(messages.getLast().getIdentifier());
        return engine.head();
    }

    /** Records at the clock's instant what happened just then. */
    public long append(Event... events) {
        return append(clock.instant(), events);
    }

    /** The id of the event that was recorded last. */
    public synchronized UUID lastEventId() {
        return lastEventId;
    }

    public long head() {
        return engine.head();
    }

    private static String stream(Event event) {
        return switch (event) {
            case GridEvent grid -> Streams.grid(grid.gridId());
            case CaseEvent caseEvent -> Streams.caseFile(caseEvent.caseId());
            case DutyEvent.OccurrenceEvent occurrence ->
                Streams.occurrence(occurrence.dutyId(), occurrence.window().windowStart());
            case DutyEvent duty -> Streams.duty(duty.dutyId());
            case NoticeEvent notice -> Streams.notice(notice.noticeId());
            case InspectionEvent inspection -> Streams.inspection(inspection.inspectionId());
            case IncidentEvent incident -> Streams.incident(incident.incidentId());
            case PeopleEvent.UnitRegistered unit -> Streams.unit(unit.unitId());
            case PeopleEvent.UnitRenamed unit -> Streams.unit(unit.unitId());
            case PeopleEvent.UnitDissolved unit -> Streams.unit(unit.unitId());
            case PeopleEvent.PersonRegistered person -> Streams.person(person.personId());
            case PeopleEvent.PersonChanged person -> Streams.person(person.personId());
            case PeopleEvent.PersonLeft person -> Streams.person(person.personId());
            case PeopleEvent.LeaveRecorded person -> Streams.person(person.personId());
            case PeopleEvent.LeaveCancelled person -> Streams.person(person.personId());
            case PeopleEvent.PersonForgotten person -> Streams.person(person.personId());
            case PeopleEvent.AccountOpened account -> Streams.account(account.username());
            case PeopleEvent.PasswordChanged account -> Streams.account(account.username());
            case PeopleEvent.RolesChanged account -> Streams.account(account.username());
            case PeopleEvent.AccountClosed account -> Streams.account(account.username());
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
    }
}
