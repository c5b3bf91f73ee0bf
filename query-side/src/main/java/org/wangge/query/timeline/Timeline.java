package org.wangge.query.timeline;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.replay.View;
import org.wangge.query.version.AsOf;

/** 时间线: every event that touches a grid and what lies below it, a case, a person or a unit, in the order of its recording. */
@RestController
class Timeline {

    private static final String NAME = "timeline";

    private static final Listing TIMELINE = new Listing(
            NAME,
            "时间线",
            List.of(NAME, Subtree.VIEW),
            List.of(
                    Column.whole("position", "位置", "h.position"),
                    Column.instant("occurredAt", "发生时间", "h.occurred_at"),
                    Column.instant("recordedAt", "记录时间", "h.recorded_at"),
                    Column.yesNo("lateEntered", "补录", "h.late"),
                    Column.text("textZh", "内容", "h.chinese"),
                    Column.text("text", "英文内容", "h.english"),
                    Column.text("account", "账号", "h.account"),
                    Column.text("personId", "人员编号", "h.person_id"),
                    Column.text("onBehalfOf", "代替人员", "h.on_behalf_of"),
                    Column.text("source", "来源", "h.source"),
                    Column.text("type", "事件类型", "h.type"),
                    Column.text("stream", "事件流", "h.stream"),
                    Column.whole("sequence", "序号", "h.sequence"),
                    Column.text("eventId", "事件编号", "h.event_id::text")),
            "happening h",
            List.of("position"),
            false);

    private final Answers answers;

    Timeline(Answers answers) {
        this.answers = answers;
    }

    /** The view behind the timeline. */
    @Configuration(proxyBeanMethods = false)
    static class Tables {
        @Bean
        View timelineTables() {
            return View.of(NAME, TimelineProjection.version(), sql -> List.of(new TimelineProjection(sql)));
        }
    }

    @GetMapping("/api/v1/timeline")
    void timeline(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable String caseId,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable String inspectionId,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable Boolean lateEntered,
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
                TIMELINE,
                request,
                response,
                now -> new Question(asOf, now)
                        .where(asOf.facts("h"))
                        .whereGiven("gridId", gridId, touched("grid", Subtree.of("t.id", asOf)))
                        .whereGiven("personId", personId, touched("person", "t.id = :personId"))
                        .whereGiven("caseId", caseId, touched("case", "t.id = :caseId"))
                        .whereGiven("unitId", unitId, touched("unit", "t.id = :unitId"))
                        .whereGiven("dutyId", dutyId, touched("duty", "t.id = :dutyId"))
                        .whereGiven("inspectionId", inspectionId, touched("inspection", "t.id = :inspectionId"))
                        .whereGiven("type", type, "h.type = :type")
                        .whereGiven("lateEntered", lateEntered, "h.late = :lateEntered")
                        .whereGiven("from", from, "h.occurred_at >= :from")
                        .whereGiven("to", to, "h.occurred_at < :to"));
    }

    @GetMapping("/api/v1/cases/{id}/timeline")
    void ofCase(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                TIMELINE,
                request,
                response,
                now -> new Question(asOf, now)
                        .where(asOf.facts("h"))
                        .whereGiven("caseId", id.toString(), touched("case", "t.id = :caseId")));
    }

    private static String touched(String kind, String which) {
        return "h.position in (select t.position from touched t where t.kind = '" + kind + "' and " + which + ")";
    }
}
