package org.wangge.query.responsibility;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/** 责任台账: who answers for a grid at an instant, in which role, since when, under which letter; who stands in; what is vacant. */
@RestController
class ResponsibilityLedger {

    private static final Listing RESPONSIBILITIES = new Listing(
            "responsibilities",
            "责任台账",
            List.of(ResponsibilityView.NAME, Subtree.VIEW),
            List.of(
                    Column.text("gridId", "网格编号", "r.grid_id"),
                    Column.text("gridName", "网格名称", "g.name"),
                    Column.text("role", "责任角色", "r.role"),
                    Column.text("kind", "类型", "r.kind"),
                    Column.text("personId", "责任人编号", "r.person_id"),
                    Column.text("forPersonId", "代替人员编号", "r.for_person_id"),
                    Column.instant("effectiveFrom", "自", "r.effective_from"),
                    Column.instant("effectiveTo", "至", "r.effective_to"),
                    Column.text("reason", "原因", "r.reason"),
                    Column.text("letterSha256", "责任书哈希", "r.letter_sha256"),
                    Column.instant("letterSignedAt", "责任书签订时间", "r.letter_signed_at"),
                    Column.instant("recordedAt", "记录时间", "r.recorded_from"),
                    Column.yesNo("lateEntered", "补录", "r.late"),
                    Column.whole("eventPosition", "事件位置", "r.position"),
                    Column.text("eventId", "事件编号", "r.event_id::text")),
            "{held} r" + Subtree.GRID_NAMES.formatted("r.grid_id"),
            List.of("gridId", "role", "effectiveFrom", "eventPosition", "kind"),
            false);

    private final Answers answers;

    ResponsibilityLedger(Answers answers) {
        this.answers = answers;
    }

    /** What held in a few grids is looked up in each, by both clocks at once: rows that held before are not looked at. */
    private static Question held(Question question, @Nullable String gridId, JdbcClient sql) {
        if (!Subtree.below(question, gridId, "r.grid_id", sql)) {
            return question.bindText("held", "responsibility");
        }
        String knownAt = question.asOf().knownAt() == null ? "'infinity'" : ":knownAt";
        return question.bindText(
                "held",
                "(select r.* from unnest(cast(:below as text[])) as b (id) cross join lateral (select * from responsibility r"
                        + " where int8range(hashtext(r.grid_id), hashtext(r.grid_id), '[]') @> hashtext(b.id)::bigint and "
                        + lasting("effective", ":instant") + " and " + lasting("recorded", knownAt)
                        // The grid outside: the planner would look through all of its rows beside.
                        + " offset 0) r where r.grid_id = b.id and " + Answers.PAGE + ")");
    }

    /** In the words of the index. */
    private static String lasting(String clock, String instant) {
        return "tstzrange(r.%1$s_from, case when r.%1$s_to is not null then greatest(r.%1$s_from, r.%1$s_to) end)"
                        .formatted(clock)
                + " @> cast(" + instant + " as timestamptz)";
    }

    @GetMapping("/api/v1/ledgers/responsibilities")
    void responsibilities(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String role,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable ResponsibilityKind kind,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                RESPONSIBILITIES,
                request,
                response,
                (now, sql) -> held(Subtree.named(new Question(asOf, now)), gridId, sql)
                        .where(asOf.intervals("r"))
                        .whereGiven("role", role, "r.role = :role")
                        .whereGiven("personId", personId, "r.person_id = :personId")
                        .whereGiven("kind", kind, "r.kind = :kind"));
    }
}
