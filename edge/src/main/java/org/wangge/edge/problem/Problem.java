package org.wangge.edge.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.RefusalCode;
import org.wangge.api.Refused;

/**
 * 问题文档: an error as {@code application/problem+json} (RFC 9457).
 *
 * @param type stable, {@code urn:wangge:problem:<code>}
 * @param title what is wrong, in English
 * @param titleZh the same in Chinese
 * @param detail about this very request
 * @param instance names this very failure where the log says more about it
 * @param errors the fields to blame
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "titleZh", "status", "detail", "instance", "errors"})
public record Problem(
        URI type,
        String title,
        String titleZh,
        int status,
        @Nullable String detail,
        @Nullable URI instance,
        List<Blame> errors) {

    /** The media type of every problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One thing in the request that is wrong: a field of the body, a parameter of the query or the path, or a header.
     *
     * @param pointer where it stands in the body (JSON pointer, RFC 6901)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Blame(
            @Nullable String pointer,
            @Nullable String parameter,
            @Nullable String header,
            String detail) {

        public static Blame field(String pointer, String detail) {
            return new Blame(pointer, null, null, detail);
        }

        public static Blame parameter(String name, String detail) {
            return new Blame(null, name, null, detail);
        }

        public static Blame header(String name, String detail) {
            return new Blame(null, null, name, detail);
        }
    }

    public static Problem of(ProblemKind kind, @Nullable String detail, List<Blame> errors) {
        return new Problem(kind.type(), kind.english(), kind.chinese(), kind.status(), detail, null, errors);
    }

    /** A refusal of the domain: 404, 409 or 422, depending on its kind. */
    static Problem of(Refused refused) {
        RefusalCode code = refused.code();
        int status = switch (code.kind()) {
            case NOT_FOUND -> 404;
            case ILLEGAL_STATE -> 409;
            case RULE -> 422;
        };
        List<Blame> errors = refused.faults().stream()
                .map(fault -> Blame.field(fault.pointer(), fault.detail()))
                .toList();
        return new Problem(URI.create(code.problemType()), code.english(), code.chinese(), status, null, null, errors);
    }

    Problem withStatus(int actual) {
        return new Problem(type, title, titleZh, actual, detail, instance, errors);
    }

    Problem named(URI name) {
        return new Problem(type, title, titleZh, status, detail, name, errors);
    }
}
