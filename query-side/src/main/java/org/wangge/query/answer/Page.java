package org.wangge.query.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wangge.edge.problem.RequestProblem;

/**
 * 页: which part of a list is asked for.
 *
 * @param limit rows at most; none where the whole list is wanted
 * @param filter everything else about the question, in one text
 */
record Page(@Nullable Integer limit, @Nullable String cursor, String filter) {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    static Page of(HttpServletRequest request, Format format) {
        Map<String, String> others = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length != 1) {
                throw RequestProblem.parameter(name, "is given more than once");
            }
            if (!name.equals("limit") && !name.equals("cursor")) {
                others.put(name, values[0]);
            }
        });
        return new Page(
                limit(request.getParameter("limit"), format),
                request.getParameter("cursor"),
                request.getRequestURI() + others);
    }

    private static @Nullable Integer limit(@Nullable String text, Format format) {
        if (text == null) {
            return format == Format.JSON ? Integer.valueOf(DEFAULT_LIMIT) : null;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static RequestProblem badLimit() {
        return RequestProblem.parameter("limit", "expected a whole number from 1 to " + MAX_LIMIT);
    }
}
