package org.wangge.edge.json;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What is wrong with a JSON body, in words that the caller can use. Jackson's own messages name Java classes, which are nobody's
 * business outside; so each kind of fault is worded here.
 *
 * @param pointer where the fault stands (RFC 6901); empty for the whole body
 */
public record JsonFault(String pointer, String detail) {

    private static final Map<Class<?>, String> EXPECTATIONS = Map.ofEntries(
            Map.entry(String.class, "a string"),
            Map.entry(Boolean.class, "true or false"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(Instant.class, "a time with its offset, such as 2026-01-31T08:00:00+08:00"),
            Map.entry(LocalDate.class, "a date, such as 2026-01-31"),
            Map.entry(LocalDateTime.class, "a local date and time, such as 2026-01-31T08:00:00"),
            Map.entry(LocalTime.class, "a time of day, such as 08:00:00"),
            Map.entry(Duration.class, "an ISO 8601 duration, such as PT8H"),
            Map.entry(ZoneId.class, "a time zone, such as Asia/Shanghai"),
            Map.entry(UUID.class, "a UUID"));

    public static JsonFault of(JacksonException thrown) {
        return new JsonFault(pointer(thrown), detail(thrown));
    }

    private static String pointer(JacksonException thrown) {
        // Where the text itself is broken the parser knows the place to the last key; the path ends at the object
        // around it.
        if (!(thrown instanceof DatabindException) && thrown.processor() instanceof JsonParser parser) {
            return parser.streamReadContext().pathAsPointer().toString();
        }
        return Pointers.ofReferences(thrown.getPath());
    }

    private static String detail(JacksonException thrown) {
        String message = Objects.requireNonNullElse(thrown.getOriginalMessage(), "");
        return switch (thrown) {
            case StreamConstraintsException tooMuch -> "nested too deep, or a value too long";
            case StreamReadException broken
            when message.startsWith("Duplicate Object property") -> "this key stands twice in its object";
            case StreamReadException broken -> "not valid JSON" + place(broken.getLocation());
            case BadValue bad -> bad.detail();
            case UnrecognizedPropertyException unknown -> "there is no such property here";
            case MismatchedInputException mismatch
            when message.startsWith("Trailing token") -> "nothing may follow the JSON value";
            case MismatchedInputException mismatch
            when message.startsWith("Cannot map `null`") -> "is required: " + expectation(mismatch.getTargetType());
            case MismatchedInputException mismatch when message.startsWith("No content") -> "a JSON body is required";
            case MismatchedInputException mismatch -> "expected " + expectation(mismatch.getTargetType());
            default -> "not accepted";
        };
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What a value of this type looks like, for people. */
    public static String expectation(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        String known = EXPECTATIONS.get(type);
        if (known != null) {
            return known;
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream((Enum<?>[]) Objects.requireNonNull(type.getEnumConstants()))
                                    .map(Enum::name)
                                    .toList());
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            boolean whole = type != double.class
                    && type != float.class
                    && !type.getSimpleName().equals("BigDecimal");
            return whole ? "a whole number" : "a number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another kind of value";
    }
}
