package org.wangge.edge;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.wangge.edge.problem.RequestProblem;

/** 位置: the headers by which a client reads its own writes (DESIGN.md section 7). */
public final class Positions {

    /** On the answer to a command: the position of its last event. */
    public static final String POSITION = "Wangge-Position";

    /** On a query: the position that the view must have seen before it answers. */
    public static final String MIN_POSITION = "Wangge-Min-Position";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private Positions() {}

    public static void stamp(HttpHeaders headers, long position) {
        headers.set(POSITION, Long.toString(position));
    }

    /**
     * What a {@value #MIN_POSITION} header asks for.
     *
     * @throws RequestProblem 400 when it is no number
     */
    public static OptionalLong asked(@Nullable String header) {
        if (header == null) {
            return OptionalLong.empty();
        }
        String number = header.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw RequestProblem.header(MIN_POSITION, "expected a whole number");
        }
        return OptionalLong.of(Long.parseLong(number));
    }
}
