package org.wangge.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.casework.Severity;
import org.wangge.edge.access.SignedIn;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/** A controller at paths that the matrix knows, with one of everything that can go wrong. */
@RestController
class EchoDoor {

    record Item(@NotBlank String code, @Nullable String note) {}

    record Report(
            @NotBlank @Size(max = 20) String title,
            @Nullable Severity severity,
            boolean urgent,
            @Nullable Integer floor,
            @Nullable Instant occurredAt,
            @Nullable LocalDate day,
            @Nullable Duration window,
            @Nullable UUID caseId,
            @Nullable List<@Valid @NotNull Item> items) {}

    @PostMapping("/api/v1/cases")
    Report report(@Valid @RequestBody Report report) {
        return report;
    }

    @PostMapping("/api/v1/cases/{id}/closure")
    void refuse(@PathVariable String id) {
        throw switch (id) {
            case "unknown" -> Refused.because(CommonRefusal.NOT_FOUND);
            case "stale" -> Refused.because(CommonRefusal.STALE_VERSION);
            case "wrapped" -> new IllegalStateException("org.inside", Refused.because(CommonRefusal.STALE_VERSION));
            default -> Refused.because(CommonRefusal.UNKNOWN_PERSON, "/personId", "p-9 is nobody");
        };
    }

    @PostMapping("/api/v1/evidence")
    Map<String, Object> bytes(InputStream in) throws IOException {
        return Map.of("length", in.readAllBytes().length);
    }

    @GetMapping("/api/v1/figures")
    Map<String, Object> figures(
            @RequestParam Instant from,
            @RequestParam(defaultValue = "10") @Max(100) int limit,
            @RequestHeader(name = "Wangge-Min-Position", required = false) @Nullable String minPosition) {
        return Map.of(
                "from",
                from,
                "limit",
                limit,
                "min",
                Positions.asked(minPosition).orElse(-1));
    }

    @GetMapping("/api/v1/ledgers/{name}")
    Actor fail(@PathVariable String name) {
        return switch (name) {
            case "broken" -> throw new IllegalStateException("secret of org.inside.Thing");
            case "overflow" -> throw new StackOverflowError("secret");
            case "flood" -> throw RequestProblem.later(ProblemKind.TOO_MANY_REQUESTS, "slower", Duration.ofSeconds(7));
            case "behind" -> throw RequestProblem.later(ProblemKind.VIEW_BEHIND, "at 5", Duration.ofSeconds(1));
            case "down" -> throw new DataAccessResourceFailureException("jdbc:secret");
            case "gone" -> throw new ResponseStatusException(HttpStatus.GONE, "secret");
            default -> SignedIn.current().actor();
        };
    }

    /** A long page whose last row cannot be written. */
    @GetMapping("/api/v1/knowledge")
    List<Object> page() {
        List<Object> rows = new ArrayList<>(Collections.nCopies(5_000, Map.of("title", "a row of the page")));
        rows.add(new Object() {
            @SuppressWarnings("unused")
            public String getTitle() {
                throw new IllegalStateException("secret of org.inside.Thing");
            }
        });
        return rows;
    }

    /** A handler that the matrix has no line for. */
    @GetMapping("/api/v1/forgotten")
    String forgotten() {
        return "nobody may see this";
    }
}
