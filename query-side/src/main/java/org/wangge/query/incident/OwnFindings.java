package org.wangge.query.incident;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.edge.access.SignedIn;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.Column;
import org.wangge.query.answer.Listing;
import org.wangge.query.answer.Question;
import org.wangge.query.version.AsOf;

/**
 * 涉及本人的认定: what investigations found about whoever is signed in, and about that person's unit. Only who can read a finding can
 * respond to it (DESIGN.md section 10: a right to respond).
 */
@RestController
class OwnFindings {

    private static final Listing FINDINGS = new Listing(
            "findings",
            "涉及本人的认定",
            List.of(Incidents.VIEW),
            List.of(
                    Column.text("incidentId", "事故编号", "f.incident_id"),
                    Column.text("findingId", "认定编号", "f.finding_id"),
                    Column.text("personId", "人员编号", "f.person_id"),
                    Column.text("unitId", "单位编号", "f.unit_id"),
                    Column.text("responsibility", "责任类型", "f.responsibility"),
                    Column.text("text", "认定内容", "f.statement"),
                    Column.texts("evidence", "证据（事件编号）", "f.evidence"),
                    Column.instant("occurredAt", "认定时间", "f.occurred_at"),
                    Column.instant("recordedAt", "记录时间", "f.recorded_at"),
                    Column.yesNo(
                            "responded",
                            "已陈述申辩",
                            "exists (select from incident_response r where r.finding_id = f.finding_id"
                                    + " and r.incident_id = f.incident_id and {responses})"),
                    Column.whole("eventPosition", "事件位置", "f.position"),
                    Column.text("eventId", "事件编号", "f.event_id::text")),
            "incident_finding f",
            List.of("eventPosition"),
            true);

    private final Answers answers;

    OwnFindings(Answers answers) {
        this.answers = answers;
    }

    /** An account without a person behind it has none. */
    @GetMapping("/api/v1/findings")
    void findings(
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedIn reader = SignedIn.current();
        AsOf asOf = new AsOf(at, knownAt);
        answers.list(
                FINDINGS,
                request,
                response,
                now -> new Question(asOf, now)
                        .bindText("responses", asOf.facts("r"))
                        .bind("person", Objects.requireNonNullElse(reader.personId(), ""))
                        .bind("unit", reader.personId() == null ? null : reader.unitId())
                        .where("f.person_id = :person or f.unit_id = cast(:unit as text)")
                        .where(asOf.facts("f")));
    }
}
