package org.wangge.query.answer;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.replay.Fingerprint;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * 游标: where the next page begins: after the row with these values. It holds the instant of the first page's question, so that
 * "now" is the same on every page, and a check value over everything including the filter, so that it fits no other question.
 *
 * @param now of the first page
 * @param values of the last row's order columns, as text
 */
record Cursor(Instant now, List<String> values) {

    private static final JsonMapper JSON = JsonMapper.shared();

    String encode(String filter) {
        List<String> parts = new ArrayList<>();
        parts.add(check(filter));
        parts.add(now.toString());
        parts.addAll(values);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
    }

    private String check(String filter) {
        return Fingerprint.of(filter + "\n" + now + "\n" + String.join("\n", values));
    }

    /** @throws RequestProblem 400 when it was not made here, or for another question */
    static Cursor decode(String text, String filter, int order) {
        try {
            List<String> parts = List.of(JSON.readValue(
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8), String[].class));
            if (parts.size() == order + 2) {
                Cursor cursor = new Cursor(Instant.parse(parts.get(1)), parts.subList(2, parts.size()));
                if (cursor.check(filter).equals(parts.getFirst())) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | JacksonException | DateTimeException | NullPointerException e) {
            throw refused();
        }
        throw refused();
    }

    private static RequestProblem refused() {
        return RequestProblem.parameter(
                "cursor", "is not the cursor of a page of this very list; ask for the first page again");
    }
}
