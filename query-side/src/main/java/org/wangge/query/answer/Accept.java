package org.wangge.query.answer;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/** Chooses the form of an answer by the header {@code Accept} (RFC 9110 section 12.5.1). */
public final class Accept {

    private Accept() {}

    /**
     * The first form that the caller takes, in the caller's order of preference; the first there is for those who take anything.
     *
     * @param accept the header; none means anything
     * @param forms what can be had, the most usual first
     * @throws RequestProblem 406 when the caller takes none of them, 400 when the header is none
     */
    public static <T> T choose(@Nullable String accept, List<T> forms, Function<T, String> mediaType) {
        if (accept == null || accept.isBlank()) {
            return forms.getFirst();
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            wanted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
            for (MediaType each : wanted) {
                for (T form : forms) {
                    if (each.getQualityValue() > 0 && each.includes(MediaType.parseMediaType(mediaType.apply(form)))) {
                        return form;
                    }
                }
            }
        } catch (InvalidMediaTypeException e) {
            throw RequestProblem.header("Accept", "expected media types");
        }
        throw RequestProblem.of(
                ProblemKind.NOT_ACCEPTABLE,
                "can be had as " + forms.stream().map(mediaType).collect(Collectors.joining(", ")));
    }
}
