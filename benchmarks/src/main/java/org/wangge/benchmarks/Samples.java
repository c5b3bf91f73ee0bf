package org.wangge.benchmarks;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.wangge.api.Actor;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridKind;
import org.wangge.eventstore.TimeOrderedIds;

/** The event that all peers store. */
final class Samples {

    private static final Actor ACTOR = new Actor("wang.fang", "p-001", "GRID_LEADER", "F2", null);

    private Samples() {}

    static DomainEventMessage<Event> defined(String gridId, Instant at) {
        UUID commandId = TimeOrderedIds.next();
        return new GenericDomainEventMessage<>(
                "grid",
                Streams.grid(gridId),
                0,
                new GridDefined(gridId, "一村东片区第三网格", GridKind.AREA, 1, null, false),
                MetaData.with(Provenance.KEY, new Provenance(ACTOR, at, "http", commandId, commandId, null)));
    }
}
