package org.wangge.query.version;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Envelope;

/** A row of a table in memory. Of a row that the table has already, only the ends of its bounds change. */
final class Held {

    final Former said;
    final UUID eventId;
    final long position;
    final long sequence;
    Instant effectiveFrom;

    @Nullable
    Instant effectiveTo;

    final Instant recordedFrom;

    @Nullable
    Instant recordedTo;

    @Nullable
    Instant supersededAt;

    /** Where the table has it (its ctid); none as long as it is to be added. */
    final @Nullable String place;

    boolean changed;

    Held(
            Former said,
            @Nullable String place,
            UUID eventId,
            long position,
            long sequence,
            Instant effectiveFrom,
            Instant recordedFrom) {
        this.said = said;
        this.place = place;
        this.eventId = eventId;
        this.position = position;
        this.sequence = sequence;
        this.effectiveFrom = effectiveFrom;
        this.recordedFrom = recordedFrom;
    }

    /** What an event says. */
    static Held by(Envelope envelope, Instant from, Former said) {
        return new Held(
                said,
                null,
                envelope.eventId(),
                envelope.position(),
                envelope.sequence(),
                Times.micros(from),
                Times.micros(envelope.recordedAt()));
    }

    /** As said by the same event, and known since another one. */
    Held knownSince(Instant recordedAt) {
        return knownSince(recordedAt, sequence, said);
    }

    /** What the same event comes to by another one, and is known since that. */
    Held knownSince(Instant recordedAt, long newSequence, Former nowSaid) {
        Held copy = new Held(nowSaid, null, eventId, position, newSequence, effectiveFrom, recordedAt);
        copy.effectiveTo = effectiveTo;
        return copy;
    }

    /** What it said was known until then, because something else is from then on. */
    void knownUntil(Instant recordedAt) {
        recordedTo = recordedAt;
        changed = true;
    }

    /** Another record stands in its place from then on. */
    void superseded(Instant recordedAt) {
        supersededAt = recordedAt;
        changed = true;
    }

    /** It held until then, and that was recorded then. */
    void followed(Instant occurredAt, Instant recordedAt) {
        effectiveTo = occurredAt;
        knownUntil(recordedAt);
    }
}
