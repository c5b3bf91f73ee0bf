package org.wangge.query.lateentry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.incident.Incidents;
import org.wangge.query.replay.View;
import org.wangge.query.timeline.Timelines;
import org.wangge.query.version.Additions;
import org.wangge.query.version.AsOf;

/**
 * 补录清单: what was written in afterwards, by whom, how late, and which incidents it bears on (see {@link Bearing}). Listed is what
 * was recorded later than the tolerance allows, and, however soon it was recorded, what bears on an incident.
 */
@RestController
class LateEntries {

    private static final String NAME = WrittenAfter.VIEW;

    private static final String AFTER = "(extract(epoch from w.recorded_at - w.claimed_at)::bigint)";
    private static final String AFTER_INCIDENT = "b.seconds";

    private static final Listing LATE_ENTRIES = new Listing(
            "late-entries",
            "补录清单",
            List.of(NAME, Timelines.VIEW, Incidents.VIEW, Subtree.VIEW),
            List.of(
                    Column.whole("position", "序号", "w.position"),
                    Column.instant("occurredAt", "发生时间", "w.occurred_at"),
                    Column.instant("claimedAt", "所称时间", "w.claimed_at"),
                    Column.yesNo("backdated", "追溯生效", "w.backdated"),
                    Column.instant("recordedAt", "记录时间", "w.recorded_at"),
                    Column.yesNo("lateEntered", "超过补录容限", "w.late"),
                    Column.whole("lateSeconds", "延迟（秒）", AFTER),
                    Column.text(
                            "lateBy",
                            "延迟说明（英文）",
                            "'recorded ' || " + Elapsed.english(AFTER)
                                    + " || case when w.backdated then ' after it is said to hold' else ' after it happened' end"),
                    Column.text(
                            "lateByZh",
                            "延迟说明",
                            "case when w.backdated then '补录：所称生效后' else '补录：发生后' end || " + Elapsed.chinese(AFTER)
                                    + " || '才记录'"),
                    Column.texts("incidentIds", "涉及事故编号", "b.ids"),
                    Column.texts("incidentTitles", "涉及事故", "b.titles"),
                    Column.json("incidents", "涉及事故明细", "b.incidents"),
                    Column.whole("afterIncidentSeconds", "事故后（秒）", AFTER_INCIDENT),
                    Column.text(
                            "afterIncident",
                            "事故后补录说明（英文）",
                            "'entered ' || " + Elapsed.english(AFTER_INCIDENT) + " || ' after the incident'"),
                    Column.text(
                            "afterIncidentZh", "事故后补录说明", "'事故发生后' || " + Elapsed.chinese(AFTER_INCIDENT) + " || '补录'"),
                    Column.text("words", "经过（英文）", "e.words_en"),
                    Column.text("wordsZh", "经过", "e.words_zh"),
                    Column.text("actor", "补录人", "e.actor"),
                    Column.text("account", "账号", "e.account"),
                    Column.text("role", "角色", "e.role"),
                    Column.text("onBehalfOf", "代何人", "e.on_behalf_of"),
                    Column.text("source", "来源", "e.source"),
                    Column.text("type", "事件类型", "e.type"),
                    Column.text("stream", "事件流", "e.stream"),
                    Column.text("eventId", "事件编号", "e.event_id::text")),
            "written_after w join entry e on e.position = w.position left join lateral ("
                    + "select array_agg(i.incident_id order by i.happened_at desc, i.incident_id) as ids,"
                    + " array_agg(i.title order by i.happened_at desc, i.incident_id) as titles,"
                    + " (extract(epoch from min(w.recorded_at - i.happened_at)))::bigint as seconds,"
                    + " jsonb_agg(jsonb_build_object('incidentId', i.incident_id, 'title', i.title, 'gridId', i.grid_id,"
                    + " 'occurredAt', to_char(i.happened_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
                    + " 'afterIncidentSeconds', s.seconds,"
                    + " 'afterIncident', 'entered ' || " + Elapsed.english("s.seconds") + " || ' after the incident',"
                    + " 'afterIncidentZh', '事故发生后' || " + Elapsed.chinese("s.seconds") + " || '补录',"
                    + " 'eventId', i.first_event_id) order by i.happened_at desc, i.incident_id) as incidents"
                    + " from incident i cross join grid own cross join lateral (select"
                    + " extract(epoch from w.recorded_at - i.happened_at)::bigint as seconds) s"
                    + " where {bearing}{which}) b on true",
            List.of("position"),
            false);

    private final Answers answers;

    LateEntries(Answers answers) {
        this.answers = answers;
    }

    /** The view behind the list. */
    @Configuration(proxyBeanMethods = false)
    static class Tables {
        @Bean
        View lateEntryTables() {
            return View.of(NAME, "1", jdbc -> {
                Additions writtenAfter = LateEntryProjection.writtenAfter(jdbc);
                return List.of(writtenAfter, new LateEntryProjection(writtenAfter));
            });
        }
    }

    /** From and to narrow the time claimed. A person is who wrote it in, and whoever it touches. */
    @GetMapping("/api/v1/late-entries")
    void lateEntries(
            @RequestParam @Nullable String gridId,
            @RequestParam @Nullable String personId,
            @RequestParam @Nullable UUID incidentId,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        String bearing = Bearing.joined(asOf);
        String which = incidentId == null ? "" : " and i.incident_id = :incidentId";
        // An array, found first and by the incidents: from a join the planner expects as many rows as the table has.
        String bears = "w.position = any (array(select w.position from incident i cross join grid own"
                + " cross join written_after w where " + bearing + which + "))";
        answers.list(
                LATE_ENTRIES,
                request,
                response,
                now -> new Question(asOf, now)
                        .bindText("bearing", bearing)
                        .bindText("which", which)
                        .bind("incidentId", incidentId == null ? null : incidentId.toString())
                        .where(incidentId == null ? "w.late or " + bears : bears)
                        .whereGiven("at", at, "w.claimed_at <= :at")
                        .whereGiven("knownAt", knownAt, "w.recorded_at <= :knownAt")
                        .whereGiven("gridId", gridId, touching("GRID", Subtree.of("l.id", asOf)))
                        .whereGiven("personId", personId, touching("PERSON", "l.id = :personId"))
                        .whereGiven("from", from, "w.claimed_at >= :from")
                        .whereGiven("to", to, "w.claimed_at < :to"));
    }

    private static String touching(String kind, String which) {
        // Asked of each entry that is listed (offset 0), of which there are few, not of all that ever happened there.
        return "exists (select from link l where l.position = w.position and l.kind = '" + kind + "' and " + which
                + " offset 0)";
    }
}
