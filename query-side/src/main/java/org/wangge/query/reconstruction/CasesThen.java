package org.wangge.query.reconstruction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.grid.Subtree;
import org.wangge.query.reconstruction.Reconstruction.EndedCase;
import org.wangge.query.reconstruction.Reconstruction.OpenCase;
import org.wangge.query.reconstruction.Reconstruction.Section;
import org.wangge.query.reconstruction.Reconstruction.Told;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** 当时的案件: what was open at the instant, and what had ended in the days before. A case that went up is still the place's. */
final class CasesThen {

    private CasesThen() {}

    static Section<OpenCase> open(Scope scope) {
        Count count = new Count();
        List<OpenCase> found = statement(
                        scope,
                        Subtree.unindexed("c.grid_id"),
                        "c.open and " + scope.asOf().around("c"),
                        "c.deadline nulls last, c.case_id")
                .query((row, number) -> count.of(open(scope, row), row))
                .list();
        Map<String, List<Told>> told = Knowledge.ofCases(scope, ids(found));
        Map<String, String> knownThen = knownThen(
                scope,
                ids(found.stream()
                        .filter(line -> line.basis().afterwards() != null)
                        .toList()));
        List<OpenCase> lines = found.stream()
                .map(line -> line.with(
                        knownThen.get(line.caseId().toString()),
                        told.getOrDefault(line.caseId().toString(), List.of())))
                .toList();
        return scope.section(lines, OpenCase::basis, count.total);
    }

    static Section<EndedCase> ended(Scope scope) {
        Count count = new Count();
        List<EndedCase> lines = statement(
                        scope, "c.grid_id", "not c.open and c.closed_at > :from", "c.closed_at desc, c.case_id")
                .query((row, number) -> count.of(ended(scope, row), row))
                .list();
        return scope.section(lines, EndedCase::basis, count.total);
    }

    /** Versions in the place, now or first, that a condition chooses: two ways into one table, each with its index. */
    private static JdbcClient.StatementSpec statement(Scope scope, String grid, String which, String order) {
        AsOf asOf = scope.asOf();
        return scope.statement("""
                        with chosen as (
                          select c.* from case_version c where %9$s = any(:grids) and %1$s and %2$s
                          union all
                          select c.* from case_version c where c.escalations > 0 and c.origin_grid_id = any(:grids)
                            and not c.grid_id = any(:grids) and %1$s and %2$s),
                        listed as (select c.*, count(*) over () as total from chosen c order by %3$s limit %4$d)
                        select c.*, g.name as grid_name, u.name as unit_name,
                          array(select v.event_id from case_version v where v.case_id = c.case_id and %8$s
                            group by v.event_id order by min(v.position)) as events,
                          array(select f.event_id from case_overdue f where f.case_id = c.case_id and %5$s
                            order by f.position) as overdues
                        from listed c
                          left join grid g on g.grid_id = c.grid_id and %6$s
                          left join unit_version u on u.unit_id = c.unit_id and %7$s
                        order by %3$s""".formatted(
                        which,
                        asOf.versions("c"),
                        order,
                        Reconstructor.LONGEST_SECTION,
                        asOf.facts("f"),
                        Subtree.standing("g", asOf),
                        Subtree.standing("u", asOf),
                        asOf.steps("v"),
                        grid));
    }

    private static String[] ids(List<OpenCase> lines) {
        return lines.stream().map(line -> line.caseId().toString()).toArray(String[]::new);
    }

    /** The stages of cases as the system knew them at the instant. */
    private static Map<String, String> knownThen(Scope scope, String[] caseIds) {
        Map<String, String> stages = new HashMap<>();
        scope.statement("select c.case_id, c.state from case_version c where c.case_id = any(:cases) and "
                        + new AsOf(scope.at(), scope.at()).versions("c"))
                .param("cases", caseIds)
                .param("knownAt", Row.stored(scope.at()))
                .query(row -> {
                    stages.put(row.getString(1), row.getString(2));
                });
        return stages;
    }

    private static OpenCase open(Scope scope, ResultSet row) throws SQLException {
        String unit = row.getString("unit_id");
        String authority = row.getString("authority");
        Instant deadline = Scope.maybe(row, "deadline");
        Instant since = Scope.maybe(row, "stage_since");
        return new OpenCase(
                UUID.fromString(row.getString("case_id")),
                row.getString("title"),
                row.getString("category"),
                row.getString("severity"),
                row.getString("grid_id"),
                row.getString("grid_name"),
                row.getString("state"),
                row.getString("stage"),
                since == null ? Scope.instant(row, "effective_from") : since,
                unit != null ? "UNIT" : authority != null ? "AUTHORITY" : "GRID",
                unit != null ? unit : authority != null ? authority : row.getString("grid_id"),
                unit != null ? row.getString("unit_name") : authority != null ? null : row.getString("grid_name"),
                deadline,
                overdue(deadline, scope.at()),
                Scope.maybe(row, "due_at"),
                Scope.instant(row, "reported_at"),
                row.getString("reporter"),
                row.getInt("extensions"),
                row.getInt("rejections"),
                row.getInt("returns"),
                row.getInt("urges"),
                row.getString("supervisor"),
                row.getBoolean("work_stopped"),
                null,
                List.of(),
                scope.basis(
                        Scope.ids(row, "events", "overdues"),
                        Scope.instant(row, "recorded_from"),
                        row.getInt("late_steps") > 0));
    }

    private static @Nullable Long overdue(@Nullable Instant deadline, Instant at) {
        return deadline == null || !deadline.isBefore(at)
                ? null
                : Long.valueOf(Duration.between(deadline, at).toSeconds());
    }

    private static EndedCase ended(Scope scope, ResultSet row) throws SQLException {
        Instant ended = Scope.instant(row, "closed_at");
        Instant due = Scope.maybe(row, "due_at");
        return new EndedCase(
                UUID.fromString(row.getString("case_id")),
                row.getString("title"),
                row.getString("category"),
                row.getString("severity"),
                row.getString("grid_id"),
                row.getString("state"),
                Scope.instant(row, "reported_at"),
                ended,
                due == null || !ended.isAfter(due),
                scope.basis(
                        Scope.ids(row, "events", "overdues"),
                        Scope.instant(row, "recorded_from"),
                        row.getInt("late_steps") > 0));
    }

    /** The total that every row of a list repeats. */
    private static final class Count {
        private long total;

        <T> T of(T line, ResultSet row) throws SQLException {
            total = row.getLong("total");
            return line;
        }
    }
}
