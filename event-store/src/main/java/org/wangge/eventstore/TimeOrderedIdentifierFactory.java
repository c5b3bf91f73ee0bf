package org.wangge.eventstore;

import org.axonframework.common.IdentifierFactory;

/** Gives Axon's messages, and with them the events, UUIDv7 as their ids. Found by Axon as a service. */
public final class TimeOrderedIdentifierFactory extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return TimeOrderedIds.next().toString();
    }
}
