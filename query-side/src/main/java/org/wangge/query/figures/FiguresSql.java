package org.wangge.query.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/**
 * The figures as one query: {@code asked} are the cases as they stood, each with its key; {@code visit} are the stages that they
 * have left; {@code decided} are the windows of duties, each with its last decision. Uses the parameters {@code :from},
 * {@code :to}, {@code :gridId}, {@code :level} where they are given, {@code :zone}, and those of every question.
 */
record FiguresSql(
        Grouping by,
        AsOf asOf,
        boolean from,
        boolean to,
        boolean subtree,
        @Nullable Integer level) {

    /** A derived table called {@code f}, with one row per key. */
    String table() {
        return "(with asked as materialized (" + asked() + "), visit as (" + visits() + "), decided as (" + decided()
                + ") select k.key, k.name, " + "coalesce(c.reported, 0) as reported, coalesce(c.open, 0) as open,"
                + " coalesce(c.closed, 0) as closed, coalesce(c.merged, 0) as merged,"
                + " coalesce(c.closed_late, 0) as closed_late, coalesce(c.overdue, 0) as overdue,"
                + " coalesce(c.with_due, 0) as with_due,"
                + " round(c.on_time::numeric / nullif(c.on_time + c.overdue, 0), 4)::text as on_time_rate, "
                + duties() + stages()
                + " from (select key, max(name) as name from (select key, name from asked union all select key, name from"
                + " decided) named group by key) k left join (" + cases() + ") c on c.key = k.key left join ("
                + visitFigures() + ") v on v.key = k.key left join (" + dutyFigures() + ") d on d.key = k.key) f";
    }

    private String asked() {
        return "select c.case_id, " + key("c.unit_id", "c.reported_at") + " as key, " + name()
                + " as name, c.open, c.state, c.due_at, c.closed_at, c.reported_at from case_version c"
                + (by == Grouping.UNIT
                        ? " left join unit_version u on u.unit_id = c.unit_id and " + Subtree.standing("u", asOf)
                        : "")
                + grids("c.grid_id")
                + " where " + asOf.versions("c") + period("c.reported_at") + below("c.grid_id");
    }

    private String decided() {
        if (!by.countsDuties()) {
            return "select null::text as key, null::text as name, null::text as outcome, null::boolean as was_missed"
                    + " where false";
        }
        return "select " + key("''", "w.window_start") + " as key, " + name() + " as name, w.outcome, w.was_missed"
                + " from (select o.*, row_number() over (partition by o.duty_id, o.window_start order by o.position desc)"
                + " as latest, bool_or(o.outcome = 'MISSED') over (partition by o.duty_id, o.window_start) as was_missed"
                + " from window_decision o where " + asOf.facts("o") + period("o.window_start") + below("o.grid_id")
                + ") w" + grids("w.grid_id") + " where w.latest = 1";
    }

    private String key(String unit, String time) {
        return switch (by) {
            case TOTAL -> "'total'";
            case GRID -> level == null ? "w_grid.grid_id" : "coalesce(w_grid.grid_id, '')";
            case UNIT -> "coalesce(" + unit + ", '')";
            case CATEGORY -> "c.category";
            case KIND -> "c.kind";
            case MONTH -> "to_char(" + time + " at time zone :zone, 'YYYY-MM')";
        };
    }

    private String name() {
        return switch (by) {
            case GRID -> "w_grid.name";
            case UNIT -> "u.name";
            default -> "null::text";
        };
    }

    /** The grid itself, or the one on the asked level above it, as the tree stood. */
    private String grids(String gridId) {
        if (by != Grouping.GRID) {
            return "";
        }
        String own = " left join grid g on g.grid_id = " + gridId + " and " + Subtree.standing("g", asOf);
        return own
                + (level == null
                        ? " left join lateral (select " + gridId + " as grid_id, g.name) w_grid on true"
                        : " left join lateral (select a.grid_id, a.name from grid a where a.grid_id ="
                                + " any (string_to_array(g.path, '/')) and a.level = :level and "
                                + Subtree.standing("a", asOf) + " limit 1) w_grid on true");
    }

    private String period(String time) {
        return (from ? " and " + time + " >= :from" : "") + (to ? " and " + time + " < :to" : "");
    }

    private String below(String gridId) {
        return subtree ? " and " + Subtree.of(gridId, asOf) : "";
    }

    private static String cases() {
        String late = "(not open and coalesce(closed_at > due_at, false))";
        String pastDue = "(open and coalesce(due_at < :instant, false))";
        return "select key, count(*) as reported, count(*) filter (where open) as open,"
                + " count(*) filter (where not open) as closed, count(*) filter (where state = 'MERGED') as merged,"
                + " count(*) filter (where " + late + ") as closed_late,"
                + " count(*) filter (where " + late + " or " + pastDue + ") as overdue,"
                + " count(*) filter (where due_at is not null) as with_due,"
                + " count(*) filter (where not open and closed_at <= due_at) as on_time from asked group by key";
    }

    /** A stage is left when the next version of the case waits for something else, or for the same since another time. */
    private String visits() {
        return "select a.key, t.stage, greatest(0, floor(extract(epoch from t.left_at - t.stage_since)))::bigint as seconds"
                + " from (select s.case_id, s.stage, s.stage_since, lead(s.position) over steps as next,"
                + " lead(s.stage) over steps as next_stage, lead(s.stage_since) over steps as next_since,"
                + " lead(coalesce(s.stage_since, s.closed_at)) over steps as left_at from case_version s"
                + " where s.case_id in (select case_id from asked) and " + asOf.steps("s")
                + " window steps as (partition by s.case_id order by s.effective_from, s.position)) t join asked a on a.case_id = t.case_id"
                + " where t.stage is not null and t.next is not null"
                + " and (t.next_stage is distinct from t.stage or t.next_since is distinct from t.stage_since)";
    }

    private static String visitFigures() {
        return "select key, "
                + each(stage -> {
                    String which = " filter (where stage = '" + stage + "')";
                    String name = column(stage);
                    return "count(*)" + which + " as " + name + "_count, round(avg(seconds)" + which + ")::bigint as "
                            + name + "_mean, percentile_disc(0.5) within group (order by seconds)" + which + " as "
                            + name
                            + "_p50, percentile_disc(0.9) within group (order by seconds)" + which + " as " + name
                            + "_p90";
                })
                + " from visit group by key";
    }

    private static String stages() {
        return each(stage -> {
            String name = column(stage);
            return "coalesce(v." + name + "_count, 0) as " + name + "_count, v." + name + "_mean, v." + name
                    + "_p50, v." + name + "_p90";
        });
    }

    private static String dutyFigures() {
        return "select key, count(*) filter (where outcome = 'FULFILLED') as fulfilled,"
                + " count(*) filter (where outcome = 'FULFILLED_LATE') as fulfilled_late,"
                + " count(*) filter (where outcome = 'MISSED') as missed,"
                + " count(*) filter (where outcome = 'EXCUSED') as excused,"
                + " count(*) filter (where was_missed and outcome <> 'MISSED') as after_miss,"
                + " count(*) filter (where outcome <> 'EXCUSED') as owed from decided group by key";
    }

    private String duties() {
        if (!by.countsDuties()) {
            return "null::bigint as fulfilled, null::bigint as fulfilled_late, null::bigint as missed,"
                    + " null::bigint as excused, null::bigint as after_miss, null::text as duty_on_time_rate,"
                    + " null::text as duty_rate, ";
        }
        return "coalesce(d.fulfilled, 0) as fulfilled, coalesce(d.fulfilled_late, 0) as fulfilled_late,"
                + " coalesce(d.missed, 0) as missed, coalesce(d.excused, 0) as excused,"
                + " coalesce(d.after_miss, 0) as after_miss,"
                + " round(d.fulfilled::numeric / nullif(d.owed, 0), 4)::text as duty_on_time_rate,"
                + " round((d.fulfilled + d.fulfilled_late)::numeric / nullif(d.owed, 0), 4)::text as duty_rate, ";
    }

    private static String each(java.util.function.Function<CaseStage, String> part) {
        return Arrays.stream(CaseStage.values()).map(part).collect(Collectors.joining(", "));
    }

    static String column(CaseStage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
