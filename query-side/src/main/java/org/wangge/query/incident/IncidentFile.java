package org.wangge.query.incident;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.incident.NoPassOver;
import org.wangge.query.answer.Answers;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;

/**
 * 事故档案: all that is known of one incident, as it stood and as it was known: the incident, each of its versions, the investigation,
 * findings with their evidence and the responses to them, sanctions, and the four points. Every statement names its event. It names
 * persons, by id: not everybody may read it.
 */
@RestController
class IncidentFile {

    private static final String FACT =
            "f.event_id::text \"eventId\", f.occurred_at \"occurredAt\", f.recorded_at \"recordedAt\", f.actor";

    private final Answers answers;
    private final Clock clock;

    IncidentFile(Answers answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /** Answers 404 also where the incident had not happened, or was not known, at the time asked for. */
    @GetMapping("/api/v1/incidents/{id}")
    void file(
            @PathVariable UUID id,
            @RequestParam @Nullable Instant at,
            @RequestParam @Nullable Instant knownAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        AsOf asOf = new AsOf(at, knownAt);
        Instant now = clock.instant();
        answers.answer(List.of(Incidents.VIEW, Subtree.VIEW), request, response, sql -> read(sql, id, asOf, now));
    }

    private static Map<String, @Nullable Object> read(JdbcClient sql, UUID id, AsOf asOf, Instant now) {
        Facts facts = new Facts(sql, id, asOf, now);
        Map<String, @Nullable Object> incident = facts.row("select " + ledgerColumns() + " from "
                + IncidentLedger.from(asOf) + " where i.incident_id = :id and " + asOf.intervals("i"));
        if (incident == null) {
            throw Refused.because(CommonRefusal.NOT_FOUND);
        }
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("incident", incident);
        file.put("versions", versions(facts, asOf));
        file.put(
                "investigation",
                facts.row(select(
                        "incident_investigation",
                        asOf,
                        "f.leads, f.unit_id \"unitId\", f.legal_basis \"legalBasis\"")));
        file.put("findings", findings(facts, asOf));
        file.put(
                "sanctions",
                facts.rows(
                        select(
                                "incident_sanction",
                                asOf,
                                "f.sanction_id \"sanctionId\", f.finding_ids \"findingIds\", f.person_id \"personId\","
                                        + " f.unit_id \"unitId\", f.kind, f.statement \"text\", f.decided_by \"decidedBy\", f.heard")));
        file.put("points", points(facts, asOf));
        file.put("closure", facts.row(select("incident_closure", asOf, "f.conclusion")));
        return file;
    }

    private static String ledgerColumns() {
        return IncidentLedger.COLUMNS.stream()
                .map(column -> column.sql() + " as \"" + column.name() + "\"")
                .collect(Collectors.joining(", "));
    }

    private static String select(String table, AsOf asOf, String columns) {
        return "select " + columns + ", " + FACT + " from " + table + " f where f.incident_id = :id and "
                + asOf.facts("f") + " order by f.position";
    }

    /** What had been superseded only later was, as far as was known then, what held. */
    private static List<Map<String, @Nullable Object>> versions(Facts facts, AsOf asOf) {
        String supersededAt =
                asOf.knownAt() == null ? "i.recorded_to" : "case when i.recorded_to <= :knownAt then i.recorded_to end";
        return facts.rows("select " + ledgerColumns() + ", i.effective_from \"effectiveFrom\","
                + " i.effective_to \"effectiveTo\", " + supersededAt + " \"supersededAt\" from "
                + IncidentLedger.from(asOf)
                + " where i.incident_id = :id"
                + (asOf.at() == null ? "" : " and i.effective_from <= :at")
                + (asOf.knownAt() == null ? "" : " and i.recorded_from <= :knownAt")
                + " order by i.recorded_from, i.position, i.effective_from");
    }

    private static List<Map<String, @Nullable Object>> findings(Facts facts, AsOf asOf) {
        List<Map<String, @Nullable Object>> findings = facts.rows(select(
                "incident_finding",
                asOf,
                "f.finding_id \"findingId\", f.person_id \"personId\", f.unit_id \"unitId\", f.responsibility,"
                        + " f.statement \"text\", f.evidence"));
        List<Map<String, @Nullable Object>> responses = facts.rows(select(
                "incident_response",
                asOf,
                "f.finding_id \"findingId\", f.person_id \"personId\", f.statement \"text\""));
        for (Map<String, @Nullable Object> finding : findings) {
            Object findingId = finding.get("findingId");
            finding.put(
                    "responses",
                    responses.stream()
                            .filter(response ->
                                    String.valueOf(response.get("findingId")).equals(findingId))
                            .toList());
        }
        return findings;
    }

    /** All four, those that are not settled too. */
    private static List<Map<String, @Nullable Object>> points(Facts facts, AsOf asOf) {
        Map<Object, Map<String, @Nullable Object>> settled = facts
                .rows(select(
                        "incident_point", asOf, "f.point, true \"settled\", f.statement \"text\", f.evidence, f.files"))
                .stream()
                .collect(Collectors.toMap(point -> String.valueOf(point.get("point")), point -> point));
        List<Map<String, @Nullable Object>> points = new ArrayList<>();
        Arrays.stream(NoPassOver.values()).map(Enum::name).forEach(name -> {
            Map<String, @Nullable Object> open = new LinkedHashMap<>();
            open.put("point", name);
            open.put("settled", false);
            points.add(settled.getOrDefault(name, open));
        });
        return points;
    }
}
