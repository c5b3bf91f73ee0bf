package org.wangge.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Command;

/**
 * 提交: one command on its way in, with what stands beside its body.
 *
 * @param command what is asked
 * @param actor who asks, from the signed-in account
 * @param occurredAt when it happened, as claimed; none means now
 * @param source {@code http}, {@code import:<batch>} or {@code process:<name>}
 * @param idempotencyKey repeats of the same key by the same actor (by any actor, for imports) get the first answer; none means a fresh command
 * @param expectedSequence the sequence of the stream that the caller has seen (If-Match); none means whichever
 * @param cause the event that led to this command; none for what came from outside
 */
public record Submission(
        Command command,
        Actor actor,
        @Nullable Instant occurredAt,
        String source,
        @Nullable String idempotencyKey,
        @Nullable Long expectedSequence,
        @Nullable Cause cause) {

    /** An event that led to a command, and the command that began the whole chain. */
    public record Cause(UUID eventId, UUID correlationId) {}

    /** What no event led to. */
    public Submission(
            Command command,
            Actor actor,
            @Nullable Instant occurredAt,
            String source,
            @Nullable String idempotencyKey,
            @Nullable Long expectedSequence) {
        this(command, actor, occurredAt, source, idempotencyKey, expectedSequence, null);
    }

    /** How the source of imported rows begins. */
    public static final String IMPORT = "import:";
}
