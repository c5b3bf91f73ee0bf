package org.wangge.api.incident;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** What happened to an incident's file. The incident itself happened at the {@code occurredAt} of its report. */
public sealed interface IncidentEvent extends Event {

    UUID incidentId();

    /** 事故已报告. */
    @StoredAs("incident.reported")
    record IncidentReported(
            UUID incidentId,
            String gridId,
            IncidentSeverity severity,
            String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String line,
            @Nullable Casualties casualties)
            implements IncidentEvent {}

    /**
     * 事故已更正或续报. Values left out stay as they were.
     *
     * @param amends the sequence of the event in this stream that is amended: the report, or the amendment before this one
     * @param happenedAt when the incident happened after all
     */
    @StoredAs("incident.amended")
    record IncidentAmended(
            UUID incidentId,
            long amends,
            String reason,
            @Nullable Instant happenedAt,
            @Nullable String gridId,
            @Nullable IncidentSeverity severity,
            @Nullable String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String line,
            @Nullable Casualties casualties)
            implements IncidentEvent {}

    /** 调查已启动. */
    @StoredAs("incident.investigation-opened")
    record InvestigationOpened(
            UUID incidentId, List<String> leads, @Nullable String unitId, String legalBasis) implements IncidentEvent {}

    /** 责任已认定, of one person or one unit. {@code evidence} are ids of events. */
    @StoredAs("incident.finding-recorded")
    record FindingRecorded(
            UUID incidentId,
            UUID findingId,
            @Nullable String personId,
            @Nullable String unitId,
            Accountability responsibility,
            String text,
            List<UUID> evidence)
            implements IncidentEvent {}

    /** 当事人已陈述申辩. {@code personId} is who spoke, for himself or for the unit. */
    @StoredAs("incident.response-recorded")
    record ResponseRecorded(UUID incidentId, UUID findingId, String personId, String text) implements IncidentEvent {}

    /**
     * 处理已决定, for one person or one unit.
     *
     * @param decidedBy the person who decided
     * @param findingIds the findings that it rests on
     * @param heard whether the one concerned had responded to one of them by then
     */
    @StoredAs("incident.sanction-decided")
    record SanctionDecided(
            UUID incidentId,
            UUID sanctionId,
            List<UUID> findingIds,
            @Nullable String personId,
            @Nullable String unitId,
            SanctionKind kind,
            String text,
            String decidedBy,
            boolean heard)
            implements IncidentEvent {}

    /** 四不放过之一已落实. */
    @StoredAs("incident.point-settled")
    record PointSettled(UUID incidentId, NoPassOver point, String text, List<UUID> evidence, List<String> files)
            implements IncidentEvent {}

    /** 调查已结案. */
    @StoredAs("incident.investigation-closed")
    record InvestigationClosed(UUID incidentId, @Nullable String conclusion) implements IncidentEvent {}
}
