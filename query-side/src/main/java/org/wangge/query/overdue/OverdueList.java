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
import org.wangge.query.ledger.OpenWindows;
import org.wangge.query.version.AsOf;

/**
 * 超时清单: what was overdue at an instant, now or past: stages of open cases past their deadline, and windows of duties past
 * their due time. It is read from what held at that instant, not from the facts that were recorded when deadlines passed.
 */
@RestController
class OverdueList {

    /** Windows of duties that were missed longer ago than this are history: the ledger of occurrences has them. */
    private static final Duration MISSED_SINCE = Duration.ofDays(30);

    private static final String CASES =
            "(select 'CASE' as kind, c.case_id as id, c.grid_id, c.unit_id, c.stage, c.title,"
                    + " c.severity, c.deadline as due_at, null::text[] as responsible, null::uuid as overdue_event,"
                    + " c.stage as next_step, null as duty_id"
                    + " from case_version c where c.open and c.deadline < :instant and {then} and {versions})";

    private static final String MISSED =
            "(select 'DUTY' as kind, " + window("s") + " as id, s.grid_id, null as unit_id,"
                    + " null as stage, null as title, null as severity, s.due_at, s.responsible, s.event_id as overdue_event,"
                    + " 'MAKE_GOOD' as next_step, s.duty_id from occurrence s"
                    + " where s.status = 'MISSED' and s.due_at <= :instant and s.due_at >= :missedSince and {known})";

    private static final String PAST_DUE =
            "(select 'DUTY' as kind, " + window("n") + " as id, n.grid_id, null as unit_id,"
                    + " null as stage, null as title, null as severity, n.due_at, null::text[] as responsible,"
                    + " null::uuid as overdue_event, 'RECORD' as next_step, n.duty_id from " + OpenWindows.TABLE
                    + " where n.due_at <= :instant and n.due_at >= :missedSince)";

    /** Each of the three gives a page, these together one; only for its rows all the rest is looked up. */
    private static final String ALL =
            "(select x.* from ({cases} union all {missed} union all {pastDue}) x where {page}) x"
                    + " left join lateral (select f.responsible, f.event_id from case_overdue f where x.kind = 'CASE'"
                    + " and f.case_id = x.id and f.stage = x.stage and f.due_at = x.due_at and {facts}"
                    + " order by f.position limit 1) f on true"
                    + " left join lateral (select d.title from duty d where d.duty_id = x.duty_id and {knownDuty}"
                    + " and d.effective_from <= :instant order by d.effective_from desc limit 1) d on true"
                    + Subtree.GRID_NAMES.formatted("x.grid_id") + Subtree.UNIT_NAMES.formatted("x.unit_id");

    private static final Listing OVERDUE = new Listing(
            "overdue",
            "超时清单",
            List.of(Ledgers.CASES, OpenOccurrences.VIEW, Subtree.VIEW),
            List.of(
                    Column.text("kind", "类型", "x.kind"),
                    Column.text("id", "编号", "x.id"),
                    Column.text("title", "标题", "coalesce(x.title, d.title)"),
                    Column.text("severity", "等级", "x.severity"),
                    Column.text("gridId", "网格编号", "x.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("unitId", "责任单位编号", "x.unit_id"),
                    Column.text("unitName", "责任单位", "u.name"),
                    Column.texts("responsible", "责任人", "coalesce(x.responsible, f.responsible)"),
                    Column.text("stage", "处置阶段", "x.stage"),
                    Column.instant("dueAt", "时限", "x.due_at"),
                    Column.whole("overdueSeconds", "超时（秒）", "extract(epoch from :instant - x.due_at)::bigint"),
                    Column.text("nextStep", "下一步", "x.next_step"),
                    Column.text("overdueEventId", "超时事件编号", "coalesce(x.overdue_event, f.event_id)::text")),
            ALL,
            List.of("dueAt", "kind", "id"),
            false);

    /** Says nothing new, but in the words of the index for past instants, whose expressions these are. */
    private static final String OVERDUE_THEN = "((c.effective_to is null or c.effective_to > c.deadline)"
            + " and tstzrange(c.deadline, case when c.effective_to is not null"
            + " then greatest(c.deadline, c.effective_to) end, '()') @> cast(:at as timestamptz))";

    private final Answers answers;
    private final OpenWindows openWindows;

    OverdueList(Answers answers, OpenWindows openWindows) {
        this.answers = answers;
        this.openWindows = openWindows;
    }

    private static String window(String alias) {
        return alias + ".duty_id || '@' || to_char(" + alias
                + ".window_start at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }

    /** What was overdue at a past instant is found by that, once for all grids. */
    private static String cases(Question question, boolean below) {
        AsOf asOf = question.asOf();
        return asOf.at() == null && asOf.knownAt() == null
                ? Subtree.page(question, below, CASES, "x", "x.grid_id")
                : Subtree.pageOfFew(below, CASES, "x", "x.grid_id");
    }

    private static String then(AsOf asOf) {
        return asOf.at() != null && asOf.knownAt() == null ? OVERDUE_THEN : asOf.around("c");
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
            Question question = Subtree.named(new Question(asOf, now));
            boolean below = Subtree.below(question, gridId, "x.grid_id", sql);
            // No unit has duties.
            if (kind == OverdueKind.CASE || unitId != null) {
                openWindows.none(question);
            } else {
                Integer most = gridId == null && missedSince == null ? Answers.firstPage(request) : null;
                openWindows.pastDue(question, asOf, now, most, sql);
            }
            return question.bindText("cases", "(" + cases(question, below) + ")")
                    .bindText("missed", "(" + Subtree.page(question, below, MISSED, "x", "x.grid_id") + ")")
                    .bindText("pastDue", "(" + Subtree.pageOfFew(below, PAST_DUE, "x", "x.grid_id") + ")")
                    .bindText("then", then(asOf))
                    .bindText("versions", asOf.versions("c"))
                    .bindText("facts", asOf.facts("f"))
                    .bindText("known", asOf.intervals("s"))
                    .bindText("knownDuty", asOf.known("d"))
                    .bind("missedSince", Objects.requireNonNullElse(missedSince, instant.minus(MISSED_SINCE)))
                    .whereGiven("unitId", unitId, "x.unit_id = :unitId")
                    .whereGiven("kind", kind, "x.kind = :kind");
        });
    }
}
