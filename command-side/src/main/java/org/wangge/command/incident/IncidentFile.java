package org.wangge.command.incident;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.wangge.command.incident.IncidentState.Closed;
import org.wangge.command.incident.IncidentState.Finding;
import org.wangge.command.incident.IncidentState.Investigated;
import org.wangge.command.incident.IncidentState.Reported;

/**
 * 事故档案: what the rules need to know of an incident, folded from its events.
 *
 * @param sequence of its last event
 * @param statedAt the sequence of the report, or of the last amendment
 */
record IncidentFile(long sequence, long statedAt, Statement statement, IncidentState state) {

    /** 事故情况: what is said of the incident itself. */
    record Statement(
            Instant happenedAt,
            String gridId,
            IncidentSeverity severity,
            String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String line,
            @Nullable Casualties casualties) {

        Statement amended(IncidentAmended event) {
            return new Statement(
                    Objects.requireNonNullElse(event.happenedAt(), happenedAt),
                    Objects.requireNonNullElse(event.gridId(), gridId),
                    Objects.requireNonNullElse(event.severity(), severity),
                    Objects.requireNonNullElse(event.title(), title),
                    event.description() == null ? description : event.description(),
                    event.place() == null ? place : event.place(),
                    event.line() == null ? line : event.line(),
                    event.casualties() == null ? casualties : event.casualties());
        }
    }

    static IncidentFile opened(IncidentReported event, Instant happenedAt) {
        return new IncidentFile(
                0,
                0,
                new Statement(
                        happenedAt,
                        event.gridId(),
                        event.severity(),
                        event.title(),
                        event.description(),
                        event.place(),
                        event.line(),
                        event.casualties()),
                new Reported());
    }

    /** The file after a further event. */
    IncidentFile after(IncidentEvent event, Instant at) {
        return switch (event) {
            case IncidentReported e -> opened(e, at);
            case IncidentAmended e -> new IncidentFile(sequence + 1, sequence + 1, statement.amended(e), state);
            case InvestigationOpened _ -> to(Investigated.opened(at));
            case FindingRecorded e ->
                to(investigated().found(e.findingId(), new Finding(e.personId(), e.unitId(), at)));
            case ResponseRecorded e -> to(investigated().responded(e.findingId(), at));
            case SanctionDecided e -> to(investigated().sanctioned(e.sanctionId(), at));
            case PointSettled e -> to(investigated().settled(e.point(), at));
            case InvestigationClosed _ -> to(new Closed(investigated().openedAt()));
        };
    }

    /** When the investigation opened, once it has. */
    @Nullable
    Instant openedAt() {
        return switch (state) {
            case Reported _ -> null;
            case Investigated investigated -> investigated.openedAt();
            case Closed closed -> closed.openedAt();
        };
    }

    private Investigated investigated() {
        return (Investigated) state;
    }

    private IncidentFile to(IncidentState next) {
        return new IncidentFile(sequence + 1, statedAt, statement, next);
    }
}
