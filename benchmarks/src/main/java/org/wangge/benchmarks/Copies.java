package org.wangge.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A long history made from a short one without the log: the rows of the views of cases, duties and responsibilities are put in
 * again and again, each time some weeks earlier and with other ids, for the same grids and duties, and into the same indexes. What
 * was open at the end of a copy ends in the days after it. It stands in for what the projections would make of so many events,
 * where filling the log with them would take hours.
 */
final class Copies {

    private static final String SHIFT = "make_interval(days => :k * :days)";
    private static final String PREFIX = "lpad(to_hex(26214400 + 1000 - :k), 8, '0')";

    private final Store store;
    private final String from;
    private final Map<String, String> schemas;
    private final String database;
    private final int days;
    private final int copies;
    private final long founded;

    Copies(Store store, String from, Map<String, String> schemas, long events) throws SQLException {
        this.store = store;
        this.from = from;
        this.schemas = schemas;
        this.database = from + "_to_" + events;
        JdbcClient sql = store.superuser(from);
        long head = store.head(from);
        this.founded = sql.sql("select max(position) from log.event where recorded_at < ?")
                .param(Town.START.atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class)
                .single();
        this.days = (int) (Duration.between(Town.START, store.end(from)).toDays() / 7 + 1) * 7;
        this.copies = (int) ((events - head) / (head - founded));
    }

    /** Its name. It is made unless it is there. */
    String database() {
        JdbcClient cluster = store.superuser("postgres");
        if (!store.exists(database) || !isComplete()) {
            cluster.sql("drop database if exists " + database + " with (force)").update();
            cluster.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
                    .param(from)
                    .query((row, number) -> true)
                    .list();
            cluster.sql("create database " + database + " template " + from).update();
            long begun = System.nanoTime();
            copy(store.superuser(database));
            System.out.printf(
                    Locale.ROOT,
                    "%d copies of %d days, made from rows in %.0f s%n",
                    copies,
                    days,
                    (System.nanoTime() - begun) / 1e9);
        }
        return database;
    }

    private boolean isComplete() {
        return store.superuser(database)
                        .sql("select count(*) from pg_namespace where nspname = 'copied'")
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** The same instant of the copy in the middle. */
    Instant inTheMiddle(Instant instant) {
        return instant.minus(Duration.ofDays((long) days * (copies / 2)));
    }

    private void copy(JdbcClient sql) {
        // Founded before all the rest happened.
        early(sql, "grid", "grid");
        early(sql, "grid", "unit_version");
        early(sql, "responsibilities", "responsibility");
        early(sql, "duties", "duty");
        sql.sql("update " + table("duties", "duty_event") + " set recorded_at = recorded_at - " + SHIFT
                        + ", payload = jsonb_set(payload, '{start}', to_jsonb(to_char((payload ->> 'start')::timestamp - "
                        + SHIFT + ", 'YYYY-MM-DD\"T\"HH24:MI:SS')))")
                .param("k", copies)
                .param("days", days)
                .update();
        copies(sql, "cases", "case_version", "true");
        copies(sql, "cases", "case_overdue", "true");
        copies(sql, "duties", "occurrence", "true");
        copies(sql, "responsibilities", "responsibility", "position > " + founded);
        copies(sql, "responsibilities", "tenure_end", "true");
        sql.sql("vacuum analyze").update();
        sql.sql("create schema copied").update();
    }

    private String table(String view, String table) {
        return Objects.requireNonNull(schemas.get(view)) + "." + table;
    }

    private void early(JdbcClient sql, String view, String table) {
        sql.sql("update " + table(view, table) + " set effective_from = effective_from - " + SHIFT
                        + ", recorded_from = recorded_from - " + SHIFT + " where position <= " + founded)
                .param("k", copies)
                .param("days", days)
                .update();
    }

    private void copies(JdbcClient sql, String view, String name, String which) {
        String table = table(view, name);
        sql.sql("create table public.source as select * from " + table + " where " + which)
                .update();
        List<String> indexes = sql.sql(
                        "select indexdef from pg_indexes where schemaname = :schema and tablename = :table"
                                + " and indexname not in (select conname from pg_constraint)")
                .param("schema", Objects.requireNonNull(schemas.get(view)))
                .param("table", name)
                .query((row, number) -> row.getString(1))
                .list();
        indexes.forEach(index -> sql.sql("drop index " + Objects.requireNonNull(schemas.get(view)) + "."
                        + index.replaceFirst(".* INDEX (\\S+) ON .*", "$1"))
                .update());
        Map<String, String> columns = columns(sql, view, name);
        String names = String.join(", ", columns.keySet());
        String values = String.join(", ", columns.values());
        for (int k = copies; k > 0; k--) {
            for (String statement : statements(name, table, columns, names, values)) {
                sql.sql(statement)
                        .param("k", k)
                        .param("days", days)
                        .param("end", Town.START.plus(Duration.ofDays(days)).atOffset(java.time.ZoneOffset.UTC))
                        .update();
            }
        }
        indexes.forEach(index -> sql.sql(index).update());
        sql.sql("drop table public.source").update();
    }

    private static List<String> statements(
            String name, String table, Map<String, String> columns, String names, String values) {
        String insert = "insert into " + table + " (" + names + ") select ";
        String past = "(:end::timestamptz - " + SHIFT + ")";
        List<String> statements = new ArrayList<>();
        switch (name) {
            case "case_version" -> {
                String ends = "(" + past + " + make_interval(mins => hashtext(case_id) & 16383))";
                String stands = "recorded_to is null and superseded_at is null and open";
                statements.add(insert + values + " from public.source where not (" + stands + ")");
                statements.add(insert + with(columns, Map.of("effective_to", ends, "recorded_to", ends))
                        + " from public.source where " + stands);
                statements.add(insert
                        + with(
                                columns,
                                Map.of(
                                        "effective_from", ends,
                                        "recorded_from", ends,
                                        "closed_at", ends,
                                        "state", "'CLOSED'",
                                        "open", "false",
                                        "stage", "null",
                                        "deadline", "null::timestamptz"))
                        + " from public.source where " + stands);
            }
            case "responsibility" -> {
                String lasts = "recorded_to is null and effective_to is null";
                statements.add(insert + values + " from public.source where not (" + lasts + ")");
                statements.add(
                        insert + with(columns, Map.of("recorded_to", past)) + " from public.source where " + lasts);
                statements.add(insert + with(columns, Map.of("effective_to", past, "recorded_from", past))
                        + " from public.source where " + lasts);
            }
            default -> statements.add(insert + values + " from public.source");
        }
        return statements;
    }

    private static String with(Map<String, String> columns, Map<String, String> others) {
        return columns.entrySet().stream()
                .map(column -> others.getOrDefault(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Each column with what a copy holds in it: earlier times, other ids, earlier positions. */
    private Map<String, String> columns(JdbcClient sql, String view, String name) {
        return sql
                .sql("select column_name, data_type from information_schema.columns where table_schema = :schema"
                        + " and table_name = :table order by ordinal_position")
                .param("schema", Objects.requireNonNull(schemas.get(view)))
                .param("table", name)
                .query((row, number) -> Map.entry(row.getString(1), copied(row.getString(1), row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    private static String copied(String column, String type) {
        if (type.startsWith("timestamp")) {
            return column + " - " + SHIFT;
        }
        if (type.equals("uuid")) {
            return "(" + PREFIX + " || substr(" + column + "::text, 9))::uuid";
        }
        return switch (column) {
            case "case_id", "inspection_id", "original_case_id" -> PREFIX + " || substr(" + column + ", 9)";
            case "position" -> "position - :k * 10000000::bigint";
            default -> column;
        };
    }
}
