package org.wangge.query.ledger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.duty.DutyKind;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/** 职责台账、履职台账: what must be done, and what became of each window. */
@RestController
class DutyLedgers {

    private static final Listing DUTIES = new Listing(
            "duties",
            "职责台账",
            List.of(OpenOccurrences.VIEW, Subtree.VIEW),
            List.of(
                    Column.text("dutyId", "职责编号", "d.duty_id"),
                    Column.text("gridId", "网格编号", "d.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("role", "责任角色", "d.role"),
                    Column.text("kind", "类型", "d.kind"),
                    Column.text("title", "标题", "d.title"),
                    Column.text("state", "状态", "d.state"),
                    Column.text("recurrence", "周期", "d.recurrence"),
                    Column.text("start", "起始时间", "d.starts"),
                    Column.text("timeZone", "时区", "d.time_zone"),
                    Column.text("window", "时段长度", "d.window_length"),
                    Column.text("grace", "宽限", "d.grace"),
                    Column.text("reason", "原因", "d.reason"),
                    Column.text("rules", "规则版本", "d.rules"),
                    Column.instant("effectiveFrom", "自", "d.effective_from"),
                    Column.instant("effectiveTo", "至", "d.effective_to"),
                    Column.instant("recordedAt", "记录时间", "d.recorded_from"),
                    Column.yesNo("lateEntered", "补录", "d.late"),
                    Column.text("eventId", "事件编号", "d.event_id::text")),
            "duty d" + Subtree.GRID_NAMES.formatted("d.grid_id"),
            List.of("dutyId", "effectiveFrom"),
            false);

    private static final Listing OCCURRENCES = new Listing(
            "occurrences",
            "履职台账",
            List.of(OpenOccurrences.VIEW, Subtree.VIEW),
            List.of(
                    Column.text("dutyId", "职责编号", "o.duty_id"),
                    Column.text("gridId", "网格编号", "o.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("role", "责任角色", "o.role"),
                    Column.instant("windowStart", "时段开始", "o.window_start"),
                    Column.instant("windowEnd", "时段结束", "o.window_end"),
                    Column.instant("dueAt", "最迟", "o.due_at"),
                    Column.text("status", "状态", "o.status"),
                    Column.text("personId", "履职人编号", "o.person_id"),
                    Column.instant("doneAt", "履职时间", "o.done_at"),
                    Column.text("inspectionId", "检查编号", "o.inspection_id"),
                    Column.text("note", "说明", "o.note"),
                    Column.text("excuse", "免予原因", "o.excuse"),
                    Column.yesNo("missed", "曾记未履职", "o.missed"),
                    Column.instant("missedRecordedAt", "未履职记录时间", "o.missed_recorded_at"),
                    Column.texts("responsible", "当时责任人", "o.responsible"),
                    Column.yesNo("lateEntered", "补录", "o.late"),
                    Column.text("rules", "规则版本", "o.rules"),
                    Column.instant("recordedAt", "记录时间", "o.recorded_at"),
                    Column.text("eventId", "事件编号", "o.event_id::text")),
            "({stored} union all {ahead} union all {computed}) o" + Subtree.GRID_NAMES.formatted("o.grid_id"),
            List.of("windowStart", "dutyId"),
            true);

    private final Answers answers;
    private final OpenWindows openWindows;

    DutyLedgers(Answers answers, OpenWindows openWindows) {
        this.answers = answers;
        this.openWindows = openWindows;
    }

    @GetMapping("/api/v1/ledgers/duties")
    void duties(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String role,
            @RequestParam @Nullable DutyKind kind,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                DUTIES,
                request,
                response,
                now -> Subtree.named(new Question(asOf, now))
                        .where(asOf.intervals("d"))
                        .whereGiven("gridId", gridId, Subtree.of("d.grid_id", asOf))
                        .whereGiven("role", role, "d.role = :role")
                        .whereGiven("kind", kind, "d.kind = :kind")
                        .whereGiven("dutyId", dutyId, "d.duty_id = :dutyId"));
    }

    @GetMapping("/api/v1/ledgers/occurrences")
    void occurrences(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable String role,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable OccurrenceStatus status,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(OCCURRENCES, request, response, (now, sql) -> {
            Question question = openWindows.open(Subtree.named(new Question(asOf, now)), asOf, now, sql);
            boolean below = Subtree.below(question, gridId, "o.grid_id", sql);
            return question.bindText(
                            "stored",
                            "(" + Subtree.page(question, below, OpenOccurrences.STORED, "o", "o.grid_id") + ")")
                    .bindText(
                            "computed",
                            "(" + Subtree.pageOfFew(below, OpenOccurrences.COMPUTED, "o", "o.grid_id") + ")")
                    .bindText("ahead", "(" + Subtree.pageOfFew(below, OpenOccurrences.AHEAD, "o", "o.grid_id") + ")")
                    .bindText("until", OpenOccurrences.until(asOf))
                    .bindText("known", asOf.intervals("s"))
                    .whereGiven("dutyId", dutyId, "o.duty_id = :dutyId")
                    .whereGiven("role", role, "o.role = :role")
                    .whereGiven("personId", personId, "o.person_id = :personId or :personId = any (o.responsible)")
                    .whereGiven("status", status, "o.status = :status")
                    .whereGiven("from", from, "o.window_start >= :from")
                    .whereGiven("to", to, "o.window_start < :to");
        });
    }
}
