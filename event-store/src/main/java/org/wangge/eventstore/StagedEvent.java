package org.wangge.eventstore;

import java.util.UUID;
import org.wangge.api.Event;
import org.wangge.api.Provenance;

/** An event that an aggregate has decided on, not yet stored. */
record StagedEvent(UUID eventId, String aggregateId, long sequence, Event payload, Provenance provenance) {}
