package org.wangge.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.wangge.api.Command;

/**
 * 窗口: how an HTTP endpoint hands a command in. Takes the actor from the signed-in account and {@code Idempotency-Key} and
 * {@code If-Match} from the request's headers; answers with {@link Accepted} and the header {@code Wangge-Position}.
 */
public interface CommandDoor {

    /** For a thing that begins to exist: 201, or 200 when the same create was accepted before. */
    ResponseEntity<Accepted> create(Command command, @Nullable Instant occurredAt);

    /** For a further step on an existing thing: 200. */
    ResponseEntity<Accepted> step(Command command, @Nullable Instant occurredAt);
}
