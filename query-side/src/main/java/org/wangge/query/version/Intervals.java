package org.wangge.query.version;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/**
 * 区间: a table of what held over intervals of time, where a later record may change what held before. A row held in the world
 * from {@code effective_from} to {@code effective_to}, and that was what was known from {@code recorded_from} to
 * {@code recorded_to}; what is known now has no {@code recorded_to}. A row is never changed but for its {@code recorded_to}.
 */
public final class Intervals {

    private final JdbcClient sql;
    private final String table;
    private final List<String> columns;

    /** @param columns those beside event_id, position and the four bounds */
    public Intervals(JdbcClient sql, String table, List<String> columns) {
        this.sql = sql;
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    /** A condition on rows, with its values in the order of its question marks. */
    public record Which(String condition, List<@Nullable Object> values) {

        public static Which of(String condition, @Nullable Object... values) {
            List<@Nullable Object> bound = new ArrayList<>();
            for (Object value : values) {
                bound.add(Row.stored(value));
            }
            return new Which(condition, bound);
        }
    }

    /** Something holds from one instant (included) to another (excluded; none means for good). */
    public void add(Envelope envelope, Instant from, @Nullable Instant to, Row row) {
        List<String> names = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(envelope.eventId());
        values.add(envelope.position());
        values.add(Row.stored(from));
        values.add(Row.stored(to));
        values.add(Row.stored(envelope.recordedAt()));
        for (String column : row.columns()) {
            names.add(column);
            expressions.add(row.expression(column));
            values.addAll(row.values(column));
        }
        sql.sql("insert into " + table + " (event_id, position, effective_from, effective_to, recorded_from, "
                        + String.join(", ", names) + ") values (?, ?, ?, ?, ?, " + String.join(", ", expressions) + ")")
                .params(values)
                .update();
    }

    /** What held from an instant on holds no longer from then on. Returns how many rows that ended. */
    public int end(Envelope envelope, Which which, Instant from) {
        return change(envelope, which, from, null);
    }

    /** What holds from an instant on is from then on as the row says. Returns how many rows that changed. */
    public int change(Envelope envelope, Which which, Instant from, @Nullable Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Row.stored(envelope.recordedAt()));
        values.addAll(which.values());
        values.add(Row.stored(from));
        // What held before stays as it was, up to the instant.
        values.add(Row.stored(from));
        values.add(Row.stored(envelope.recordedAt()));
        values.add(Row.stored(from));
        String names = String.join(", ", columns);
        StringBuilder pieces =
                new StringBuilder("select event_id, position, effective_from, ?::timestamptz, ?::timestamptz, " + names
                        + " from former where effective_from < ?");
        if (row != null) {
            List<String> expressions = new ArrayList<>();
            values.add(envelope.eventId());
            values.add(envelope.position());
            values.add(Row.stored(from));
            values.add(Row.stored(envelope.recordedAt()));
            for (String column : columns) {
                expressions.add(row.expression(column));
                values.addAll(row.values(column));
            }
            pieces.append(" union all select ?::uuid, ?, greatest(effective_from, ?), effective_to, ?::timestamptz, ")
                    .append(String.join(", ", expressions))
                    .append(" from former");
        }
        return sql.sql("with former as (update " + table + " set recorded_to = ? where " + which.condition()
                        + " and recorded_to is null and (effective_to is null or effective_to > ?) returning *),"
                        + " pieces as (insert into " + table
                        + " (event_id, position, effective_from, effective_to, recorded_from, " + names + ") " + pieces
                        + ") select count(*) from former")
                .params(values)
                .query(Integer.class)
                .single();
    }

    /**
     * From an instant on one thing holds as the row says, whatever was known to hold from then on. Columns that the row does
     * not set keep the values that were last known. Returns how many rows that replaced; with none, nothing is added.
     */
    public int replace(Envelope envelope, Which which, Instant from, Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Row.stored(envelope.recordedAt()));
        values.addAll(which.values());
        values.add(Row.stored(from));
        values.add(Row.stored(from));
        values.add(Row.stored(envelope.recordedAt()));
        values.add(Row.stored(from));
        values.add(envelope.eventId());
        values.add(envelope.position());
        values.add(Row.stored(from));
        values.add(Row.stored(envelope.recordedAt()));
        List<String> expressions = new ArrayList<>();
        for (String column : columns) {
            expressions.add(row.expression(column));
            values.addAll(row.values(column));
        }
        String names = String.join(", ", columns);
        return sql.sql("with former as (update " + table + " set recorded_to = ? where " + which.condition()
                        + " and recorded_to is null and (effective_to is null or effective_to > ?) returning *),"
                        + " pieces as (insert into " + table
                        + " (event_id, position, effective_from, effective_to, recorded_from, " + names + ")"
                        + " select event_id, position, effective_from, ?::timestamptz, ?::timestamptz, " + names
                        + " from former where effective_from < ?"
                        + " union all (select ?::uuid, ?, ?::timestamptz, null, ?::timestamptz, "
                        + String.join(", ", expressions)
                        + " from former order by effective_from desc limit 1)) select count(*) from former")
                .params(values)
                .query(Integer.class)
                .single();
    }
}
