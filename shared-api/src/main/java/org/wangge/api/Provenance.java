package org.wangge.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 来源: where a command or an event comes from and when it claims to have happened.
 *
 * @param actor who did it
 * @param occurredAt when it happened in the world, as the actor claims; never after it was recorded
 * @param source {@code http}, {@code import:<batch>} or {@code process:<name>}
 * @param commandId identifies one command for ever: the same id yields its events once
 * @param correlationId the command that began the whole chain
 * @param causationId the event that led to this command; none for what came from outside
 */
public record Provenance(
        Actor actor,
        Instant occurredAt,
        String source,
        UUID commandId,
        UUID correlationId,
        @Nullable UUID causationId) {

    /** The key under which a message carries its provenance. */
    public static final String KEY = "provenance";

    /** The same provenance, for a fact that happened at another time. */
    public Provenance at(Instant when) {
        return new Provenance(actor, when, source, commandId, correlationId, causationId);
    }

    /** True for rows taken over from another system. */
    public boolean imported() {
        return source.startsWith("import:");
    }
}
