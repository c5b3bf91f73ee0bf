package org.wangge.query.reconstruction;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.reconstruction.Reconstruction.Basis;
import org.wangge.query.reconstruction.Reconstruction.Section;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * What is looked at: the grids of a subtree, an instant, and the days before it, as known at some time.
 *
 * @param grids the place and every grid below it, as the tree stood at the instant
 * @param above the grids above the place, from its parent to the top
 */
record Scope(
        JdbcClient sql,
        List<String> grids,
        List<String> above,
        Instant at,
        @Nullable Instant knownAt,
        Instant from) {

    AsOf asOf() {
        return new AsOf(at, knownAt);
    }

    /** A statement with {@code :grids}, {@code :at}, {@code :instant}, {@code :knownAt} and {@code :from} bound. */
    JdbcClient.StatementSpec statement(String text) {
        return sql.sql(text)
                .param("grids", grids.toArray(String[]::new))
                .param("at", Row.stored(at))
                .param("instant", Row.stored(at))
                .param("knownAt", Row.stored(knownAt))
                .param("from", Row.stored(from));
    }

    Basis basis(List<UUID> eventIds, Instant recordedAt, boolean late) {
        return new Basis(
                List.copyOf(new LinkedHashSet<>(eventIds)),
                recordedAt,
                late,
                recordedAt.isAfter(at) ? Delays.of(Duration.between(at, recordedAt)) : null);
    }

    /** Sets apart what was recorded after the instant. */
    <T> Section<T> section(List<T> lines, Function<T, Basis> basis, long total) {
        List<T> before = new ArrayList<>();
        List<T> after = new ArrayList<>();
        for (T line : lines) {
            (basis.apply(line).afterwards() == null ? before : after).add(line);
        }
        return new Section<>(before, after, total);
    }

    /** All lines there are. */
    <T> Section<T> section(List<T> lines, Function<T, Basis> basis) {
        return section(lines, basis, lines.size());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array several = row.getArray(column);
        return several == null ? List.of() : List.of((String[]) several.getArray());
    }

    /** Those that are there, in order. */
    static List<UUID> ids(ResultSet row, String... columns) throws SQLException {
        Set<UUID> ids = new LinkedHashSet<>();
        for (String column : columns) {
            Object value = row.getObject(column);
            switch (value) {
                case null -> {}
                case UUID id -> ids.add(id);
                case Array several -> ids.addAll(List.of((UUID[]) several.getArray()));
                default -> throw new SQLException(column + " holds no event ids");
            }
        }
        return List.copyOf(ids);
    }
}
