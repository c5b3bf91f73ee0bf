package org.wangge.eventstore;

import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Provenance;

/** A row of the log as it was read: where it stands, what it is, and, where that was asked for, the event itself. */
public final class LogRow {

    private final long position;
    private final Class<? extends Event> type;
    private final @Nullable GenericDomainEventMessage<Event> message;

    LogRow(long position, Class<? extends Event> type, EventCodec.@Nullable Decoded event) {
        this.position = position;
        this.type = type;
        this.message = event == null ? null : message(event);
    }

    static GenericDomainEventMessage<Event> message(EventCodec.Decoded event) {
        Envelope envelope = event.envelope();
        String stream = envelope.aggregateId();
        return new GenericDomainEventMessage<>(
                stream.substring(0, stream.indexOf(':')),
                stream,
                envelope.sequence(),
                event.payload(),
                MetaData.from(Map.of(Provenance.KEY, envelope.provenance(), Envelope.KEY, envelope)),
                envelope.eventId().toString(),
                envelope.occurredAt());
    }

    /** Where it stands in the log. */
    public long position() {
        return position;
    }

    /** The class of its payload. */
    public Class<? extends Event> type() {
        return type;
    }

    /** The event with its envelope. Refused where events of this type were not asked for. */
    public GenericDomainEventMessage<Event> message() {
        if (message == null) {
            throw new IllegalStateException("position " + position + " was read without its event");
        }
        return message;
    }

    @Nullable
    Instant recordedAt() {
        return message != null && message.getMetaData().get(Envelope.KEY) instanceof Envelope envelope
                ? envelope.recordedAt()
                : null;
    }
}
