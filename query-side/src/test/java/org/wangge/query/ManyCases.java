package org.wangge.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.TestDatabase;

/**
 * 200,000 versions of cases, written past the log straight into the tables, and what is asked about them. A tree of 1 + 10 + 500
 * grids; a case every ten minutes, a step every two hours, each twentieth case entered late.
 */
public final class ManyCases {

    public static final int STEPS = 10;
    private static final int CASES = 20_000;
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    /** Half of the cases were begun before it. */
    public static final Instant MIDDLE = BEGIN.plusSeconds(CASES / 2 * 600L);

    private ManyCases() {}

    public static void write(TestDatabase database, History history) {
        history.at(BEGIN.plusSeconds(CASES * 600L + 86_400));
        JdbcClient sql = JdbcClient.create(database.superuser());
        String grids = schema(sql, "grid");
        sql.sql("insert into " + grids
                        + ".grid (grid_id, event_id, position, effective_from, recorded_from, origin, name,"
                        + " kind, level, parent_id, key_site, path) select id, gen_random_uuid(), 1, timestamptz '2025-01-01',"
                        + " timestamptz '2025-01-01', true, id, 'AREA', level, parent, false, path from ("
                        + "select 'PT' as id, 1 as level, null as parent, 'PT' as path"
                        + " union all select 'PT-' || t, 2, 'PT', 'PT/PT-' || t from generate_series(0, 9) t"
                        + " union all select 'PT-' || t || '-' || v, 3, 'PT-' || t, 'PT/PT-' || t || '/PT-' || t || '-' || v"
                        + " from generate_series(0, 9) t, generate_series(0, 49) v) tree")
                .update();
        String cases = schema(sql, "cases");
        sql.sql("insert into " + cases
                        + ".case_version (case_id, event_id, position, sequence, effective_from, effective_to,"
                        + " recorded_from, recorded_to, state, open, stage, deadline, grid_id, origin_grid_id, kind, category, severity, title,"
                        + " source, reporter, reported_at, reported_recorded_at, late)"
                        + " select lpad(c::text, 8, '0') || '-0000-7000-8000-000000000000', gen_random_uuid(), c * 10 + s, s,"
                        + " began + s * interval '2 hours',"
                        + " case when s < :steps - 1 then began + (s + 1) * interval '2 hours' end,"
                        + " began + s * interval '2 hours' + lag,"
                        + " case when s < :steps - 1 then began + (s + 1) * interval '2 hours' + lag end,"
                        + " case when s < 9 then 'ACCEPTED' else 'CLOSED' end, s < 9, 'RECTIFY', began + interval '9 hours',"
                        + " 'PT-' || c % 10 || '-' || (c / 10) % 50, 'PT-' || c % 10 || '-' || (c / 10) % 50, 'HAZARD', 'FIRE', 'GENERAL', 'Case ' || c,"
                        + " 'http', 'p-1', began, began + lag, false"
                        + " from generate_series(1, :cases) c, generate_series(0, :steps - 1) s,"
                        + " lateral (select timestamptz '2025-01-01 00:00Z' + c * interval '10 minutes' as began,"
                        + " case when c % 20 = 0 then interval '1 day' else interval '1 minute' end as lag) x")
                .param("cases", CASES)
                .param("steps", STEPS)
                .update();
        sql.sql("analyze " + grids + ".grid").update();
        sql.sql("analyze " + cases + ".case_version").update();
    }

    private static String schema(JdbcClient sql, String view) {
        return sql.sql("select schema from views.view where name = ?")
                .param(view)
                .query(String.class)
                .single();
    }

    public record Asked(
            @Nullable String gridId,
            @Nullable Instant at,
            @Nullable Instant knownAt) {}

    public static Stream<Asked> pages() {
        List<Asked> pages = new ArrayList<>();
        for (String gridId : Arrays.asList(null, "PT", "PT-3", "PT-3-21")) {
            pages.add(new Asked(gridId, null, null));
            pages.add(new Asked(gridId, MIDDLE, null));
            pages.add(new Asked(gridId, null, MIDDLE));
            pages.add(new Asked(gridId, MIDDLE, MIDDLE.plusSeconds(3600)));
        }
        return pages.stream();
    }
}
