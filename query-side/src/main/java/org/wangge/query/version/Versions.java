package org.wangge.query.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/**
 * 版本: a table with one row per event of a thing that goes step by step. Each row says from when on it held
 * ({@code effective_from}) and from when on that was recorded ({@code recorded_from}); {@code effective_to} and
 * {@code recorded_to} are those of the next version, none for the current one. A version is seen at T as known at K when it
 * began by then in both senses and its successor had not, in either. Steps go forward in time; where a fact lies before the
 * step that it follows, its version begins with that step, and the fact's own time stands in the row's other columns.
 */
public final class Versions {

    private final JdbcClient sql;
    private final String table;
    private final String key;
    private final List<String> columns;

    /**
     * @param key the column that names the thing
     * @param columns those beside the key, event_id, position, sequence and the four bounds
     */
    public Versions(JdbcClient sql, String table, String key, List<String> columns) {
        this.sql = sql;
        this.table = table;
        this.key = key;
        this.columns = List.copyOf(columns);
    }

    /** The first version of a thing. Columns that are not set take their defaults. */
    public void begin(Envelope envelope, Object id, Row row) {
        List<String> names = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(id);
        own(values, envelope);
        for (String column : row.columns()) {
            names.add(column);
            expressions.add(row.expression(column));
            values.addAll(row.values(column));
        }
        sql.sql("insert into " + table + " (" + key
                        + ", event_id, position, sequence, effective_from, recorded_from"
                        + join(names) + ") values (?, ?, ?, ?, ?, ?" + join(expressions) + ")")
                .params(values)
                .update();
    }

    /** The next version of a thing: as the current one, but for what is set. */
    public void advance(Envelope envelope, Object id, Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Row.stored(envelope.recordedAt()));
        values.add(Row.stored(envelope.occurredAt()));
        values.add(id);
        List<String> expressions = new ArrayList<>();
        List<@Nullable Object> set = new ArrayList<>();
        for (String column : columns) {
            expressions.add(row.expression(column));
            set.addAll(row.values(column));
        }
        own(values, envelope);
        values.addAll(set);
        int versions = sql.sql("with former as (update " + table
                        + " set recorded_to = ?, effective_to = greatest(effective_from, ?) where " + key
                        + " = ? and recorded_to is null returning *) insert into " + table + " (" + key
                        + ", event_id, position, sequence, effective_from, recorded_from"
                        + join(columns) + ") select " + key
                        + ", ?, ?, ?, greatest(effective_from, ?), ?" + join(expressions) + " from former")
                .params(values)
                .update();
        if (versions != 1) {
            throw new IllegalStateException(
                    "event " + envelope.eventId() + " follows no version of " + id + " in " + table);
        }
    }

    private static void own(List<@Nullable Object> values, Envelope envelope) {
        values.add(envelope.eventId());
        values.add(envelope.position());
        values.add(envelope.sequence());
        values.add(Row.stored(envelope.occurredAt()));
        values.add(Row.stored(envelope.recordedAt()));
    }

    private static String join(List<String> parts) {
        return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
    }
}
