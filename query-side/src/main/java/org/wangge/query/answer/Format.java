package org.wangge.query.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms in which a list can be had. */
enum Format {
    JSON("application/json", "json"),
    CSV("text/csv", "csv"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private final String type;
    private final String extension;

    Format(String type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    String contentType() {
        return this == CSV ? type + ";charset=UTF-8" : type;
    }

    String extension() {
        return extension;
    }

    /** The first that the caller takes, in the caller's order of preference; JSON for those who take anything. */
    static Format accepted(@Nullable String accept) {
        return Accept.choose(accept, List.of(values()), format -> format.type);
    }
}
