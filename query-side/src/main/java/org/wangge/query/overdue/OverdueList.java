package org.wangge.query.overdue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.ledger.OpenOccurrences;
import org.wangge.query.version.AsOf;

/**
 * 超时清单: what was overdue at an instant, now or past: stages of open cases past their deadline, and windows of duties past
 * their due time. It is read from what held at that instant, not from the facts that were recorded when deadlines passed.
 */
@RestController
class OverdueList {

    /** Windows of duties that were missed longer ago than this are history: the ledger of occurrences has them. */
    private static final Duration MISSED_SINCE = Duration.ofDays(30);

    private static final String BOTH = """
            (select 'CASE' as kind, c.case_id as id, c.grid_id, c.unit_id, c.stage, c.title, c.severity, c.deadline as due_at,
                (select f.responsible from case_overdue f
                  where f.case_id = c.case_id and f.stage = c.stage and f.due_at = c.deadline and {facts}
                  order by f.position limit 1) as responsible,
                (select f.event_id from case_overdue f
                  where f.case_id = c.case_id and f.stage = c.stage and f.due_at = c.deadline and {facts}
                  order by f.position limit 1) as overdue_event,
                c.stage as next_step
              from case_version c where c.open and c.deadline < :instant and {then} and {versions}
              union all
              select 'DUTY', o.duty_id || '@' || to_char(o.window_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                o.grid_id, null, null,
                (select d.title from duty d where d.duty_id = o.duty_id and {knownDuty} and d.effective_from <= :instant
                  order by d.effective_from desc limit 1),
                null, o.due_at, o.responsible, o.event_id,
                case o.status when 'OPEN' then 'RECORD' else 'MAKE_GOOD' end
              from""" + " " + OpenOccurrences.ALL + """
             o where o.status in ('MISSED', 'OPEN') and o.due_at <= :instant and o.due_at >= :missedSince) x""" + Subtree.GRID_NAMES.formatted("x.grid_id")
            + Subtree.UNIT_NAMES.formatted("x.unit_id");

    private static final Listing OVERDUE = new Listing(
            "overdue",
            "超时清单",
            List.of(Ledgers.CASES, OpenOccurrences.VIEW, Subtree.VIEW),
            List.of(
                    Column.text("kind", "类型", "x.kind"),
                    Column.text("id", "编号", "x.id"),
                    Column.text("title", "标题", "x.title"),
                    Column.text("severity", "等级", "x.severity"),
                    Column.text("gridId", "网格编号", "x.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("unitId", "责任单位编号", "x.unit_id"),
                    Column.text("unitName", "责任单位", "u.name"),
                    Column.texts("responsible", "责任人", "x.responsible"),
                    Column.text("stage", "处置阶段", "x.stage"),
                    Column.instant("dueAt", "时限", "x.due_at"),
                    Column.whole("overdueSeconds", "超时（秒）", "extract(epoch from :instant - x.due_at)::bigint"),
                    Column.text("nextStep", "下一步", "x.next_step"),
                    Column.text("overdueEventId", "超时事件编号", "x.overdue_event::text")),
            BOTH,
            List.of("dueAt", "kind", "id"),
            false);

    /** Says nothing new, but in the words of the indexes for past instants, whose expressions these are. */
    private static final String OVERDUE_THEN = "((c.effective_to is null or c.effective_to > c.deadline)"
            + " and tstzrange(c.deadline, case when c.effective_to is not null"
            + " then greatest(c.deadline, c.effective_to) end, '()') @> cast(:at as timestamptz))";

    private static final String OPEN_AS_KNOWN =
            "tstzrange(c.recorded_from, c.recorded_to) @> cast(:knownAt as timestamptz)";

    private final Answers answers;

    OverdueList(Answers answers) {
        this.answers = answers;
    }

    private static String then(AsOf asOf) {
        if (asOf.at() == null) {
            return asOf.knownAt() == null ? "true" : OPEN_AS_KNOWN;
        }
        return asOf.knownAt() == null ? OVERDUE_THEN : "(" + OVERDUE_THEN + " or " + OPEN_AS_KNOWN + ")";
    }

    @GetMapping("/api/v1/overdue")
    void overdue(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String unitId,
            @RequestParam @Nullable OverdueKind kind,
            @RequestParam @Nullable Instant missedSince,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(OVERDUE, request, response, (now, sql) -> {
            Instant instant = at == null ? now : at;
            return OpenOccurrences.bind(Subtree.named(new Question(asOf, now)), asOf, now, sql)
                    .bindText("then", then(asOf))
                    .bindText("versions", asOf.versions("c"))
                    .bindText("facts", asOf.facts("f"))
                    .bindText("knownDuty", asOf.known("d"))
                    .bind("missedSince", Objects.requireNonNullElse(missedSince, instant.minus(MISSED_SINCE)))
                    .whereGiven("gridId", gridId, Subtree.of("x.grid_id", asOf))
                    .whereGiven("unitId", unitId, "x.unit_id = :unitId")
                    .whereGiven("kind", kind, "x.kind = :kind");
        });
    }
}
