package org.wangge.edge.problem;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.wangge.api.Refused;
import org.wangge.edge.json.JsonFault;
import tools.jackson.core.JacksonException;

/** From whatever was thrown to the problem that the caller is shown; what is nobody's fault outside goes to the log. */
final class Diagnosis {

    private static final Logger log = LoggerFactory.getLogger(Diagnosis.class);
    private static final SecureRandom random = new SecureRandom();
    private static final int CAUSES_LOOKED_AT = 12;
    private static final Duration SOON = Duration.ofSeconds(2);

    private Diagnosis() {}

    /** What the caller is told, and when to try again. */
    record Finding(Problem problem, @Nullable Duration retryAfter) {
        static Finding of(Problem problem) {
            return new Finding(problem, null);
        }
    }

    /** Axon, transactions and futures wrap what was thrown: the first known cause counts. */
    static Finding of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES_LOOKED_AT; depth++, cause = cause.getCause()) {
            Finding known = known(cause);
            if (known != null) {
                if (known.problem().status() == 503) {
                    log.warn("not available: {}", cause.toString());
                }
                return known;
            }
        }
        return Finding.of(internal(thrown));
    }

    private static @Nullable Finding known(Throwable cause) {
        return switch (cause) {
            case Refused refused -> Finding.of(Problem.of(refused));
            case RequestProblem request -> new Finding(request.problem(), request.retryAfter());
            case RequestRejectedException rejected ->
                Finding.of(Problem.of(
                        ProblemKind.MALFORMED_REQUEST,
                        "The path, a header or a parameter holds characters that are not taken.",
                        List.of()));
            case AccessDeniedException denied -> Finding.of(Problem.of(ProblemKind.FORBIDDEN, null, List.of()));
            case AuthenticationServiceException busy -> unavailable();
            case AuthenticationException unknown ->
                Finding.of(Problem.of(ProblemKind.UNAUTHENTICATED, null, List.of()));
            case DataAccessResourceFailureException down -> unavailable();
            case TransientDataAccessException busy -> unavailable();
            case CannotCreateTransactionException down -> unavailable();
            default -> null;
        };
    }

    private static Finding unavailable() {
        return new Finding(Problem.of(ProblemKind.UNAVAILABLE, null, List.of()), SOON);
    }

    /** What went wrong with the JSON of a request's body, or the refusal that a request record's own checks gave. */
    static Problem ofJson(JacksonException json) {
        if (json.getCause() instanceof Refused refused) {
            return Problem.of(refused);
        }
        JsonFault fault = JsonFault.of(json);
        return Problem.of(
                ProblemKind.MALFORMED_JSON, null, List.of(Problem.Blame.field(fault.pointer(), fault.detail())));
    }

    /** Says nothing of the inside; its name is in the log beside the stack trace. */
    static Problem internal(Throwable thrown) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        log.error("failure {}", id, thrown);
        return Problem.of(ProblemKind.INTERNAL_FAILURE, null, List.of()).named(URI.create("urn:wangge:failure:" + id));
    }
}
