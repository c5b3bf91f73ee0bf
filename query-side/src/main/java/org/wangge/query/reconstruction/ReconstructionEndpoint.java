package org.wangge.query.reconstruction;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.Positions;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Accept;
import org.wangge.query.replay.Snapshots;
import tools.jackson.databind.json.JsonMapper;

/** 还原: what held at a place at one instant and in the days before it, as data, as a page, or as a document to print. */
@RestController
class ReconstructionEndpoint {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private enum Form {
        JSON("application/json"),
        HTML("text/html;charset=UTF-8"),
        PDF("application/pdf");

        private final String type;

        Form(String type) {
            this.type = type;
        }
    }

    private final Snapshots snapshots;
    private final Clock clock;
    private final JsonMapper json;

    ReconstructionEndpoint(Snapshots snapshots, Clock clock, JsonMapper json) {
        this.snapshots = snapshots;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/api/v1/incidents/{id}/reconstruction")
    void ofIncident(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer days,
            HttpServletRequest request,
            HttpServletResponse response) {
        answer(request, response, knownAt, days, reconstructor -> reconstructor.ofIncident(id));
    }

    @GetMapping("/api/v1/grids/{id}/reconstruction")
    void ofGrid(
            @PathVariable String id,
            @RequestParam @Nullable String line,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer days,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant instant = Objects.requireNonNullElseGet(at, clock::instant);
        answer(request, response, knownAt, days, reconstructor -> reconstructor.ofGrid(id, instant, line));
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Instant knownAt,
            @Nullable Integer days,
            Function<Reconstructor, Reconstruction> question) {
        int window = days == null ? USUAL_DAYS : days;
        if (window < 1 || window > MOST_DAYS) {
            throw RequestProblem.parameter("days", "expected 1 to " + MOST_DAYS);
        }
        Form form = Accept.choose(request.getHeader(HttpHeaders.ACCEPT), List.of(Form.values()), each -> each.type);
        OptionalLong asked = Positions.asked(request.getHeader(Positions.MIN_POSITION));
        Reconstruction found = snapshots.read(
                Reconstructor.VIEWS,
                asked.isPresent() ? Long.valueOf(asked.getAsLong()) : null,
                snapshot -> question.apply(new Reconstructor(snapshot, knownAt, window)));
        response.setHeader(Positions.POSITION, Long.toString(found.position()));
        write(response, form, found);
    }

    private void write(HttpServletResponse response, Form form, Reconstruction found) {
        response.setContentType(form.type);
        try {
            switch (form) {
                case JSON -> response.getOutputStream().write(json.writeValueAsBytes(found));
                case HTML, PDF -> throw new IOException("to be printed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
