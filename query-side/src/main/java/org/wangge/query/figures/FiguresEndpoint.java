package org.wangge.query.figures;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.casework.CaseStage;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.version.AsOf;

/**
 * 统计: counts, rates and times. A row is a set of cases, those reported in the period that have its key, and a set of windows of
 * duties, those that opened in the period; everything in the row is about these.
 */
@RestController
class FiguresEndpoint {

    private static final Map<CaseStage, String> STAGES = Map.of(
            CaseStage.DISPATCH, "分流",
            CaseStage.ACCEPT, "接收",
            CaseStage.RECTIFY, "整改",
            CaseStage.VERIFY, "复查",
            CaseStage.CLOSE, "归档");

    private static final Listing FIGURES = new Listing(
            "figures",
            "统计",
            List.of(FiguresView.NAME, Ledgers.CASES, Subtree.VIEW),
            columns(),
            "{figures}",
            List.of("key"),
            false);

    private final Answers answers;
    private final ZoneId zone;

    FiguresEndpoint(Answers answers, @Value("${wangge.time-zone:Asia/Shanghai}") ZoneId zone) {
        this.answers = answers;
        this.zone = zone;
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("key", "分组", "f.key collate \"C\""),
                Column.text("name", "名称", "f.name"),
                Column.whole("reported", "上报数", "f.reported"),
                Column.whole("open", "未办结数", "f.open"),
                Column.whole("closed", "办结数", "f.closed"),
                Column.whole("merged", "其中并案数", "f.merged"),
                Column.whole("withDue", "有整改时限数", "f.with_due"),
                Column.whole("closedLate", "逾期办结数", "f.closed_late"),
                Column.whole("overdue", "超时数", "f.overdue"),
                Column.text("onTimeRate", "按时办结率", "f.on_time_rate"),
                Column.whole("dutiesFulfilled", "按时履职数", "f.fulfilled"),
                Column.whole("dutiesFulfilledLate", "逾期履职数", "f.fulfilled_late"),
                Column.whole("dutiesMissed", "未履职数", "f.missed"),
                Column.whole("dutiesExcused", "免予履职数", "f.excused"),
                Column.whole("dutiesEnteredAfterMiss", "漏记后补录数", "f.after_miss"),
                Column.text("dutyOnTimeRate", "按时履职率", "f.duty_on_time_rate"),
                Column.text("dutyFulfilmentRate", "履职率", "f.duty_rate")));
        for (CaseStage stage : CaseStage.values()) {
            String name = FiguresSql.column(stage);
            columns.add(Column.whole(name + "Count", STAGES.get(stage) + "次数", "f." + name + "_count"));
            columns.add(Column.whole(name + "MeanSeconds", STAGES.get(stage) + "平均用时（秒）", "f." + name + "_mean"));
            columns.add(Column.whole(name + "P50Seconds", STAGES.get(stage) + "用时中位数（秒）", "f." + name + "_p50"));
            columns.add(Column.whole(name + "P90Seconds", STAGES.get(stage) + "用时九成位（秒）", "f." + name + "_p90"));
        }
        return columns;
    }

    @GetMapping("/api/v1/figures")
    void figures(
            @RequestParam String by,
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable Integer level,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Grouping grouping = Grouping.parse(by);
        if (level != null && grouping != Grouping.GRID) {
            throw RequestProblem.parameter("level", "goes with by=grid only");
        }
        if (level != null && level < 1) {
            throw RequestProblem.parameter("level", "expected a whole number from 1");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw RequestProblem.parameter("to", "is not after from");
        }
        AsOf asOf = new AsOf(at, knownAt);
        FiguresSql sql = new FiguresSql(grouping, asOf, from != null, to != null, gridId != null, level);
        answers.list(
                FIGURES,
                request,
                response,
                now -> new Question(asOf, now)
                        .bindText("figures", sql.table())
                        .bind("from", from)
                        .bind("to", to)
                        .bind("gridId", gridId)
                        .bind("level", level)
                        .bind("zone", zone.getId()));
    }
}
