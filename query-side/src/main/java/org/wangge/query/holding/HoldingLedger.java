package org.wangge.query.holding;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.edge.Positions;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.version.AsOf;

/**
 * 流转台账: for every case who held it from when to when, in which stage and by which deadline, and which events began and ended
 * that. The holdings of a case follow one another without a gap or an overlap as long as it is open.
 */
@RestController
class HoldingLedger {

    private static final Listing HOLDINGS = new Listing(
            "holdings",
            "流转台账",
            List.of(Ledgers.CASES, Subtree.VIEW),
            List.of(
                    Column.text("caseId", "案件编号", "c.case_id"),
                    Column.text("title", "标题", "c.title"),
                    Column.instant("reportedAt", "发生时间", "c.reported_at"),
                    Column.text("holderKind", "持有者类型", "h.kind"),
                    Column.text("holderId", "持有者", "h.holder"),
                    Column.text(
                            "holderName", "持有者名称", "case h.kind when 'GRID' then g.name when 'UNIT' then u.name end"),
                    Column.text("gridId", "网格编号", "h.grid_id"),
                    Column.text("state", "状态", "h.state"),
                    Column.text("stage", "处置阶段", "h.stage"),
                    Column.instant("deadline", "时限", "h.deadline"),
                    Column.instant("from", "自", "h.since"),
                    Column.instant("to", "至", "h.until"),
                    Column.whole("seconds", "历时（秒）", HoldingSql.seconds("h.since", "h.until_then")),
                    Column.whole(
                            "overdueSeconds",
                            "其中超时（秒）",
                            "case when h.deadline < h.until_then then "
                                    + HoldingSql.seconds("greatest(h.since, h.deadline)", "h.until_then")
                                    + " else 0 end"),
                    Column.yesNo("handBack", "退回", "h.hand_back"),
                    Column.whole("handBacks", "退回次数", "h.hand_backs"),
                    Column.whole("pingPongs", "往返次数", "h.ping_pongs"),
                    Column.whole("handovers", "经手交接次数", "c.handovers"),
                    Column.text("openedBy", "起始事件编号", "h.event_id::text"),
                    Column.text("endedBy", "结束事件编号", "h.ended_by::text"),
                    Column.whole("eventPosition", "事件位置", "h.position")),
            "{rows} cross join lateral {holdings} h"
                    + Subtree.GRID_NAMES.formatted("h.holder and h.kind = 'GRID'")
                    + Subtree.UNIT_NAMES.formatted("h.holder and h.kind = 'UNIT'"),
            List.of("reportedAt", "caseId", "from", "eventPosition"),
            true);

    private final Answers answers;
    private final Snapshots snapshots;

    HoldingLedger(Answers answers, Snapshots snapshots) {
        this.answers = answers;
        this.snapshots = snapshots;
    }

    @GetMapping("/api/v1/ledgers/holdings")
    void holdings(
            @RequestParam @Nullable UUID caseId,
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable HolderKind holderKind,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(HOLDINGS, request, response, (now, sql) -> {
            Question question = question(asOf, now, caseId)
                    .whereGiven("unitId", unitId, "h.kind = 'UNIT' and h.holder = :unitId")
                    .whereGiven("personId", personId, "h.kind = 'PERSON' and h.holder = :personId")
                    .whereGiven("holderKind", holderKind, "h.kind = :holderKind")
                    .whereGiven("from", from, "h.until_then > :from")
                    .whereGiven("to", to, "h.since < :to");
            boolean everyHolding =
                    unitId == null && personId == null && holderKind == null && from == null && to == null;
            String page = versions(asOf) + (everyHolding ? " and " + Answers.ONWARD : "");
            return Subtree.rows(question, gridId, "case_version", "c", "grid_id", sql, page);
        });
    }

    @GetMapping("/api/v1/cases/{id}/holdings")
    void ofCase(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        OptionalLong asked = Positions.asked(request.getHeader(Positions.MIN_POSITION));
        boolean known = snapshots.read(
                List.of(Ledgers.CASES),
                asked.isPresent() ? Long.valueOf(asked.getAsLong()) : null,
                snapshot -> snapshot.sql()
                        .sql("select exists (select from case_version where case_id = ?)")
                        .param(id.toString())
                        .query(Boolean.class)
                        .single());
        if (!known) {
            throw Refused.because(CommonRefusal.NOT_FOUND);
        }
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                HOLDINGS,
                request,
                response,
                (now, sql) -> Subtree.rows(
                        question(asOf, now, id), null, "case_version", "c", "grid_id", sql, versions(asOf)));
    }

    private static Question question(AsOf asOf, Instant now, @Nullable UUID caseId) {
        return Subtree.named(new Question(asOf, now))
                .bindText("holdings", HoldingSql.of(asOf))
                .where(versions(asOf))
                .whereGiven("caseId", caseId == null ? null : caseId.toString(), "c.case_id = :caseId");
    }

    /** The case as it stood, whose grid decides in which subtree it is counted; nothing is known before it happened. */
    private static String versions(AsOf asOf) {
        return asOf.versions("c")
                + (asOf.at() == null ? "" : " and c.reported_at <= :at")
                + (asOf.knownAt() == null ? "" : " and c.reported_at <= :knownAt");
    }
}
