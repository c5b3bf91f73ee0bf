package org.wangge.query.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wangge.edge.problem.RequestProblem;

/** What figures are counted by. Where a case has no such thing (no unit holds it), its key is empty. */
enum Grouping {
    TOTAL(true),
    GRID(true),
    UNIT(false),
    CATEGORY(false),
    KIND(false),
    MONTH(true);

    private final boolean duties;

    Grouping(boolean duties) {
        this.duties = duties;
    }

    /** True when windows of duties can be counted by it too: they have a grid and a month, but no unit and no category. */
    boolean countsDuties() {
        return duties;
    }

    static Grouping parse(String text) {
        for (Grouping each : values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        throw RequestProblem.parameter(
                "by",
                "expected one of " + Arrays.stream(values()).map(Grouping::text).collect(Collectors.joining(", ")));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
