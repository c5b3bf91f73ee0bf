package org.wangge.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;

/**
 * The body of a stored event: the envelope without the position, in the form that is hashed (DESIGN.md sections 4 and 9).
 *
 * @param recordedAt absent from a {@link Draft} only
 * @param prev the hash of the stream's previous event in Base64, empty for the first; absent from a {@link Draft} only
 */
record StoredBody(
        int v,
        String log,
        UUID eventId,
        String type,
        int revision,
        String aggregateId,
        long sequence,
        @Nullable Instant recordedAt,
        Instant occurredAt,
        Actor actor,
        UUID commandId,
        UUID correlationId,
        @Nullable UUID causationId,
        String source,
        @Nullable String prev,
        Object payload) {

    /** The version of this form. */
    static final int VERSION = 1;
}
