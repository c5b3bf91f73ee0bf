package org.wangge.command;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.wangge.api.Command;
import org.wangge.api.Streams;
import org.wangge.edge.Positions;
import org.wangge.edge.access.SignedIn;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.eventstore.Receipt;

/** The command desk's window on HTTP. */
@Component
final class HttpCommandDoor implements CommandDoor {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ENTITY_TAG = Pattern.compile("\"(\\d{1,18})\"");

    private final CommandDesk desk;

    HttpCommandDoor(CommandDesk desk) {
        this.desk = desk;
    }

    @Override
    public ResponseEntity<Accepted> create(Command command, @Nullable Instant occurredAt) {
        if (request().getHeader(HttpHeaders.IF_MATCH) != null) {
            throw RequestProblem.header(HttpHeaders.IF_MATCH, "a create follows nothing that you could have seen");
        }
        return answer(command, occurredAt, HttpStatus.CREATED);
    }

    @Override
    public ResponseEntity<Accepted> step(Command command, @Nullable Instant occurredAt) {
        return answer(command, occurredAt, HttpStatus.OK);
    }

    @Override
    public UUID orNew(@Nullable UUID given, String what) {
        String key = idempotencyKey(request().getHeader(IDEMPOTENCY_KEY));
        return given != null || key == null
                ? CommandDoor.super.orNew(given, what)
                : RepeatableIds.of(SignedIn.current().username(), key, what);
    }

    private ResponseEntity<Accepted> answer(Command command, @Nullable Instant occurredAt, HttpStatus fresh) {
        HttpServletRequest request = request();
        Receipt receipt = desk.submit(new Submission(
                command,
                SignedIn.current().actor(),
                occurredAt,
                "http",
                idempotencyKey(request.getHeader(IDEMPOTENCY_KEY)),
                expectedSequence(request.getHeader(HttpHeaders.IF_MATCH))));
        return ResponseEntity.status(receipt.replayed() ? HttpStatus.OK : fresh)
                .headers(headers -> Positions.stamp(headers, receipt.position()))
                .eTag("\"" + receipt.sequence() + "\"")
                .body(new Accepted(
                        Streams.idOf(receipt.stream()), receipt.sequence(), receipt.eventIds(), receipt.position()));
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }

    private static @Nullable String idempotencyKey(@Nullable String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw RequestProblem.header(IDEMPOTENCY_KEY, "expected 1 to 255 visible ASCII characters");
        }
        return header;
    }

    private static @Nullable Long expectedSequence(@Nullable String header) {
        if (header == null || header.equals("*")) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(header);
        if (!tag.matches()) {
            throw RequestProblem.header(HttpHeaders.IF_MATCH, "expected one sequence in quotes, as in \"3\"");
        }
        return Long.valueOf(tag.group(1));
    }
}
