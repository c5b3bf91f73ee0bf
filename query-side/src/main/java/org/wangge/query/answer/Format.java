package org.wangge.query.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

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
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            wanted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
            for (MediaType each : wanted) {
                for (Format format : values()) {
                    if (each.getQualityValue() > 0 && each.includes(MediaType.parseMediaType(format.type))) {
                        return format;
                    }
                }
            }
        } catch (InvalidMediaTypeException e) {
            throw RequestProblem.header("Accept", "expected media types");
        }
        throw RequestProblem.of(
                ProblemKind.NOT_ACCEPTABLE, "can be had as application/json, text/csv and " + XLSX.contentType());
    }
}
