package org.wangge.query.timeline;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.problem.RequestProblem;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.grid.Subtree;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.version.AsOf;

/** 时间线: every event that touches a grid and all below it, a case, a person, a unit or a duty, in order and in words. */
@RestController
class TimelineEndpoint {

    private static final List<Column> COLUMNS = List.of(
            Column.whole("position", "序号", "e.position"),
            Column.instant("occurredAt", "发生时间", "e.occurred_at"),
            Column.instant("recordedAt", "记录时间", "e.recorded_at"),
            Column.text("words", "经过（英文）", "e.words_en"),
            Column.text("wordsZh", "经过", "e.words_zh"),
            Column.text("actor", "行为人", "e.actor"),
            Column.text("account", "账号", "e.account"),
            Column.text("role", "角色", "e.role"),
            Column.text("onBehalfOf", "代何人", "e.on_behalf_of"),
            Column.text("source", "来源", "e.source"),
            Column.yesNo("lateEntered", "补录", "e.late"),
            Column.whole("lateSeconds", "补录延迟（秒）", "e.late_seconds"),
            Column.text("lateBy", "补录说明（英文）", "e.late_en"),
            Column.text("lateByZh", "补录说明", "e.late_zh"),
            Column.texts(
                    "touches",
                    "涉及",
                    "array(select lower(l.kind) || ':' || l.id from link l where l.position = e.position order by 1)"),
            Column.text("type", "事件类型", "e.type"),
            Column.text("stream", "事件流", "e.stream"),
            Column.whole("sequence", "版本", "e.sequence"),
            Column.text("eventId", "事件编号", "e.event_id::text"));

    /** In the order of the log. */
    static final Listing BY_POSITION = in("position");

    private static final Listing BY_OCCURRENCE = in("occurredAt", "position");

    private final Answers answers;
    private final Snapshots snapshots;

    TimelineEndpoint(Answers answers, Snapshots snapshots) {
        this.answers = answers;
        this.snapshots = snapshots;
    }

    private static Listing in(String... order) {
        return new Listing(
                "timeline", "时间线", List.of(TimelineView.NAME, Subtree.VIEW), COLUMNS, "entry e", List.of(order), false);
    }

    @GetMapping("/api/v1/timeline")
    void timeline(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable UUID caseId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable Boolean lateEntered,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable String order,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                listing(order),
                request,
                response,
                now -> new TimelineFilter(gridId, caseId, personId, unitId, dutyId, type, lateEntered, from, to, asOf)
                        .asked(now));
    }

    @GetMapping("/api/v1/cases/{id}/timeline")
    void ofCase(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable String order,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Listing listing = listing(order);
        TimelineFilter.requireCase(id, request, snapshots);
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                listing,
                request,
                response,
                now -> TimelineFilter.ofCase(id, from, to, asOf).asked(now));
    }

    private static Listing listing(@Nullable String order) {
        return switch (order) {
            case null -> BY_POSITION;
            case "position" -> BY_POSITION;
            case "occurred" -> BY_OCCURRENCE;
            default -> throw RequestProblem.parameter("order", "expected position or occurred");
        };
    }
}
