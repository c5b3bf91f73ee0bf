package org.wangge.query.version;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a row that an event sets, each by a value or by SQL over the former version's columns. */
public final class Row {

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private record Setting(String sql, List<@Nullable Object> values) {}

    /** Sets a column; instants, enums and lists of text become what the database holds them as. */
    public Row set(String column, @Nullable Object value) {
        return setSql(column, "?", value);
    }

    /** Sets a column unless the value is missing: then it stays as it was. */
    public Row setIfGiven(String column, @Nullable Object value) {
        return value == null ? this : set(column, value);
    }

    /** Counts a column up by one. */
    public Row count(String column) {
        return setSql(column, column + " + 1");
    }

    /** Sets a column to an SQL expression over the former version's columns. */
    public Row setSql(String column, String sql, @Nullable Object... values) {
        List<@Nullable Object> bound = new ArrayList<>();
        for (Object value : values) {
            bound.add(stored(value));
        }
        settings.put(column, new Setting(sql, bound));
        return this;
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

    Iterable<String> columns() {
        return settings.keySet();
    }

    /** The expression for a column: as set, or the column itself, which keeps the former value. */
    String expression(String column) {
        Setting setting = settings.get(column);
        return setting == null ? column : setting.sql;
    }

    List<@Nullable Object> values(String column) {
        Setting setting = settings.get(column);
        return setting == null ? List.of() : setting.values;
    }
}
