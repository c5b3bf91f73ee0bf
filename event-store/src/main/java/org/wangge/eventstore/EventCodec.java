package org.wangge.eventstore;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.StoredAs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Between events and the bytes that are stored. */
final class EventCodec {

    private static final JsonMapper READING =
            CanonicalJson.MAPPER.rebuild().addModule(Instants.module()).build();

    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();
    private final EventCatalogue catalogue;
    private final String log;

    EventCodec(EventCatalogue catalogue, String log) {
        this.catalogue = catalogue;
        this.log = log;
    }

    EventCatalogue catalogue() {
        return catalogue;
    }

    /** An event as it was read, with the row's position. */
    record Decoded(Event payload, Envelope envelope) {}

    /** What of an event's body depends neither on its place nor on the time of its recording. */
    Draft draft(StagedEvent event) {
        StoredAs name = catalogue.nameOf(event.payload().getClass());
        Provenance provenance = event.provenance();
        byte[] members = CanonicalJson.bytes(new StoredBody(
                StoredBody.VERSION,
                log,
                event.eventId(),
                name.value(),
                name.revision(),
                event.aggregateId(),
                event.sequence(),
                null,
                provenance.occurredAt(),
                provenance.actor(),
                provenance.commandId(),
                provenance.correlationId(),
                provenance.causationId(),
                provenance.source(),
                null,
                event.payload()));
        return new Draft(event, name, members);
    }

    byte[] encode(StagedEvent event, Instant recordedAt, byte @Nullable [] prev) {
        return draft(event).body(recordedAt.toString(), prev);
    }

    Decoded decode(long position, byte[] body) {
        EnvelopeScanner.Found found = EnvelopeScanner.scan(position, body).orElse(null);
        if (found == null) {
            return decodeTree(position, body);
        }
        Envelope envelope = found.envelope();
        Class<? extends Event> payloadClass = classOf(position, envelope.type());
        if (envelope.revision() != catalogue.nameOf(payloadClass).revision()) {
            return decodeTree(position, body);
        }
        Event payload = readers.computeIfAbsent(payloadClass, READING::readerFor)
                .readValue(body, found.payloadFrom(), found.payloadLength());
        return new Decoded(payload, envelope);
    }

    /** The long way, for older revisions and for whatever the scanner does not know. */
    Decoded decodeTree(long position, byte[] bytes) {
        JsonNode body = CanonicalJson.MAPPER.readTree(bytes);
        String type = body.required("type").stringValue();
        int revision = body.required("revision").intValue();
        Class<? extends Event> payloadClass = classOf(position, type);
        JsonNode causation = body.get("causationId");
        Envelope envelope = new Envelope(
                position,
                UUID.fromString(body.required("eventId").stringValue()),
                type,
                revision,
                body.required("aggregateId").stringValue(),
                body.required("sequence").longValue(),
                Instant.parse(body.required("recordedAt").stringValue()),
                new Provenance(
                        CanonicalJson.MAPPER.treeToValue(body.required("actor"), Actor.class),
                        Instant.parse(body.required("occurredAt").stringValue()),
                        body.required("source").stringValue(),
                        UUID.fromString(body.required("commandId").stringValue()),
                        UUID.fromString(body.required("correlationId").stringValue()),
                        causation == null ? null : UUID.fromString(causation.stringValue())));
        ObjectNode payload = catalogue.upcast(type, revision, (ObjectNode) body.required("payload"));
        return new Decoded(CanonicalJson.MAPPER.treeToValue(payload, payloadClass), envelope);
    }

    private Class<? extends Event> classOf(long position, String type) {
        return catalogue
                .classOf(type)
                .orElseThrow(() -> new IllegalStateException(
                        "position " + position + " holds an event of the unknown type " + type));
    }
}
