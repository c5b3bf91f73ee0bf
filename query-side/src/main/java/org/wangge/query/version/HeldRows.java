package org.wangge.query.version;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Rows of a table, read and written many at once: those of some keys, those that were added, and the bounds of those that changed.
 * Whoever writes holds the view's position, so nobody else moves a row between its reading and its writing.
 */
final class HeldRows {

    private static final List<String> STEPS = List.of("sequence", "superseded_at");
    private static final List<String> BOUNDS = List.of(
            "event_id",
            "position",
            "sequence",
            "effective_from",
            "effective_to",
            "recorded_from",
            "recorded_to",
            "superseded_at");

    private final JdbcOperations jdbc;
    private final String table;
    private final List<String> key;
    private final Columns columns;
    private final boolean stepwise;
    private final Additions additions;
    private final String update;

    /**
     * @param key columns that a thing's rows have in common, some of the columns
     * @param stepwise whether the table keeps the sequence of the events, and rows that were superseded
     */
    HeldRows(JdbcOperations jdbc, String table, List<String> key, Columns columns, boolean stepwise) {
        this.jdbc = jdbc;
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.stepwise = stepwise;
        this.additions = new Additions(
                jdbc,
                table,
                Stream.concat(bounds().stream(), columns.names().stream()).toArray(String[]::new));
        this.update = "update " + table + " t set effective_to = u.effective_to, recorded_to = u.recorded_to"
                + (stepwise ? ", superseded_at = u.superseded_at" : "")
                + " from unnest(?::tid[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])"
                + " as u (place, effective_to, recorded_to, superseded_at) where t.ctid = u.place";
    }

    private List<String> bounds() {
        return stepwise
                ? BOUNDS
                : BOUNDS.stream().filter(name -> !STEPS.contains(name)).toList();
    }

    /** The rows of some things, under the things' keys. */
    Map<List<Object>, List<Held>> of(Collection<List<Object>> keys, String which) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Object> example = keys.iterator().next();
        String arrays = example.stream()
                .map(part -> part instanceof Instant ? "?::timestamptz[]" : "?::text[]")
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String same = IntStream.range(0, key.size())
                .mapToObj(i -> "t." + key.get(i) + " = k.k" + i)
                .collect(Collectors.joining(" and "));
        // The offset keeps each key's rows a question of its own, which an index answers however little is known of the
        // table.
        String select =
                "select t.* from unnest(" + arrays + ") as k (" + names + ") cross join lateral (select t.ctid::text, "
                        + Stream.concat(bounds().stream(), columns.names().stream())
                                .map(name -> "t." + name)
                                .collect(Collectors.joining(", "))
                        + " from " + table + " t where " + same + " and " + which
                        + " offset 0) t order by t.position, t.effective_from";
        Map<List<Object>, List<Held>> found = new HashMap<>();
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                for (int part = 0; part < key.size(); part++) {
                    int index = part;
                    statement.setArray(part + 1, texts(connection, keys, each -> each.get(index)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    List<String> types = types(rows.getMetaData());
                    while (rows.next()) {
                        Held row = held(rows, types);
                        found.computeIfAbsent(key(row), each -> new ArrayList<>())
                                .add(row);
                    }
                }
            }
            return null;
        });
        return found;
    }

    /** The key of the thing that a row is about. */
    List<Object> key(Held row) {
        List<Object> parts = new ArrayList<>(key.size());
        for (String column : key) {
            Object part = row.said.get(column);
            if (part == null) {
                throw new IllegalStateException(column + " of " + table + " is empty");
            }
            parts.add(part);
        }
        return parts;
    }

    /** The driver's names for the types of the table's own columns, which come last. */
    private List<String> types(ResultSetMetaData metaData) throws SQLException {
        List<String> types = new ArrayList<>();
        int before = metaData.getColumnCount() - columns.names().size();
        for (int i = 1; i <= columns.names().size(); i++) {
            types.add(metaData.getColumnTypeName(before + i));
        }
        return types;
    }

    private Held held(ResultSet rows, List<String> types) throws SQLException {
        int column = 1;
        String place = rows.getString(column++);
        UUID eventId = rows.getObject(column++, UUID.class);
        long position = rows.getLong(column++);
        long sequence = stepwise ? rows.getLong(column++) : 0;
        Instant effectiveFrom = rows.getObject(column++, OffsetDateTime.class).toInstant();
        Instant effectiveTo = instant(rows, column++);
        Instant recordedFrom = rows.getObject(column++, OffsetDateTime.class).toInstant();
        Instant recordedTo = instant(rows, column++);
        Instant supersededAt = stepwise ? instant(rows, column++) : null;
        @Nullable Object[] values = new @Nullable Object[columns.names().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rows, column + i, types.get(i));
        }
        Held row =
                new Held(new Former(columns, values), place, eventId, position, sequence, effectiveFrom, recordedFrom);
        row.effectiveTo = effectiveTo;
        row.recordedTo = recordedTo;
        row.supersededAt = supersededAt;
        return row;
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** As {@link Row#kept} keeps it. What has no type of its own there is text, which the database understands. */
    private static @Nullable Object value(ResultSet rows, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> instant(rows, column);
            case "int2", "int4", "int8", "bool", "uuid" -> rows.getObject(column);
            case "_text", "_int2" -> {
                java.sql.Array array = rows.getArray(column);
                yield array == null ? null : Row.kept(Arrays.asList((Object[]) array.getArray()));
            }
            default -> rows.getString(column);
        };
    }

    /** Adds the rows that the table has not got, and changes the bounds of those that it has. */
    void write(List<Held> rows) {
        List<Held> changed = new ArrayList<>();
        for (Held row : rows) {
            if (row.place == null) {
                add(row);
            } else if (row.changed) {
                changed.add(row);
            }
        }
        change(changed);
        additions.flush();
    }

    private void add(Held row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.eventId);
        values.add(row.position);
        if (stepwise) {
            values.add(row.sequence);
        }
        values.add(row.effectiveFrom);
        values.add(row.effectiveTo);
        values.add(row.recordedFrom);
        values.add(row.recordedTo);
        if (stepwise) {
            values.add(row.supersededAt);
        }
        values.addAll(Arrays.asList(row.said.values()));
        additions.addKept(values.toArray());
    }

    private void change(List<Held> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int changed = jdbc.execute((ConnectionCallback<Integer>) connection -> {
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                statement.setArray(1, texts(connection, rows, row -> row.place));
                statement.setArray(2, texts(connection, rows, row -> row.effectiveTo));
                statement.setArray(3, texts(connection, rows, row -> row.recordedTo));
                statement.setArray(4, texts(connection, rows, row -> row.supersededAt));
                return statement.executeUpdate();
            }
        });
        if (changed != rows.size()) {
            throw new IllegalStateException(changed + " rows of " + table + " changed, not " + rows.size());
        }
    }

    /** What was gathered and not written is forgotten. */
    void forget() {
        additions.begin(false);
    }

    private static <T> java.sql.Array texts(
            Connection connection, Collection<T> rows, Function<T, @Nullable Object> value) throws SQLException {
        return connection.createArrayOf(
                "text",
                rows.stream()
                        .map(value)
                        .map(each -> each == null ? null : each.toString())
                        .toArray());
    }
}
