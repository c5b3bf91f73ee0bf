package org.wangge.query.knowledge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.notice.NoticeKind;
import org.wangge.edge.access.SignedIn;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/** 通知台账与收件箱: who was told what, whether it arrived, and whether it was read. */
@RestController
class NoticeLedger {

    private static final List<Column> COLUMNS = List.of(
            Column.text("noticeId", "通知编号", "n.notice_id"),
            Column.text("kind", "种类", "n.kind"),
            Column.text("personId", "收件人编号", "n.person_id"),
            Column.text("text", "内容", "n.text"),
            Column.text("caseId", "案件编号", "n.case_id"),
            Column.text("dutyId", "职责编号", "n.duty_id"),
            Column.text("gridId", "网格编号", "n.grid_id"),
            Column.text("gridName", "网格名称", "g.name"),
            Column.text(
                    "state",
                    "状态",
                    "case when f.read_at is not null then 'READ' when f.delivered_at is not null then 'DELIVERED'"
                            + " else 'UNDELIVERED' end"),
            Column.instant("issuedAt", "发出时间", "n.occurred_at"),
            Column.instant("inboxAt", "入收件箱时间", "f.inbox_at"),
            Column.instant("emailAt", "邮件送达时间", "f.email_at"),
            Column.instant("webhookAt", "短信网关送达时间", "f.webhook_at"),
            Column.instant("readAt", "阅读时间", "f.read_at"),
            Column.whole("failures", "失败次数", "f.failures"),
            Column.text("lastFault", "最近失败原因", "f.last_fault"),
            Column.texts("gaveUpOn", "不再重试的渠道", "f.gave_up_on"),
            Column.texts("channels", "渠道", "n.channels"),
            Column.text("rules", "规则版本", "n.rules"),
            Column.text("aboutEventId", "所涉事件编号", "n.about_event_id::text"),
            Column.instant("recordedAt", "记录时间", "n.recorded_at"),
            Column.text("eventId", "事件编号", "n.event_id::text"),
            Column.text("readEventId", "阅读事件编号", "f.read_event_id::text"));

    private static final String FROM = """
            {rows} left join grid g on g.grid_id = n.grid_id and g.recorded_to is null
            left join lateral (
              select min(f.occurred_at) filter (where f.fact = 'DELIVERED') as delivered_at,
                min(f.occurred_at) filter (where f.fact = 'DELIVERED' and f.channel = 'INBOX') as inbox_at,
                min(f.occurred_at) filter (where f.fact = 'DELIVERED' and f.channel = 'EMAIL') as email_at,
                min(f.occurred_at) filter (where f.fact = 'DELIVERED' and f.channel = 'WEBHOOK') as webhook_at,
                min(f.occurred_at) filter (where f.fact = 'READ') as read_at,
                (array_agg(f.event_id) filter (where f.fact = 'READ'))[1] as read_event_id,
                count(*) filter (where f.fact = 'FAILED') as failures,
                (array_agg(f.fault order by f.position desc) filter (where f.fact = 'FAILED'))[1] as last_fault,
                array_agg(f.channel order by f.position) filter (where f.last) as gave_up_on
              from notice_fact f where f.notice_id = n.notice_id and {facts}) f on true""";

    private static final List<String> VIEWS = List.of(WhoKnew.VIEW, Subtree.VIEW);
    private static final List<String> ORDER = List.of("issuedAt", "noticeId");

    private static final Listing NOTICES = new Listing("notices", "通知台账", VIEWS, COLUMNS, FROM, ORDER, true);
    private static final Listing INBOX = new Listing("inbox", "收件箱", VIEWS, COLUMNS, FROM, ORDER, true);

    private final Answers answers;

    NoticeLedger(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/api/v1/ledgers/notices")
    void notices(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String caseId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable NoticeKind kind,
            @RequestParam @Nullable NoticeState state,
            @RequestParam @Nullable Boolean failing,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(NOTICES, request, response, (now, sql) -> {
            Question question = asked(asOf, now)
                    // Says nothing new, but lets the index begin at that instant.
                    .whereGiven("knownAt", knownAt, "n.occurred_at <= :knownAt")
                    .whereGiven("caseId", caseId, "n.case_id = :caseId")
                    .whereGiven("personId", personId, "n.person_id = :personId")
                    .whereGiven("kind", kind, "n.kind = :kind")
                    .whereGiven(
                            "failing",
                            failing,
                            "(f.failures > 0 and (f.email_at is null and 'EMAIL' = any (n.channels)"
                                    + " or f.webhook_at is null and 'WEBHOOK' = any (n.channels))) = :failing")
                    .whereGiven("from", from, "n.occurred_at >= :from")
                    .whereGiven("to", to, "n.occurred_at < :to");
            if (state != null) {
                question.where(state.condition());
            }
            // What became of a notice is looked up beside it, and cannot be asked of a part of the table.
            return state == null && failing == null
                    ? Subtree.rows(question, gridId, "notice", "n", "grid_id", sql)
                    : question.whereGiven("gridId", gridId, Subtree.of("n.grid_id", asOf));
        });
    }

    /** Nobody sees another's: whose it is follows from the account. An account without a person behind it is told nothing. */
    @GetMapping("/api/v1/inbox")
    void inbox(
            @RequestParam @Nullable Boolean unread,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        String reader = Objects.requireNonNullElse(SignedIn.current().personId(), "");
        answers.list(
                INBOX,
                request,
                response,
                now -> asked(new AsOf(null, null), now)
                        .whereGiven("reader", reader, "n.person_id = :reader")
                        .whereGiven("unread", unread, "(f.read_at is null) = :unread"));
    }

    private static Question asked(AsOf asOf, Instant now) {
        return new Question(asOf, now)
                .where(asOf.facts("n"))
                .bindText("facts", asOf.facts("f"))
                .bindText(Subtree.ROWS, "notice n");
    }
}
