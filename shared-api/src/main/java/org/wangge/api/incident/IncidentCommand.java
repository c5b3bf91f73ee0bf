package org.wangge.api.incident;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask about an incident, in the order in which it is gone into. */
public sealed interface IncidentCommand extends Command {

    UUID incidentId();

    @Override
    default String stream() {
        return Streams.incident(incidentId());
    }

    /**
     * 报告事故. When it happened is the provenance's {@code occurredAt}.
     *
     * @param place the spot within the grid, in words
     * @param line the business line (业务线) that it fell under
     * @param casualties as far as they are known
     */
    record ReportIncident(
            UUID incidentId,
            String gridId,
            IncidentSeverity severity,
            String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String line,
            @Nullable Casualties casualties)
            implements IncidentCommand {}

    /**
     * 更正或续报事故: what should have been reported, or is known by now. Values left out stay. It holds from the incident's own time on,
     * and what was reported first stays visible. Also of an incident whose investigation has closed.
     *
     * @param happenedAt when it happened after all
     */
    record AmendIncident(
            UUID incidentId,
            String reason,
            @Nullable Instant happenedAt,
            @Nullable String gridId,
            @Nullable IncidentSeverity severity,
            @Nullable String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String line,
            @Nullable Casualties casualties)
            implements IncidentCommand {}

    /** 启动调查. {@code leads} are the persons who lead it, {@code unitId} the unit; one of both at least. */
    record OpenInvestigation(
            UUID incidentId, List<String> leads, @Nullable String unitId, String legalBasis)
            implements IncidentCommand {}

    /**
     * 认定责任 of one person or one unit.
     *
     * @param evidence ids of events in the log that show it; at least one
     */
    record RecordFinding(
            UUID incidentId,
            UUID findingId,
            @Nullable String personId,
            @Nullable String unitId,
            Accountability responsibility,
            String text,
            List<UUID> evidence)
            implements IncidentCommand {}

    /** 陈述申辩: what the person concerned says to a finding; for a unit, anybody who belongs to it. */
    record RecordResponse(UUID incidentId, UUID findingId, String text) implements IncidentCommand {}

    /**
     * 决定处理. Decided by a person, never by Wangge or a machine, and never by the one whom it concerns. Rests on a finding: on the
     * one named, or on what was found about the person named.
     */
    record DecideSanction(
            UUID incidentId,
            UUID sanctionId,
            @Nullable UUID findingId,
            @Nullable String personId,
            SanctionKind kind,
            String text)
            implements IncidentCommand {}

    /** 落实四不放过之一. {@code evidence} are ids of events in the log, {@code files} SHA-256 of uploaded files; one of both at least. */
    record SettlePoint(UUID incidentId, NoPassOver point, String text, List<UUID> evidence, List<String> files)
            implements IncidentCommand {}

    /** 调查结案. Refused unless all four points are settled. */
    record CloseInvestigation(UUID incidentId, @Nullable String conclusion) implements IncidentCommand {}
}
