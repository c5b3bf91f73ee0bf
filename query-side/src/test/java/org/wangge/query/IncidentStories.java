package org.wangge.query;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.incident.Accountability;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.incident.IncidentEvent.FindingRecorded;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentEvent.InvestigationClosed;
import org.wangge.api.incident.IncidentEvent.InvestigationOpened;
import org.wangge.api.incident.IncidentEvent.PointSettled;
import org.wangge.api.incident.IncidentEvent.ResponseRecorded;
import org.wangge.api.incident.IncidentEvent.SanctionDecided;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.incident.NoPassOver;
import org.wangge.api.incident.SanctionKind;
import org.wangge.eventstore.TimeOrderedIds;

/** Events of incidents for tests, with what a test does not care about filled in. */
public final class IncidentStories {

    private IncidentStories() {}

    public static IncidentEvent incident(UUID incidentId, String gridId, String title) {
        return new IncidentReported(
                incidentId, gridId, IncidentSeverity.GENERAL, title, null, null, null, new Casualties(0, 1));
    }

    public static IncidentEvent amended(
            UUID incidentId, @Nullable Instant happenedAt, @Nullable String gridId, @Nullable Casualties casualties) {
        return new IncidentAmended(incidentId, 0, "核实", happenedAt, gridId, null, null, null, null, null, casualties);
    }

    public static IncidentEvent opened(UUID incidentId) {
        return new InvestigationOpened(incidentId, List.of("p-chen"), null, "县政府授权");
    }

    public static IncidentEvent found(UUID incidentId, UUID findingId, String personId, UUID evidence) {
        return new FindingRecorded(
                incidentId, findingId, personId, null, Accountability.DIRECT, "未按时巡查", List.of(evidence));
    }

    public static IncidentEvent responded(UUID incidentId, UUID findingId, String personId) {
        return new ResponseRecorded(incidentId, findingId, personId, "当时在抢险");
    }

    public static IncidentEvent sanctioned(UUID incidentId, UUID findingId, String personId) {
        return new SanctionDecided(
                incidentId,
                TimeOrderedIds.next(),
                List.of(findingId),
                personId,
                null,
                SanctionKind.INTERVIEW,
                "约谈一次",
                "p-zhao",
                true);
    }

    public static IncidentEvent settled(UUID incidentId, NoPassOver point, UUID evidence) {
        return new PointSettled(incidentId, point, "已落实", List.of(evidence), List.of());
    }

    public static IncidentEvent closed(UUID incidentId) {
        return new InvestigationClosed(incidentId, "结案");
    }
}
