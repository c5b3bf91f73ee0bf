package org.wangge.query.ledger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.replay.View;
import org.wangge.query.version.AsOf;

/** 检查台账: what was checked, by whom, with which results; with {@code versions=true} also what was recorded before a correction. */
@RestController
class InspectionLedger {

    private static final String NAME = Ledgers.INSPECTIONS;

    private static final Listing INSPECTIONS = new Listing(
            NAME,
            "检查台账",
            List.of(NAME, Subtree.VIEW),
            List.of(
                    Column.text("inspectionId", "检查编号", "i.inspection_id"),
                    Column.text("gridId", "网格编号", "i.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("dutyId", "职责编号", "i.duty_id"),
                    Column.text("kind", "类型", "i.kind"),
                    Column.text("inspector", "检查人", "i.inspector"),
                    Column.instant("occurredAt", "开始时间", "i.began_at"),
                    Column.instant("endedAt", "结束时间", "i.ended_at"),
                    Column.whole("passed", "合格项", "i.passed"),
                    Column.whole("failed", "不合格项", "i.failed"),
                    Column.whole("notApplicable", "不适用项", "i.not_applicable"),
                    Column.json("items", "检查项", "i.items"),
                    Column.json("findings", "发现", "i.findings"),
                    Column.texts("caseIds", "案件编号", "i.case_ids"),
                    Column.text("latitude", "纬度", "i.latitude"),
                    Column.text("longitude", "经度", "i.longitude"),
                    Column.text("note", "说明", "i.note"),
                    Column.whole("corrections", "更正次数", "i.corrections"),
                    Column.text("correctionReason", "更正原因", "i.correction_reason"),
                    Column.yesNo("superseded", "已被更正", "not ({known})"),
                    Column.instant("recordedAt", "首次记录时间", "i.first_recorded_at"),
                    Column.instant("versionRecordedAt", "本版记录时间", "i.recorded_from"),
                    Column.yesNo("lateEntered", "补录", "i.late"),
                    Column.text("source", "来源", "i.source"),
                    Column.whole("eventPosition", "事件位置", "i.position"),
                    Column.text("eventId", "事件编号", "i.event_id::text")),
            "inspection i" + Subtree.GRID_NAMES.formatted("i.grid_id"),
            List.of("occurredAt", "inspectionId", "eventPosition"),
            true);

    private final Answers answers;

    InspectionLedger(Answers answers) {
        this.answers = answers;
    }

    /** The view behind the ledger. */
    @Configuration(proxyBeanMethods = false)
    static class Tables {
        @Bean
        View inspectionTables() {
            return View.of(NAME, "2", jdbc -> List.of(new InspectionProjection(jdbc)));
        }
    }

    @GetMapping("/api/v1/ledgers/inspections")
    void inspections(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String inspectionId,
            @RequestParam @Nullable String dutyId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable InspectionKind kind,
            @RequestParam @Nullable Boolean failed,
            @RequestParam @Nullable Boolean versions,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(INSPECTIONS, request, response, now -> {
            Question question = Subtree.named(new Question(asOf, now))
                    .bindText("known", asOf.known("i"))
                    .where("i.effective_from <= :instant")
                    .whereGiven("gridId", gridId, Subtree.of("i.grid_id", asOf))
                    .whereGiven("inspectionId", inspectionId, "i.inspection_id = :inspectionId")
                    .whereGiven("dutyId", dutyId, "i.duty_id = :dutyId")
                    .whereGiven("personId", personId, "i.inspector = :personId")
                    .whereGiven("kind", kind, "i.kind = :kind")
                    .whereGiven("failed", failed, "(i.failed > 0) = :failed")
                    .whereGiven("from", from, "i.began_at >= :from")
                    .whereGiven("to", to, "i.began_at < :to");
            return Boolean.TRUE.equals(versions)
                    ? question.whereGiven("knownAt", knownAt, "i.recorded_from <= :knownAt")
                    : question.where(asOf.known("i"));
        });
    }
}
