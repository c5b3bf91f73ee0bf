package org.wangge.query.incident;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/** 事故台账: every incident with where its investigation stands. Who was found responsible is in its file, not here. */
@RestController
class IncidentLedger {

    private static final String REPORTED_LATE = "i.first_recorded_at - i.happened_at > interval '"
            + DefaultRules.LATE_ENTRY_TOLERANCE.toSeconds() + " seconds'";

    static final List<Column> COLUMNS = List.of(
            Column.text("incidentId", "事故编号", "i.incident_id"),
            Column.text("gridId", "网格编号", "i.grid_id"),
            Column.text("gridName", "网格名称", "g.name"),
            Column.text("line", "业务线", "i.line"),
            Column.text("severity", "等级", "i.severity"),
            Column.text("title", "标题", "i.title"),
            Column.text("description", "经过", "i.description"),
            Column.text("place", "地点", "i.place"),
            Column.instant("occurredAt", "发生时间", "i.happened_at"),
            Column.whole("deaths", "死亡人数", "i.deaths"),
            Column.whole("seriouslyInjured", "重伤人数", "i.seriously_injured"),
            Column.text("state", "状态", "i.state"),
            Column.instant("investigationOpenedAt", "启动调查时间", "i.investigation_opened_at"),
            Column.texts("settled", "已落实的“不放过”", "i.settled"),
            Column.whole("findings", "责任认定数", "i.findings"),
            Column.whole("responses", "陈述申辩数", "i.responses"),
            Column.whole("sanctions", "处理决定数", "i.sanctions"),
            Column.instant("closedAt", "结案时间", "i.closed_at"),
            Column.text("reporter", "报告人", "i.reporter"),
            Column.instant("recordedAt", "首次记录时间", "i.first_recorded_at"),
            Column.yesNo("lateEntered", "补录", REPORTED_LATE),
            Column.whole("amendments", "更正次数", "i.amendments"),
            Column.text("amendmentReason", "更正原因", "i.amendment_reason"),
            Column.instant("versionRecordedAt", "本版记录时间", "i.recorded_from"),
            Column.text("source", "来源", "i.source"),
            Column.whole("sequence", "版本", "i.sequence"),
            Column.text("reportEventId", "报告事件编号", "i.first_event_id::text"),
            Column.text("eventId", "最近事件编号", "i.event_id::text"));

    private static final String FROM = "incident i" + Subtree.GRID_NAMES.formatted("i.grid_id");

    private static final Listing INCIDENTS = new Listing(
            "incidents",
            "事故台账",
            List.of(Incidents.VIEW, Subtree.VIEW),
            COLUMNS,
            FROM,
            List.of("occurredAt", "incidentId"),
            true);

    /** For questions that are not a {@link Listing}. */
    static String from(AsOf asOf) {
        return FROM.replace("{gridStanding}", Subtree.standing("g", asOf));
    }

    private final Answers answers;

    IncidentLedger(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/ledgers/incidents")
    void incidents(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String incidentId,
            @RequestParam @Nullable IncidentSeverity severity,
            @RequestParam @Nullable IncidentState state,
            @RequestParam @Nullable String line,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                INCIDENTS,
                request,
                response,
                now -> Subtree.named(new Question(asOf, now))
                        .where(asOf.intervals("i"))
                        .whereGiven("gridId", gridId, Subtree.of("i.grid_id", asOf))
                        .whereGiven("incidentId", incidentId, "i.incident_id = :incidentId")
                        .whereGiven("severity", severity, "i.severity = :severity")
                        .whereGiven("state", state, "i.state = :state")
                        .whereGiven("line", line, "i.line = :line")
                        .whereGiven("from", from, "i.happened_at >= :from")
                        .whereGiven("to", to, "i.happened_at < :to")
                        // Says nothing new, but lets the index begin at that instant.
                        .where("i.happened_at <= :instant"));
    }
}
