package org.wangge.query.dossier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.Positions;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Accept;
import org.wangge.query.reconstruction.Reconstruction;
import org.wangge.query.reconstruction.Reconstructor;
import org.wangge.query.replay.Snapshots;
import tools.jackson.databind.json.JsonMapper;

/** 还原: what held at a place at one instant and in the days before it, as data, as a page, or as a document to print. */
@RestController
class ReconstructionEndpoint {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final Duration BUSY = Duration.ofSeconds(5);

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
    private final DossierHtml html;
    private final DossierPdf pdf;
    /** Hundreds of pages take tens of seconds of a processor: reading must not come to a halt for them. */
    private final Semaphore presses = new Semaphore(2);

    ReconstructionEndpoint(
            Snapshots snapshots,
            Clock clock,
            JsonMapper json,
            @Value("${wangge.time-zone:Asia/Shanghai}") ZoneId zone) {
        this.snapshots = snapshots;
        this.clock = clock;
        this.json = json;
        this.html = new DossierHtml(zone);
        this.pdf = new DossierPdf(zone);
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
        // It names persons: no cache on the way keeps it.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            switch (form) {
                case JSON -> response.getOutputStream().write(json.writeValueAsBytes(found));
                case HTML -> {
                    response.setHeader("Content-Security-Policy", DossierHtml.contentSecurityPolicy());
                    response.getOutputStream().write(html.of(found).getBytes(StandardCharsets.UTF_8));
                }
                case PDF -> response.getOutputStream().write(printed(found));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wholly, before anything is answered: what cannot be printed is a problem and no half document. */
    private byte[] printed(Reconstruction found) throws IOException {
        if (!presses.tryAcquire()) {
            throw RequestProblem.later(ProblemKind.UNAVAILABLE, "other dossiers are being printed", BUSY);
        }
        try {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            pdf.write(found, document);
            return document.toByteArray();
        } finally {
            presses.release();
        }
    }
}
