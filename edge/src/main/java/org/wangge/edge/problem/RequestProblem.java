package org.wangge.edge.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown where a request cannot be served for a reason that is no rule of the domain; becomes a problem document. */
public final class RequestProblem extends RuntimeException {

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    private RequestProblem(Problem problem, @Nullable Duration retryAfter) {
        super(problem.type() + " " + problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public static RequestProblem of(ProblemKind kind, String detail) {
        return new RequestProblem(Problem.of(kind, detail, List.of()), null);
    }

    /** 400 because of a parameter of the query or the path. */
    public static RequestProblem parameter(String name, String detail) {
        return blaming(Problem.Blame.parameter(name, detail));
    }

    /** 400 because of a header. */
    public static RequestProblem header(String name, String detail) {
        return blaming(Problem.Blame.header(name, detail));
    }

    /** 429 or 503, with the time after which to try again. */
    public static RequestProblem later(ProblemKind kind, String detail, Duration retryAfter) {
        return new RequestProblem(Problem.of(kind, detail, List.of()), retryAfter);
    }

    private static RequestProblem blaming(Problem.Blame blame) {
        return new RequestProblem(Problem.of(ProblemKind.INVALID_REQUEST, null, List.of(blame)), null);
    }

    public Problem problem() {
        return problem;
    }

    /** When the caller may try again, where that can be said. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
