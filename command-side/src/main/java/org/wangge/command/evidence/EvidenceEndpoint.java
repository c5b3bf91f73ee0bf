package org.wangge.command.evidence;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.wangge.api.evidence.EvidenceRefusal;
import org.wangge.command.evidence.EvidenceStore.Evidence;

/** 证据: bytes in, hash out; and the same bytes back. */
@RestController
@RequestMapping("/api/v1/evidence")
class EvidenceEndpoint {

    private final EvidenceStore store;

    EvidenceEndpoint(EvidenceStore store) {
        this.store = store;
    }

    record Kept(String sha256, long size, String mediaType) {}

    /** The bytes as the whole body. The type in the header is only a claim; the content decides. */
    @PostMapping(
            consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, "image/*", "video/*", MediaType.APPLICATION_PDF_VALUE
            })
    ResponseEntity<Kept> take(HttpServletRequest request) throws IOException {
        return keep(request.getInputStream());
    }

    /** The bytes as the part {@code file} of a form. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Kept> takePart(@RequestPart MultipartFile file) throws IOException {
        try (InputStream bytes = file.getInputStream()) {
            return keep(bytes);
        }
    }

    private ResponseEntity<Kept> keep(InputStream bytes) throws IOException {
        Evidence kept = store.store(bytes);
        return ResponseEntity.created(URI.create("/api/v1/evidence/" + kept.sha256()))
                .body(new Kept(kept.sha256(), kept.size(), kept.mediaType()));
    }

    /** Always as a download and never sniffed: what somebody uploaded must not run in anybody's browser. */
    @GetMapping("/{sha256}")
    ResponseEntity<Resource> give(@PathVariable String sha256) throws IOException {
        Evidence found = store.find(sha256).orElse(null);
        if (found == null) {
            return ResponseEntity.notFound().build();
        }
        String ending = EvidenceFolder.TAKEN.getOrDefault(found.mediaType(), "");
        return ResponseEntity.ok()
                .eTag(found.sha256())
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(found.sha256() + ending)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(new FileSystemResource(found.file()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(EvidenceRefused refused) {
        EvidenceRefusal code = refused.code();
        ProblemDetail problem = ProblemDetail.forStatus(statusOf(code));
        problem.setType(URI.create(code.problemType()));
        problem.setTitle(code.english());
        problem.setDetail(refused.getMessage());
        return ResponseEntity.of(problem).build();
    }

    private static HttpStatus statusOf(EvidenceRefusal code) {
        return switch (code) {
            case EVIDENCE_EMPTY -> HttpStatus.UNPROCESSABLE_CONTENT;
            case EVIDENCE_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case EVIDENCE_TYPE_NOT_TAKEN -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
        };
    }
}
