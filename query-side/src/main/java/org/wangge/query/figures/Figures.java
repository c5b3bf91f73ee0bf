package org.wangge.query.figures;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.ledger.OpenOccurrences;
import org.wangge.query.version.AsOf;

/**
 * 统计: counts, rates and times of cases and duties. A case counts in the period in which it was reported, a window of a duty in
 * the one in which it opened. A case is overdue when it was closed after its due time, or is open and past its deadline. Rates
 * are decimals as text with four places; times are whole seconds; both are none where there is nothing to count.
 */
@RestController
class Figures {

    private static final String NOBODY = "";
    private static final String ZONE = "Asia/Shanghai";

    private static final Map<String, String> STAGES = stages();

    private static Map<String, String> stages() {
        Map<String, String> stages = new java.util.LinkedHashMap<>();
        stages.put("Dispatch", "c.dispatched_at - c.reported_at");
        stages.put("Accept", "c.accepted_at - c.dispatched_at");
        stages.put("Rectify", "c.rectified_at - c.accepted_at");
        stages.put("Verify", "c.verified_at - c.rectified_at");
        stages.put("Close", "c.closed_at - c.verified_at");
        stages.put("Total", "c.closed_at - c.reported_at");
        return stages;
    }

    private static final Map<String, String> STAGE_HEADERS =
            Map.of("Dispatch", "分流", "Accept", "接收", "Rectify", "整改", "Verify", "复查", "Close", "归档", "Total", "全程");

    private static final Listing FIGURES = new Listing(
            "figures",
            "统计",
            List.of(Ledgers.CASES, OpenOccurrences.VIEW, Subtree.VIEW),
            columns(),
            from(),
            List.of("key"),
            false);

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("key", "分组", "f.key"),
                Column.text("name", "名称", "{name}"),
                Column.whole("reported", "上报", "f.reported"),
                Column.whole("open", "未办结", "f.open"),
                Column.whole("closed", "已办结", "f.closed"),
                Column.whole("closedLate", "逾期办结", "f.closed_late"),
                Column.whole("overdue", "超时", "f.overdue"),
                Column.text("onTimeRate", "按期办结率", rate("f.closed_due - f.closed_late", "f.closed_due")),
                Column.whole("returned", "复查退回", "f.returned"),
                Column.whole("reopened", "重新立案", "f.reopened"),
                Column.whole("lateEntered", "补录", "f.late")));
        for (String stage : STAGES.keySet()) {
            String header = STAGE_HEADERS.get(stage);
            String prefix = stage.toLowerCase(Locale.ROOT);
            columns.add(Column.whole("mean" + stage + "Seconds", header + "平均（秒）", "f.mean_" + prefix));
            columns.add(Column.whole("p50" + stage + "Seconds", header + "中位（秒）", "f.p50_" + prefix));
            columns.add(Column.whole("p90" + stage + "Seconds", header + "九成（秒）", "f.p90_" + prefix));
        }
        columns.addAll(List.of(
                Column.whole("dutyFulfilled", "按时履职", "f.fulfilled"),
                Column.whole("dutyFulfilledLate", "逾期履职", "f.fulfilled_late"),
                Column.whole("dutyMissed", "未履职", "f.missed"),
                Column.whole("dutyExcused", "免予履职", "f.excused"),
                Column.text(
                        "dutyOnTimeRate", "按时履职率", rate("f.fulfilled", "f.fulfilled + f.fulfilled_late + f.missed"))));
        return columns;
    }

    private static String rate(String part, String whole) {
        return "case when " + whole + " > 0 then round((" + part + ")::numeric / (" + whole + "), 4)::text end";
    }

    private static String from() {
        StringBuilder times = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        STAGES.forEach((stage, interval) -> {
            String prefix = stage.toLowerCase(Locale.ROOT);
            String seconds = "extract(epoch from " + interval + ")";
            times.append(", round(avg(")
                    .append(seconds)
                    .append("))::bigint as mean_")
                    .append(prefix);
            for (int percent : new int[] {50, 90}) {
                times.append(", (percentile_disc(0.")
                        .append(percent)
                        .append(") within group (order by ")
                        .append(seconds)
                        .append("))::bigint as p")
                        .append(percent)
                        .append('_')
                        .append(prefix);
            }
            for (String kind : List.of("mean_", "p50_", "p90_")) {
                columns.append(", k.").append(kind).append(prefix);
            }
        });
        return "(select coalesce(k.key, d.key) as key, coalesce(k.reported, 0) as reported, coalesce(k.open, 0) as open,"
                + " coalesce(k.closed, 0) as closed, coalesce(k.closed_due, 0) as closed_due,"
                + " coalesce(k.closed_late, 0) as closed_late, coalesce(k.overdue, 0) as overdue,"
                + " coalesce(k.returned, 0) as returned, coalesce(k.reopened, 0) as reopened, coalesce(k.late, 0) as late"
                + columns
                + ", coalesce(d.fulfilled, 0) as fulfilled, coalesce(d.fulfilled_late, 0) as fulfilled_late,"
                + " coalesce(d.missed, 0) as missed, coalesce(d.excused, 0) as excused from"
                + " (select {caseKey} as key, count(*) as reported, count(*) filter (where c.open) as open,"
                + " count(*) filter (where not c.open) as closed,"
                + " count(*) filter (where not c.open and c.due_at is not null) as closed_due,"
                + " count(*) filter (where not c.open and c.closed_at > c.due_at) as closed_late,"
                + " count(*) filter (where (not c.open and c.closed_at > c.due_at)"
                + " or (c.open and c.deadline < :instant)) as overdue,"
                + " count(*) filter (where c.returns > 0) as returned,"
                + " count(*) filter (where c.reopenings > 0) as reopened,"
                + " count(*) filter (where c.late) as late" + times
                + " from case_version c {caseJoin} where {cases} group by 1) k full join"
                + " (select {dutyKey} as key, count(*) filter (where o.status = 'FULFILLED') as fulfilled,"
                + " count(*) filter (where o.status = 'FULFILLED_LATE') as fulfilled_late,"
                + " count(*) filter (where o.status = 'MISSED') as missed,"
                + " count(*) filter (where o.status = 'EXCUSED') as excused"
                + " from occurrence o {dutyJoin} where {duties} group by 1) d on d.key = k.key) f";
    }

    private final Answers answers;

    Figures(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/figures")
    void figures(
            @RequestParam Grouping by,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable Integer level,
            @RequestParam @Nullable String timeZone,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        if (level != null && by != Grouping.GRID) {
            throw RequestProblem.parameter("level", "goes with by=GRID only");
        }
        String zone = zone(timeZone);
        answers.list(FIGURES, request, response, now -> {
            Question question = new Question(asOf, now)
                    .bind("zone", zone)
                    .bind("level", level)
                    .bind("gridId", gridId)
                    .bind("from", from)
                    .bind("to", to)
                    .bindText(
                            "cases",
                            period("c.reported_at", "c.grid_id", from, to, gridId, asOf) + " and " + asOf.versions("c"))
                    // Duties have no unit and no category: there is nothing to count by these.
                    .bindText(
                            "duties",
                            dutiesHave(by)
                                    ? period("o.window_start", "o.grid_id", from, to, gridId, asOf) + " and "
                                            + asOf.intervals("o")
                                    : "false");
            return grouped(question, by, level, asOf);
        });
    }

    private static boolean dutiesHave(Grouping by) {
        return by == Grouping.GRID || by == Grouping.MONTH;
    }

    private static String period(
            String time,
            String grid,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String gridId,
            AsOf asOf) {
        return "true" + (from == null ? "" : " and " + time + " >= :from")
                + (to == null ? "" : " and " + time + " < :to")
                + (gridId == null ? "" : " and " + Subtree.of(grid, asOf));
    }

    private static Question grouped(Question question, Grouping by, @Nullable Integer level, AsOf asOf) {
        String month = "to_char(%s at time zone :zone, 'YYYY-MM')";
        boolean above = by == Grouping.GRID && level != null;
        String dutyKey = switch (by) {
            case GRID -> above ? "a.grid_id" : "o.grid_id";
            case MONTH -> month.formatted("o.window_start");
            case UNIT, CATEGORY, KIND -> "cast(null as text)";
        };
        String caseKey = switch (by) {
            case GRID -> above ? "a.grid_id" : "c.grid_id";
            case UNIT -> "coalesce(c.unit_id, '" + NOBODY + "')";
            case CATEGORY -> "c.category";
            case KIND -> "c.kind";
            case MONTH -> month.formatted("c.reported_at");
        };
        String name = switch (by) {
            case GRID -> "(select n.name from grid n where n.grid_id = f.key and n.recorded_to is null)";
            case UNIT -> "(select n.name from unit n where n.unit_id = f.key)";
            case CATEGORY, KIND, MONTH -> "f.key";
        };
        return question.bindText("caseKey", caseKey)
                .bindText("dutyKey", dutyKey)
                .bindText("name", name)
                .bindText("caseJoin", above ? ancestor("c.grid_id", asOf) : "")
                .bindText("dutyJoin", above ? ancestor("o.grid_id", asOf) : "");
    }

    /** The grid of the wanted level on the way from a grid to the root; what lies above that level is left out. */
    private static String ancestor(String column, AsOf asOf) {
        return "join grid here on here.grid_id = " + column + " and " + Subtree.standing("here", asOf)
                + " join grid a on a.level = :level and " + Subtree.standing("a", asOf)
                + " and a.grid_id = any (string_to_array(here.path, '/'))";
    }

    private static String zone(@Nullable String timeZone) {
        if (timeZone == null) {
            return ZONE;
        }
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw RequestProblem.parameter("timeZone", "expected a time zone such as " + ZONE);
        }
        return timeZone;
    }
}
