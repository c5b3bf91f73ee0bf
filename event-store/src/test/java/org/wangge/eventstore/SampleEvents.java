package org.wangge.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent;

/** Events to fill a log with. */
public final class SampleEvents {

    public static final Actor ACTOR = new Actor("wang.fang", "p-001", "GRID_LEADER", "F2", null);

    private SampleEvents() {}

    public static Provenance provenance(Instant occurredAt) {
        UUID commandId = TimeOrderedIds.next();
        return new Provenance(ACTOR, occurredAt, "http", commandId, commandId, null);
    }

    public static DomainEventMessage<Event> message(String stream, long sequence, Event event, Provenance provenance) {
        return new GenericDomainEventMessage<>(
                stream.substring(0, stream.indexOf(':')),
                stream,
                sequence,
                event,
                MetaData.with(Provenance.KEY, provenance));
    }

    public static DomainEventMessage<Event> renamed(String gridId, long sequence, Instant occurredAt) {
        return message(
                Streams.grid(gridId),
                sequence,
                new GridEvent.GridRenamed(gridId, "一村 " + sequence),
                provenance(occurredAt));
    }
}
