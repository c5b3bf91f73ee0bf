package org.wangge.query.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.Tables;
import org.wangge.query.replay.View;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan by which a projection reads what holds of a thing is made while the table is empty, and kept while it grows: it has to be
 * a good one from the first event on.
 */
@SpringBootTest(classes = QuerySideTestApplication.class)
class ReadByKeyTest {

    @Autowired
    private List<View> views;

    @Test
    void inEmptyTablesWhatHoldsOfAThingIsFoundByAnIndexThatBeginsWithItsKey() {
        Map<String, String> looked = new LinkedHashMap<>();
        for (View view : views) {
            try (Tables tables = new Tables(List.of(view))) {
                JdbcClient sql = tables.sql();
                sql.sql("set enable_seqscan = off").update();
                keys(sql).forEach((table, key) -> {
                    looked.put(table, key);
                    assertThat(firstColumn(sql, indexFor(sql, table, key)))
                            .as("the index by which rows of %s are read", table)
                            .isEqualTo(key);
                });
            }
        }
        assertThat(looked)
                .containsEntry("case_version", "case_id")
                .containsEntry("occurrence", "duty_id")
                .hasSizeGreaterThan(8);
    }

    @Test
    void norDoesThatChangeWhileTheTableGrowsAndIsNotAnalysed() {
        List<View> cases = views.stream()
                .filter(view -> view.tables().contains("case_version"))
                .toList();
        try (Tables tables = new Tables(cases)) {
            JdbcClient sql = tables.sql();
            sql.sql("set enable_seqscan = off").update();
            sql.sql("""
                            insert into case_version (case_id, event_id, position, sequence, effective_from, recorded_from, state, open, grid_id,
                              origin_grid_id, kind, category, severity, title, source, reporter, reported_at, reported_recorded_at, late)
                            select gen_random_uuid()::text, gen_random_uuid(), n, 0, now(), now(), 'REPORTED', true, 'G' || n % 100,
                              'G', 'HAZARD', 'OTHER', 'GENERAL', 'title', 'http', 'wang', now() + n * interval '1 second', now(), false
                            from generate_series(1, 20000) n""").update();

            assertThat(indexFor(sql, "case_version", "case_id")).isIn("case_current", "case_versions");
        }
    }

    /** Of each table that knows what holds, the first of its columns that is a text: that names the thing, or begins to. */
    private static Map<String, String> keys(JdbcClient sql) {
        Map<String, String> keys = new LinkedHashMap<>();
        sql.sql("""
                        select distinct on (table_name) table_name, column_name from information_schema.columns c
                        where table_schema = 'tables' and data_type = 'text' and exists (select from information_schema.columns
                          where table_schema = 'tables' and table_name = c.table_name and column_name = 'recorded_to')
                        order by table_name, ordinal_position""")
                .query((row, number) -> keys.put(row.getString(1), row.getString(2)))
                .list();
        return keys;
    }

    private static String indexFor(JdbcClient sql, String table, String key) {
        boolean stepwise = sql.sql("""
                        select exists (select from information_schema.columns
                          where table_schema = 'tables' and table_name = ? and column_name = 'superseded_at')""").param(table).query(Boolean.class).single();
        String plan = sql.sql(
                        "explain (format json) select t.* from unnest(array['a', 'b']) as k (k0) cross join lateral"
                                + " (select t.* from " + table + " t where t." + key + " = k.k0 and "
                                + (stepwise ? Versions.CURRENT : Intervals.KNOWN) + " offset 0) t")
                .query(String.class)
                .single();
        return index(JsonMapper.shared().readTree(plan).get(0).get("Plan"));
    }

    private static String index(JsonNode node) {
        String own = node.path("Index Name").asString("");
        StringBuilder found = new StringBuilder(own);
        node.path("Plans").forEach(child -> found.append(index(child)));
        return found.toString();
    }

    private static String firstColumn(JdbcClient sql, String index) {
        return sql.sql("select pg_get_indexdef(('tables.' || ?)::regclass, 1, false)")
                .param(index)
                .query(String.class)
                .single();
    }
}
