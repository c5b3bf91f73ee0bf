package org.wangge.query.ledger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/** 案件台账: every case with where it stands, who holds it, what is due when, and what happened on the way. */
@RestController
class CaseLedger {

    private static final Listing CASES = new Listing(
            "cases",
            "案件台账",
            List.of(Ledgers.CASES, Subtree.VIEW),
            List.of(
                    Column.text("caseId", "案件编号", "c.case_id"),
                    Column.text("reference", "原系统编号", "c.reference"),
                    Column.text("title", "标题", "c.title"),
                    Column.text("kind", "类型", "c.kind"),
                    Column.text("category", "类别", "c.category"),
                    Column.text("severity", "等级", "c.severity"),
                    Column.text("state", "状态", "c.state"),
                    Column.yesNo("open", "未办结", "c.open"),
                    Column.text("stage", "处置阶段", "c.stage"),
                    Column.text("gridId", "网格编号", "c.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("place", "地点", "c.place"),
                    Column.text("unitId", "责任单位编号", "c.unit_id"),
                    Column.text("unitName", "责任单位", "u.name"),
                    Column.text("authority", "移交部门", "c.authority"),
                    Column.text("reporter", "上报人", "c.reporter"),
                    Column.text("rectifier", "整改人", "c.rectifier"),
                    Column.text("verifier", "复查人", "c.verifier"),
                    Column.instant("reportedAt", "发生时间", "c.reported_at"),
                    Column.instant("recordedAt", "记录时间", "c.reported_recorded_at"),
                    Column.yesNo("lateEntered", "补录", "c.late"),
                    Column.whole("lateSteps", "补录步骤数", "c.late_steps"),
                    Column.text("source", "来源", "c.source"),
                    Column.instant("stageSince", "进入阶段时间", "c.stage_since"),
                    Column.instant("deadline", "当前时限", "c.deadline"),
                    Column.instant("acceptBy", "接收时限", "c.accept_by"),
                    Column.instant("dueAt", "整改时限", "c.due_at"),
                    Column.yesNo("overdue", "超时", "c.open and coalesce(c.deadline < :instant, false)"),
                    Column.whole(
                            "overdueStages",
                            "超时次数",
                            "(select count(*) from case_overdue o where o.case_id = c.case_id and {facts})"),
                    Column.yesNo("closedLate", "逾期办结", "not c.open and coalesce(c.closed_at > c.due_at, false)"),
                    Column.instant("dispatchedAt", "派遣时间", "c.dispatched_at"),
                    Column.instant("acceptedAt", "接收时间", "c.accepted_at"),
                    Column.instant("rectifiedAt", "整改时间", "c.rectified_at"),
                    Column.instant("verifiedAt", "复查时间", "c.verified_at"),
                    Column.instant("closedAt", "办结时间", "c.closed_at"),
                    Column.text("outcome", "办理结果", "c.outcome"),
                    Column.whole(
                            "ageSeconds",
                            "历时（秒）",
                            "extract(epoch from coalesce(c.closed_at, :instant) - c.reported_at)::bigint"),
                    Column.yesNo("planned", "已定整改方案", "c.planned"),
                    Column.yesNo("extensionPending", "延期待批", "c.extension_pending"),
                    Column.whole("extensions", "延期次数", "c.extensions"),
                    Column.whole("rejections", "驳回次数", "c.rejections"),
                    Column.whole("returns", "复查退回次数", "c.returns"),
                    Column.whole("reopenings", "重新立案次数", "c.reopenings"),
                    Column.whole("escalations", "提级次数", "c.escalations"),
                    Column.whole("urges", "催办次数", "c.urges"),
                    Column.whole("notices", "通知书数", "c.notices"),
                    Column.whole("corrections", "更正次数", "c.corrections"),
                    Column.text("supervisor", "挂牌督办", "c.supervisor"),
                    Column.yesNo("workStopped", "停工中", "c.work_stopped"),
                    Column.text("originalCaseId", "并入案件", "c.original_case_id"),
                    Column.text("inspectionId", "检查编号", "c.inspection_id"),
                    Column.text("handler", "经办人", "c.handler"),
                    Column.text("handlerUnitId", "经办单位编号", "c.handler_unit"),
                    Column.text("lastActivity", "最近办理", "c.last_activity"),
                    Column.instant("lastActivityAt", "最近办理时间", "c.last_activity_at"),
                    Column.whole("activities", "办理次数", "c.activities"),
                    Column.whole("handovers", "经手交接次数", "c.handovers"),
                    Column.whole("sequence", "版本", "c.sequence"),
                    Column.text("eventId", "最近事件编号", "c.event_id::text")),
            "{rows}" + Subtree.GRID_NAMES.formatted("c.grid_id") + Subtree.UNIT_NAMES.formatted("c.unit_id"),
            List.of("reportedAt", "caseId"),
            true);

    private final Answers answers;

    CaseLedger(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/ledgers/cases")
    void cases(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable CaseStatus status,
            @RequestParam @Nullable String caseId,
            @RequestParam @Nullable String reference,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable CaseKind kind,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable Severity severity,
            @RequestParam @Nullable Boolean overdue,
            @RequestParam @Nullable Boolean closedLate,
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
        answers.list(CASES, request, response, (now, sql) -> {
            Question question = Subtree.named(new Question(asOf, now))
                    .where(asOf.versions("c"))
                    .bindText("facts", asOf.facts("o"))
                    .whereGiven("caseId", caseId, "c.case_id = :caseId")
                    .whereGiven("reference", reference, "c.reference = :reference")
                    .whereGiven("unitId", unitId, "c.unit_id = :unitId")
                    .whereGiven(
                            "personId",
                            personId,
                            ":personId in (c.reporter, c.rectifier, c.verifier, c.plan_person, c.handler)")
                    .whereGiven("kind", kind, "c.kind = :kind")
                    .whereGiven("category", category, "c.category = :category")
                    .whereGiven("severity", severity, "c.severity = :severity")
                    .whereGiven("overdue", overdue, "(c.open and coalesce(c.deadline < :instant, false)) = :overdue")
                    .whereGiven(
                            "closedLate",
                            closedLate,
                            "(not c.open and coalesce(c.closed_at > c.due_at, false)) = :closedLate")
                    .whereGiven("lateEntered", lateEntered, "c.late = :lateEntered")
                    .whereGiven("from", from, "c.reported_at >= :from")
                    .whereGiven("to", to, "c.reported_at < :to")
                    // These say nothing new, but let the index begin at that instant: nothing is known before it
                    // happened.
                    .whereGiven("at", at, "c.reported_at <= :at")
                    .whereGiven("knownAt", knownAt, "c.reported_at <= :knownAt");
            if (status != null) {
                question.where(status.condition());
            }
            return Subtree.rows(question, gridId, "case_version", "c", "grid_id", sql);
        });
    }
}
