package org.wangge.query.responsibility;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.query.answer.Answers;

/** 责任解析: who answers for a place at an instant, first, directly and leading. */
@RestController
class ResponsibilityEndpoint {

    private final Answers answers;
    private final Clock clock;

    ResponsibilityEndpoint(Answers answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/api/v1/responsibility")
    void responsibility(
            @RequestParam String gridId,
            @RequestParam @Nullable String line,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant instant = at == null ? clock.instant() : at;
        answers.answer(Responsible.VIEWS, request, response, sql -> {
            Chain chain = Responsible.chain(sql, gridId, instant, line, knownAt)
                    .orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
            return body(chain);
        });
    }

    private static Map<String, @Nullable Object> body(Chain chain) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("gridId", chain.gridId());
        body.put("line", chain.line());
        body.put("at", chain.at());
        body.put("knownAt", chain.knownAt());
        body.put("rules", chain.rules());
        body.put("first", chain.first());
        body.put("direct", chain.direct());
        body.put("leading", chain.leading());
        body.put("links", chain.links());
        return body;
    }
}
