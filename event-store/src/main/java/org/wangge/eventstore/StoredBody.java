package org.wangge.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;

/** The body of a stored event: the envelope without the position, in the form that is hashed (DESIGN.md sections 4 and 9). */
record StoredBody(
        int v,
        String log,
        UUID eventId,
        String type,
        int revision,
        String aggregateId,
        long sequence,
        Instant recordedAt,
        Instant occurredAt,
        Actor actor,
        UUID commandId,
        UUID correlationId,
        @Nullable UUID causationId,
        String source,
        String prev,
        Object payload) {

    /** The version of this form. */
    static final int VERSION = 1;

    /** The members that come before {@code prev} in canonical order. */
    record Front(
            String log,
            UUID eventId,
            String aggregateId,
            Instant occurredAt,
            Actor actor,
            UUID commandId,
            UUID correlationId,
            @Nullable UUID causationId,
            Object payload) {}

    /** The members that come behind {@code recordedAt} in canonical order. */
    record Back(int v, String type, int revision, long sequence, String source) {}
}
