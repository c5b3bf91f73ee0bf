package org.wangge.api;

import java.time.Instant;
import java.util.UUID;

/**
 * 信封: everything about a stored event but its payload (DESIGN.md section 4).
 *
 * @param position the row's place in the whole log, gapless from 1, in commit order; not part of the canonical body
 * @param eventId UUIDv7
 * @param type the stored name, see {@link StoredAs}
 * @param revision of the stored form
 * @param aggregateId the stream, see {@link Streams}
 * @param sequence the place within the stream, from 0
 * @param recordedAt when the system stored it, microseconds, never decreasing along positions
 * @param provenance who, when, from where
 */
public record Envelope(
        long position,
        UUID eventId,
        String type,
        int revision,
        String aggregateId,
        long sequence,
        Instant recordedAt,
        Provenance provenance) {

    /** The key under which a message read from the log carries its envelope. */
    public static final String KEY = "envelope";

    /** When it happened in the world, as the actor claims. */
    public Instant occurredAt() {
        return provenance.occurredAt();
    }
}
