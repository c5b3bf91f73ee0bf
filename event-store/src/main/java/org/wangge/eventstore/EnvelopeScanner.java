package org.wangge.eventstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Provenance;

/**
 * Reads the envelope out of a stored body in one pass, and finds where the payload lies without reading it. It knows the canonical
 * form alone: no white space, each member once. What it does not recognise at a glance it leaves to the JSON library.
 */
final class EnvelopeScanner {

    /** What was found: all but the row's position, and the payload's place in the body. */
    record Found(Envelope envelope, int payloadFrom, int payloadLength) {}

    private static final class NotAtAGlance extends RuntimeException {
        private NotAtAGlance() {
            super("left to the JSON library", null, false, false);
        }
    }

    private final byte[] body;
    private int at;
    private int seen;
    private @Nullable Actor actor;
    private @Nullable String aggregateId;
    private @Nullable UUID causationId;
    private @Nullable UUID commandId;
    private @Nullable UUID correlationId;
    private @Nullable UUID eventId;
    private @Nullable Instant occurredAt;
    private @Nullable Instant recordedAt;
    private @Nullable String source;
    private @Nullable String type;
    private long revision = -1;
    private long sequence = -1;
    private int payloadFrom = -1;
    private int payloadLength;

    private EnvelopeScanner(byte[] body) {
        this.body = body;
    }

    /** None when the body has to be read by the JSON library. */
    static Optional<Found> scan(long position, byte[] body) {
        try {
            return Optional.of(new EnvelopeScanner(body).envelope(position));
        } catch (NotAtAGlance | ArrayIndexOutOfBoundsException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Found envelope(long position) {
        expect('{');
        do {
            member(text());
        } while (another());
        if (at != body.length || payloadFrom < 0 || revision < 0 || sequence < 0) {
            throw new NotAtAGlance();
        }
        return new Found(
                new Envelope(
                        position,
                        there(eventId),
                        there(type),
                        Math.toIntExact(revision),
                        there(aggregateId),
                        sequence,
                        there(recordedAt),
                        new Provenance(
                                there(actor),
                                there(occurredAt),
                                there(source),
                                there(commandId),
                                there(correlationId),
                                causationId)),
                payloadFrom,
                payloadLength);
    }

    private void member(String name) {
        expect(':');
        switch (name) {
            case "actor" -> actor = actor(once(1));
            case "aggregateId" -> aggregateId = text(once(1 << 1));
            case "causationId" -> causationId = UUID.fromString(text(once(1 << 2)));
            case "commandId" -> commandId = UUID.fromString(text(once(1 << 3)));
            case "correlationId" -> correlationId = UUID.fromString(text(once(1 << 4)));
            case "eventId" -> eventId = UUID.fromString(text(once(1 << 5)));
            case "occurredAt" -> occurredAt = Instants.parse(text(once(1 << 6)));
            case "recordedAt" -> recordedAt = Instants.parse(text(once(1 << 7)));
            case "source" -> source = text(once(1 << 8));
            case "type" -> type = text(once(1 << 9));
            case "revision" -> revision = whole(once(1 << 10));
            case "sequence" -> sequence = whole(once(1 << 11));
            case "payload" -> {
                payloadFrom = once(1 << 12);
                skip();
                payloadLength = at - payloadFrom;
            }
            case "prev", "log" -> text();
            case "v" -> whole(at);
            default -> throw new NotAtAGlance();
        }
    }

    private int once(int member) {
        if ((seen & member) != 0) {
            throw new NotAtAGlance();
        }
        seen |= member;
        return at;
    }

    private Actor actor(int from) {
        at = from;
        String account = null;
        String personId = null;
        String role = null;
        String gridId = null;
        String onBehalfOf = null;
        String before = "";
        expect('{');
        do {
            String name = text();
            if (name.compareTo(before) <= 0) {
                throw new NotAtAGlance();
            }
            before = name;
            expect(':');
            String value = text();
            switch (name) {
                case "account" -> account = value;
                case "personId" -> personId = value;
                case "role" -> role = value;
                case "gridId" -> gridId = value;
                case "onBehalfOf" -> onBehalfOf = value;
                default -> throw new NotAtAGlance();
            }
        } while (another());
        return new Actor(there(account), personId, role, gridId, onBehalfOf);
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new NotAtAGlance();
        }
        return value;
    }

    private void expect(char character) {
        if (body[at++] != character) {
            throw new NotAtAGlance();
        }
    }

    /** After a member: whether there is another, or else the object ends. */
    private boolean another() {
        byte next = body[at++];
        if (next == ',') {
            return true;
        }
        if (next == '}') {
            return false;
        }
        throw new NotAtAGlance();
    }

    private String text(int from) {
        at = from;
        return text();
    }

    /** Plain ASCII without escapes; everything else goes the long way. */
    private String text() {
        expect('"');
        int from = at;
        while (body[at] != '"') {
            if (body[at] < ' ' || body[at] == '\\') {
                throw new NotAtAGlance();
            }
            at++;
        }
        return new String(body, from, at++ - from, ISO_8859_1);
    }

    private long whole(int from) {
        at = from;
        long value = 0;
        while (body[at] >= '0' && body[at] <= '9') {
            value = value * 10 + body[at++] - '0';
        }
        if (at == from || at - from > 16) {
            throw new NotAtAGlance();
        }
        return value;
    }

    /** Past an object; whether it is well-formed shows when it is read. */
    private void skip() {
        if (body[at] != '{') {
            throw new NotAtAGlance();
        }
        int depth = 0;
        do {
            switch (body[at++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    while (body[at] != '"') {
                        at += body[at] == '\\' ? 2 : 1;
                    }
                    at++;
                }
                default -> {}
            }
        } while (depth > 0);
    }
}
