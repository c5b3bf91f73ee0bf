package org.wangge.query.blindspot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** 盲区: where nobody answers in a subtree, in the past, now, or by the roster that is planned. */
@RestController
class BlindSpotEndpoint {

    /** The longest interval that is looked through. */
    static final Duration LONGEST = Duration.ofDays(400);

    /** The largest subtree that is looked through. */
    static final int MOST_GRIDS = 2000;

    /** More blind spots than this nobody reads. */
    static final int MOST_SPOTS = 20_000;

    private final Answers answers;
    private final Clock clock;
    private final RequiredRoles rules;

    BlindSpotEndpoint(Answers answers, Clock clock, RequiredRoles rules) {
        this.answers = answers;
        this.clock = clock;
        this.rules = rules;
    }

    /** Without {@code from} it is about now on, without {@code to} about a day. */
    @GetMapping("/api/v1/blind-spots")
    void blindSpots(
            @RequestParam String gridId,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant knownAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant begins = from == null ? clock.instant() : from;
        Instant ends = to == null ? begins.plus(Duration.ofDays(1)) : to;
        theIntervalIsBounded(begins, ends);
        answers.answer(BlindSpots.VIEWS, request, response, sql -> {
            int grids = theSubtreeIsBounded(sql, gridId, begins, knownAt);
            List<BlindSpot> spots = BlindSpots.in(sql, gridId, begins, ends, knownAt, rules);
            if (spots.size() > MOST_SPOTS) {
                throw RequestProblem.parameter(
                        "to",
                        "more than " + MOST_SPOTS + " blind spots: ask for a shorter interval or a smaller subtree");
            }
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("gridId", gridId);
            body.put("from", begins);
            body.put("to", ends);
            body.put("knownAt", knownAt);
            body.put("rules", rules.version());
            body.put("grids", grids);
            body.put("items", spots);
            return body;
        });
    }

    static void theIntervalIsBounded(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw RequestProblem.parameter("to", "is not after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw RequestProblem.parameter("to", "is more than " + LONGEST.toDays() + " days after from");
        }
    }

    private static int theSubtreeIsBounded(JdbcClient sql, String gridId, Instant from, @Nullable Instant knownAt) {
        AsOf asOf = new AsOf(from, knownAt);
        int grids = sql.sql("select count(*) from (select distinct g.grid_id from grid g where "
                        + Subtree.of("g.grid_id", asOf) + " limit " + (MOST_GRIDS + 1) + ") below")
                .param("gridId", gridId)
                .param("at", Row.stored(from))
                .param("knownAt", Row.stored(knownAt))
                .query(Integer.class)
                .single();
        if (grids == 0) {
            throw Refused.because(CommonRefusal.NOT_FOUND);
        }
        if (grids > MOST_GRIDS) {
            throw RequestProblem.parameter("gridId", "has more than " + MOST_GRIDS + " grids: ask for a part of it");
        }
        return grids;
    }
}
