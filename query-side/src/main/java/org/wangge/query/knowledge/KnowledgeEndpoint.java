package org.wangge.query.knowledge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.grid.Subtree;
import org.wangge.query.knowledge.WhoKnew.About;
import org.wangge.query.version.AsOf;

/** 谁知情: who was told what, when it arrived, when it was read, and who knew by having acted (DESIGN.md, Q4). */
@RestController
class KnowledgeEndpoint {

    /** Of notices, and of acts; a town's years are read through the ledger, page by page. */
    private static final int MOST = 5_000;

    private final Answers answers;

    KnowledgeEndpoint(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/knowledge")
    void knowledge(
            @RequestParam @Nullable UUID caseId,
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable UUID eventId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        About about = new About(caseId, gridId, eventId, personId);
        if (about.isNothing()) {
            throw RequestProblem.parameter("caseId", "say about what: caseId, gridId, eventId or personId");
        }
        AsOf asOf = new AsOf(at, knownAt);
        try {
            answers.answer(
                    List.of(WhoKnew.VIEW, Subtree.VIEW),
                    request,
                    response,
                    sql -> Map.of("persons", WhoKnew.read(sql, asOf, about, MOST)));
        } catch (WhoKnew.TooMuch tooMuch) {
            throw RequestProblem.parameter(
                    gridId == null ? "personId" : "gridId",
                    tooMuch.getMessage() + ": name a smaller grid, a case or a person");
        }
    }
}
