package org.wangge.query.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;

/**
 * 版本: a table with a row per step of a thing. What is seen at T as known at K is what one gets by applying, in the order in which
 * they were recorded, the events that had happened by T and were recorded by K; the first event holds whenever it is claimed to
 * have happened.
 *
 * <p>Each row says from when on it held ({@code effective_from}) and from when on that was recorded ({@code recorded_from});
 * {@code effective_to} and {@code recorded_to} are those of the next version, none for the current one. A version is seen when it
 * had begun in both senses and its successor had not, in either. What is entered later about an earlier time, or corrects what
 * was recorded, replaces the rows that it changes: they are kept, with {@code superseded_at}, the time of that record, and copies
 * that were recorded then stand in their place.
 */
public final class Versions {

    /** A copy's successor is a copy too, known from when both were recorded. */
    private static final String SUCCEEDED = " case when recorded_to is not null then ?::timestamptz end";

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

    /** What is set holds from when the event happened: mostly after all that is known of the thing. */
    public void advance(Envelope envelope, Object id, Row row) {
        if (!follow(envelope, id, row) && !comeBetween(envelope, id, row)) {
            throw new IllegalStateException(
                    "event " + envelope.eventId() + " follows no version of " + id + " in " + table);
        }
    }

    /** The next version of a thing: as the current one, but for what is set. */
    private boolean follow(Envelope envelope, Object id, Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Row.stored(envelope.recordedAt()));
        values.add(Row.stored(envelope.occurredAt()));
        values.add(id);
        values.add(Row.stored(envelope.occurredAt()));
        List<String> expressions = expressions(row);
        own(values, envelope);
        values.addAll(values(row));
        return sql.sql("with former as (update " + table + " set recorded_to = ?, effective_to = ? where " + key
                                + " = ? and recorded_to is null and superseded_at is null and effective_from <= ?"
                                + " returning *) insert into " + table + " (" + key
                                + ", event_id, position, sequence, effective_from, recorded_from"
                                + join(columns) + ") select " + key + ", ?, ?, ?, ?, ?" + join(expressions)
                                + " from former")
                        .params(values)
                        .update()
                == 1;
    }

    /**
     * What happened before something that is known already. The version that it falls into ends there, and what is set holds in
     * those after it too. A claim to have happened before the thing began counts from its beginning.
     */
    private boolean comeBetween(Envelope envelope, Object id, Row row) {
        Object recorded = Row.stored(envelope.recordedAt());
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Row.stored(envelope.occurredAt()));
        values.add(id);
        values.add(recorded);
        values.add(id);
        // What held before stays as it was, up to the instant.
        values.add(recorded);
        values.add(recorded);
        List<String> expressions = expressions(row);
        values.add(envelope.eventId());
        values.add(envelope.position());
        values.add(envelope.sequence());
        values.add(recorded);
        values.add(recorded);
        values.addAll(values(row));
        values.add(envelope.sequence());
        values.add(recorded);
        values.add(recorded);
        values.addAll(values(row));
        return sql.sql("with moment as (select greatest(min(effective_from), ?::timestamptz) as instant from " + table
                                + " where " + key + " = ? and superseded_at is null), former as (update " + table
                                + " v set superseded_at = ? from moment m where " + key
                                + " = ? and superseded_at is null and (effective_to > m.instant or recorded_to is null)"
                                + " returning v.*, m.instant) insert into " + table + " (" + key
                                + ", event_id, position, sequence, effective_from, effective_to, recorded_from, recorded_to"
                                + join(columns) + ") select " + key
                                + ", event_id, position, sequence, effective_from, instant, ?, ?::timestamptz"
                                + join(columns)
                                + " from former where effective_from <= instant union all select " + key
                                + ", ?::uuid, ?, ?, instant, effective_to, ?," + SUCCEEDED + join(expressions)
                                + " from former where effective_from <= instant union all select " + key
                                + ", event_id, position, ?, effective_from, effective_to, ?," + SUCCEEDED
                                + join(expressions)
                                + " from former where effective_from > instant")
                        .params(values)
                        .update()
                > 0;
    }

    /** What is set held from the thing's beginning on, and is known from now on. */
    public void correct(Envelope envelope, Object id, Row row) {
        Object recorded = Row.stored(envelope.recordedAt());
        List<@Nullable Object> values = new ArrayList<>();
        values.add(recorded);
        values.add(id);
        values.add(envelope.sequence());
        values.add(recorded);
        values.add(recorded);
        values.addAll(values(row));
        int versions = sql.sql("with former as (update " + table + " set superseded_at = ? where " + key
                        + " = ? and superseded_at is null returning *) insert into " + table + " (" + key
                        + ", event_id, position, sequence, effective_from, effective_to, recorded_from, recorded_to"
                        + join(columns) + ") select " + key
                        + ", event_id, position, ?, effective_from, effective_to, ?," + SUCCEEDED
                        + join(expressions(row))
                        + " from former")
                .params(values)
                .update();
        if (versions == 0) {
            throw new IllegalStateException("event " + envelope.eventId() + " corrects no " + id + " in " + table);
        }
    }

    private List<String> expressions(Row row) {
        return columns.stream().map(row::expression).toList();
    }

    private List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.addAll(row.values(column)));
        return values;
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
