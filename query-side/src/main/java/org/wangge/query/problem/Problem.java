package org.wangge.query.problem;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** 问题: why a query gets no answer, as RFC 9457 with {@code errors[]} naming each bad parameter (DESIGN.md section 7). */
public final class Problem {

    private Problem() {}

    /** 400: one query parameter is unknown, malformed or does not fit the others. */
    public static ErrorResponseException badParameter(String parameter, String detail) {
        ErrorResponseException problem = problem(
                HttpStatus.BAD_REQUEST, "bad-parameter", "A query parameter is wrong.", parameter + ": " + detail);
        problem.getBody().setProperty("errors", List.of(Map.of("parameter", parameter, "detail", detail)));
        return problem;
    }

    /** 404: there is nothing of that name. */
    public static ErrorResponseException notFound(String detail) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "There is no such record.", detail);
    }

    /** 409: it cannot be done now. */
    public static ErrorResponseException conflict(String code, String detail) {
        return problem(HttpStatus.CONFLICT, code, "This cannot be done now.", detail);
    }

    /** 503: the view has not seen that position yet, or is being built for the first time. Retrying helps. */
    public static ErrorResponseException notYet(String detail) {
        ErrorResponseException problem =
                problem(HttpStatus.SERVICE_UNAVAILABLE, "view-behind", "The view is not that far yet.", detail);
        problem.getHeaders().set("Retry-After", "1");
        return problem;
    }

    private static ErrorResponseException problem(HttpStatus status, String code, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create("urn:wangge:problem:" + code));
        body.setTitle(title);
        return new ErrorResponseException(status, body, null);
    }
}
