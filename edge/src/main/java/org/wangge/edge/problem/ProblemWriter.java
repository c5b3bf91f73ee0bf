package org.wangge.edge.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems where no controller is at hand: in filters, in security, in the container. */
public final class ProblemWriter {

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        write(request, response, problem, null);
    }

    /** Shows what was thrown; does nothing where an answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown) throws IOException {
        Diagnosis.Finding finding = Diagnosis.of(thrown);
        write(request, response, finding.problem(), finding.retryAfter());
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, Problem problem, @Nullable Duration retryAfter)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(problem.status());
        headers(request, problem, retryAfter, response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** The headers that belong to a status. */
    static void headers(
            HttpServletRequest request,
            Problem problem,
            @Nullable Duration retryAfter,
            BiConsumer<String, String> set) {
        if (problem.status() == 401) {
            set.accept(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(request));
        }
        if (retryAfter != null) {
            set.accept(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
    }
}
