package org.wangge.query.version;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a row that an event sets, each to a value or to what follows from the former row. */
public final class Row {

    private final Map<String, Function<Former, @Nullable Object>> settings = new LinkedHashMap<>();

    /** Sets a column; instants, enums and lists become what the database holds them as. */
    public Row set(String column, @Nullable Object value) {
        Object kept = kept(value);
        settings.put(column, former -> kept);
        return this;
    }

    /** Sets a column unless the value is missing: then it stays as it was. */
    public Row setIfGiven(String column, @Nullable Object value) {
        return value == null ? this : set(column, value);
    }

    /** Counts a column up by one. */
    public Row count(String column) {
        return derive(column, former -> former.count(column) + 1);
    }

    /** Sets a column to what follows from the former row. */
    public Row derive(String column, Function<Former, @Nullable Object> value) {
        settings.put(column, value);
        return this;
    }

    /** The former row with what is set. */
    Former over(Columns columns, Former former) {
        @Nullable Object[] values = former.values().clone();
        settings.forEach((column, value) -> values[columns.index(column)] = kept(value.apply(former)));
        return new Former(columns, values);
    }

    /** A value of the domain as it is kept in memory: as one that is read back from the database. */
    static @Nullable Object kept(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> Times.micros(instant);
            case Enum<?> constant -> constant.name();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> value;
        };
    }

    /** What the database driver takes for a value of the domain. */
    public static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case List<?> list -> list.stream().map(String::valueOf).toArray(String[]::new);
            default -> value;
        };
    }
}
