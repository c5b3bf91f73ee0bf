package org.wangge.query.blindspot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wangge.api.Event;
import org.wangge.eventstore.CanonicalJson;
import org.wangge.eventstore.EventCatalogue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event read back from the body that the log holds, whose bytes the next event of the stream vouches for by their hash. */
record StoredEvent(String log, String eventId, long sequence, Instant occurredAt, Instant recordedAt, Event payload) {

    private static final EventCatalogue CATALOGUE = EventCatalogue.published();

    /** SHA-256(0x00 ‖ body) in Base64, as the next event of the stream has it in {@code prev}. */
    static String hash(String body) {
        return Base64.getEncoder().encodeToString(CanonicalJson.leafHash(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads the bodies of a stream from its first event on, and says of each what is wrong with it or with its place. */
    static List<StoredEvent> read(String stream, List<String> bodies, List<String> faults) {
        List<StoredEvent> events = new ArrayList<>();
        String former = "";
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            String place = stream + ", event " + i + ": ";
            try {
                JsonNode node = JsonMapper.shared().readTree(body);
                if (!text(node, "aggregateId").equals(stream)) {
                    faults.add(place + "belongs to " + text(node, "aggregateId"));
                }
                if (node.path("sequence").asLong(-1) != i) {
                    faults.add(
                            place + "has the sequence " + node.path("sequence") + ": something was left out or moved");
                }
                if (!text(node, "prev").equals(former)) {
                    faults.add(place + "does not follow the event before it: one of the two was altered or left out");
                }
                payload(node)
                        .ifPresentOrElse(
                                payload -> events.add(new StoredEvent(
                                        text(node, "log"),
                                        text(node, "eventId"),
                                        node.path("sequence").asLong(),
                                        Instant.parse(text(node, "occurredAt")),
                                        Instant.parse(text(node, "recordedAt")),
                                        payload)),
                                () -> faults.add(place + "is of a type that is not known here: " + text(node, "type")));
            } catch (JacksonException | java.time.DateTimeException e) {
                faults.add(place + "cannot be read: " + e.getMessage());
            }
            former = hash(body);
        }
        return events;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static Optional<Event> payload(JsonNode node) {
        Class<? extends Event> type = CATALOGUE.classOf(text(node, "type")).orElse(null);
        if (type == null
                || CATALOGUE.nameOf(type).revision() != node.path("revision").asInt(0)) {
            return Optional.empty();
        }
        byte[] payload = JsonMapper.shared().writeValueAsBytes(node.path("payload"));
        return Optional.of(CanonicalJson.read(payload, type));
    }
}
