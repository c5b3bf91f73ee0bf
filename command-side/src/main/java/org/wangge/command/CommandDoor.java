package org.wangge.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.wangge.api.Command;
import org.wangge.eventstore.TimeOrderedIds;

/**
 * 窗口: how an HTTP endpoint hands a command in. Takes the actor from the signed-in account and {@code Idempotency-Key} and
 * {@code If-Match} from the request's headers; answers with {@link Accepted} and the header {@code Wangge-Position}.
 */
public interface CommandDoor {

    /** For a thing that begins to exist: 201, or 200 when the same create was accepted before. */
    ResponseEntity<Accepted> create(Command command, @Nullable Instant occurredAt);

    /** For a further step on an existing thing: 200. */
    ResponseEntity<Accepted> step(Command command, @Nullable Instant occurredAt);

    /**
     * The id of a thing that happens, which a client may leave out. With an {@code Idempotency-Key} it follows from that key, so that
     * a retry asks for the same thing.
     *
     * @param what tells apart the things of one request
     */
    default UUID orNew(@Nullable UUID given, String what) {
        return given != null ? given : TimeOrderedIds.next();
    }
}
