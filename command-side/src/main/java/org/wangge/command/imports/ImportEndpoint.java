package org.wangge.command.imports;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.wangge.api.Refused;
import org.wangge.api.imports.ImportRefusal;
import org.wangge.edge.access.SignedIn;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.eventstore.TimeOrderedIds;

/** 导入: other systems' tables over HTTP. */
@RestController
@RequestMapping("/api/v1/imports")
@Tag(name = "imports", description = "数据导入")
class ImportEndpoint {

    private static final Set<String> PARTS = Set.of("file", "mapping", "dryRun");
    private static final int LISTED = 100;
    private static final Duration LATER = Duration.ofSeconds(30);

    private final Imports imports;
    private final ImportWorker worker;
    private final Spool spool;
    private final ImportSettings settings;

    ImportEndpoint(Imports imports, ImportWorker worker, Spool spool, ImportSettings settings) {
        this.imports = imports;
        this.worker = worker;
        this.spool = spool;
        this.settings = settings;
    }

    record Received(UUID importId) {}

    /** How far an import has got. */
    record Status(
            UUID importId,
            ImportRecord.State state,
            boolean dryRun,
            long rows,
            long accepted,
            long unchanged,
            long rejected,
            List<Progress.OfStep> steps,
            String source,
            @Nullable String failure,
            Instant receivedAt,
            @Nullable Instant endedAt) {

        static Status of(ImportRecord record) {
            Progress progress = record.progress();
            return new Status(
                    record.importId(),
                    record.state(),
                    record.dryRun(),
                    progress.rows(),
                    progress.accepted(),
                    progress.unchanged(),
                    progress.rejected(),
                    progress.steps(),
                    record.source(),
                    record.failure(),
                    record.receivedAt(),
                    record.endedAt());
        }
    }

    record Listed(List<Status> items) {}

    /** Takes {@code file}, {@code mapping} (text or a shipped mapping's name) and {@code dryRun}; the work is done afterwards. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Received> receive(MultipartHttpServletRequest form) throws IOException, ServletException {
        knowAll(form);
        boolean dryRun = dryRun(text(form, "dryRun"));
        String given = text(form, "mapping");
        if (given == null || given.isBlank()) {
            throw RequestProblem.parameter("mapping", "a mapping is required");
        }
        String text = Mappings.resolve(given);
        Mapping mapping = MappingReader.read(text);
        MultipartFile file = form.getFile("file");
        if (file == null || file.isEmpty()) {
            throw RequestProblem.parameter("file", "a file is required");
        }
        if (!worker.hasRoom()) {
            throw RequestProblem.later(ProblemKind.TOO_MANY_REQUESTS, "Too many imports wait already.", LATER);
        }
        UUID importId = TimeOrderedIds.next();
        boolean kept = false;
        try {
            spool.keep(importId, file);
            check(mapping, worker.file(importId));
            imports.add(importId, text, SignedIn.current().actor(), dryRun);
            kept = true;
        } finally {
            if (!kept) {
                spool.remove(importId);
            }
        }
        worker.enqueue(importId);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/imports/" + importId))
                .body(new Received(importId));
    }

    private static boolean dryRun(@Nullable String given) {
        return switch (given) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestProblem.parameter("dryRun", "expected true or false");
        };
    }

    /** What is not understood is refused, lest somebody's {@code ?dryRun=true} is taken for nothing. */
    private static void knowAll(MultipartHttpServletRequest form) throws IOException, ServletException {
        if (form.getQueryString() != null) {
            throw RequestProblem.parameter("", "parameters are parts of the form, not of the address");
        }
        // Takes the form apart, and words for us what is wrong with it: too large, cut off.
        var _ = form.getFileMap();
        Set<String> seen = new HashSet<>();
        for (Part part : form.getParts()) {
            if (!PARTS.contains(part.getName()) || !seen.add(part.getName())) {
                throw RequestProblem.parameter(part.getName(), "unknown or twice; known are " + new TreeSet<>(PARTS));
            }
        }
    }

    /** A part as text, whether it came as a field or as a file. Not by way of parameters: those hold no line breaks. */
    private static @Nullable String text(MultipartHttpServletRequest form, String name)
            throws IOException, ServletException {
        Part part = form.getPart(name);
        if (part == null) {
            return null;
        }
        if (part.getSize() > MappingReader.LONGEST * 4L) {
            throw RequestProblem.parameter(name, "too long");
        }
        try (InputStream bytes = part.getInputStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void check(Mapping mapping, SourceFile file) throws IOException {
        try {
            ImportRun.check(mapping, file, settings);
        } catch (FileUnreadable unreadable) {
            throw Refused.because(ImportRefusal.FILE_NOT_TAKEN, "/file", String.valueOf(unreadable.getMessage()));
        }
    }

    @GetMapping
    Listed list() {
        return new Listed(imports.latest(LISTED).stream().map(Status::of).toList());
    }

    @GetMapping("/{importId}")
    Status status(@PathVariable UUID importId) {
        return Status.of(find(importId));
    }

    private ImportRecord find(UUID importId) {
        return imports.find(importId).orElseThrow(() -> Refused.because(ImportRefusal.NO_SUCH_IMPORT));
    }

    @GetMapping("/{importId}/rejections")
    void rejections(@PathVariable UUID importId, HttpServletResponse response) throws IOException {
        var _ = find(importId);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejections-" + importId + ".csv\"");
        try (RejectionReport report =
                new RejectionReport(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            imports.eachRejection(importId, report::write);
        }
    }
}
