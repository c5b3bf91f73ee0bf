package org.wangge.query.incident;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** 事实: reads rows as they are shown, under the names that the query gives to its columns. */
final class Facts {

    private final JdbcClient sql;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

    Facts(JdbcClient sql, UUID incidentId, AsOf asOf, Instant now) {
        this.sql = sql;
        parameters.put("id", incidentId.toString());
        parameters.put("at", Row.stored(asOf.at()));
        parameters.put("knownAt", Row.stored(asOf.knownAt()));
        parameters.put("instant", Row.stored(asOf.at() == null ? now : asOf.at()));
    }

    List<Map<String, @Nullable Object>> rows(String query) {
        return sql.sql(query)
                .params(parameters)
                .query((row, number) -> shown(row))
                .list();
    }

    @Nullable
    Map<String, @Nullable Object> row(String query) {
        List<Map<String, @Nullable Object>> rows = rows(query);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static Map<String, @Nullable Object> shown(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            shown.put(
                    columns.getColumnLabel(column),
                    columns.getColumnTypeName(column).equals("timestamptz")
                            ? instant(row.getObject(column, OffsetDateTime.class))
                            : plain(row.getObject(column)));
        }
        return shown;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Array several -> new ArrayList<>(Arrays.asList((Object[]) several.getArray()));
            default -> value;
        };
    }
}
