package org.wangge.query.incident;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentEvent.FindingRecorded;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentEvent.InvestigationClosed;
import org.wangge.api.incident.IncidentEvent.InvestigationOpened;
import org.wangge.api.incident.IncidentEvent.PointSettled;
import org.wangge.api.incident.IncidentEvent.ResponseRecorded;
import org.wangge.api.incident.IncidentEvent.SanctionDecided;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Columns;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.Intervals.Known;
import org.wangge.query.version.Row;

/** Keeps incidents as reported and as amended, and each step of their investigations. */
final class IncidentProjection implements Buffering {

    private final JdbcClient sql;
    private final Intervals incidents;

    IncidentProjection(JdbcOperations jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.incidents = new Intervals(
                jdbc,
                "incident",
                List.of("incident_id"),
                Columns.of(
                                "incident_id",
                                "sequence",
                                "happened_at",
                                "grid_id",
                                "severity",
                                "title",
                                "description",
                                "place",
                                "line",
                                "deaths",
                                "seriously_injured",
                                "state",
                                "settled",
                                "findings",
                                "responses",
                                "sanctions",
                                "amendments",
                                "amendment_reason",
                                "reporter",
                                "source",
                                "first_event_id",
                                "first_recorded_at",
                                "investigation_opened_at",
                                "closed_at")
                        .startingAt(0, "findings", "responses", "sanctions", "amendments")
                        .startingAt(List.of(), "settled"));
    }

    @EventHandler
    void on(IncidentReported event, Envelope envelope) {
        Row row = new Row()
                .set("incident_id", event.incidentId().toString())
                .set("sequence", envelope.sequence())
                .set("happened_at", envelope.occurredAt())
                .set("grid_id", event.gridId())
                .set("severity", event.severity())
                .set("title", event.title())
                .set("description", event.description())
                .set("place", event.place())
                .set("line", event.line())
                .set("state", IncidentState.REPORTED)
                .set("reporter", envelope.provenance().actor().identity())
                .set("source", envelope.provenance().source())
                .set("first_event_id", envelope.eventId())
                .set("first_recorded_at", envelope.recordedAt());
        incidents.add(envelope, envelope.occurredAt(), null, casualties(row, event.casualties()));
    }

    /** It should have been reported so: whatever is known of the incident, whenever it held, is so. */
    @EventHandler
    void on(IncidentAmended event, Envelope envelope) {
        Row row = new Row()
                .set("sequence", envelope.sequence())
                .setIfGiven("happened_at", event.happenedAt())
                .setIfGiven("grid_id", event.gridId())
                .setIfGiven("severity", event.severity())
                .setIfGiven("title", event.title())
                .setIfGiven("description", event.description())
                .setIfGiven("place", event.place())
                .setIfGiven("line", event.line())
                .set("amendment_reason", event.reason())
                .count("amendments");
        Row amended = casualties(row, event.casualties());
        change(envelope, event.incidentId(), known -> {
            int changed = known.change(envelope, each -> true, Instant.EPOCH, amended);
            if (event.happenedAt() != null) {
                known.shift(envelope, event.happenedAt());
            }
            return changed;
        });
    }

    @Override
    public void begin(boolean continued) {
        incidents.begin(continued);
    }

    @Override
    public void flush() {
        incidents.flush();
    }

    private static Row casualties(Row row, @Nullable Casualties casualties) {
        return casualties == null
                ? row
                : row.set("deaths", casualties.deaths()).set("seriously_injured", casualties.seriouslyInjured());
    }

    @EventHandler
    void on(InvestigationOpened event, Envelope envelope) {
        Row row = new Row()
                .set("state", IncidentState.UNDER_INVESTIGATION)
                .set("investigation_opened_at", envelope.occurredAt());
        step(envelope, event.incidentId(), row);
        fact(
                "incident_investigation",
                envelope,
                event.incidentId(),
                "leads",
                event.leads(),
                "unit_id",
                event.unitId(),
                "legal_basis",
                event.legalBasis());
    }

    @EventHandler
    void on(FindingRecorded event, Envelope envelope) {
        step(envelope, event.incidentId(), new Row().count("findings"));
        fact(
                "incident_finding",
                envelope,
                event.incidentId(),
                "finding_id",
                event.findingId().toString(),
                "person_id",
                event.personId(),
                "unit_id",
                event.unitId(),
                "responsibility",
                event.responsibility(),
                "statement",
                event.text(),
                "evidence",
                event.evidence());
    }

    @EventHandler
    void on(ResponseRecorded event, Envelope envelope) {
        step(envelope, event.incidentId(), new Row().count("responses"));
        fact(
                "incident_response",
                envelope,
                event.incidentId(),
                "finding_id",
                event.findingId().toString(),
                "person_id",
                event.personId(),
                "statement",
                event.text());
    }

    @EventHandler
    void on(SanctionDecided event, Envelope envelope) {
        step(envelope, event.incidentId(), new Row().count("sanctions"));
        fact(
                "incident_sanction",
                envelope,
                event.incidentId(),
                "sanction_id",
                event.sanctionId().toString(),
                "finding_ids",
                event.findingIds(),
                "person_id",
                event.personId(),
                "unit_id",
                event.unitId(),
                "kind",
                event.kind(),
                "statement",
                event.text(),
                "decided_by",
                event.decidedBy(),
                "heard",
                event.heard());
    }

    @EventHandler
    void on(PointSettled event, Envelope envelope) {
        Row row = new Row()
                .derive(
                        "settled",
                        former -> Stream.concat(
                                        former.texts("settled").stream(),
                                        Stream.of(event.point().toString()))
                                .sorted()
                                .toList());
        step(envelope, event.incidentId(), row);
        fact(
                "incident_point",
                envelope,
                event.incidentId(),
                "point",
                event.point(),
                "statement",
                event.text(),
                "evidence",
                event.evidence(),
                "files",
                event.files());
    }

    @EventHandler
    void on(InvestigationClosed event, Envelope envelope) {
        Row row = new Row().set("state", IncidentState.CLOSED).set("closed_at", envelope.occurredAt());
        step(envelope, event.incidentId(), row);
        fact("incident_closure", envelope, event.incidentId(), "conclusion", event.conclusion());
    }

    private void step(Envelope envelope, UUID incidentId, Row row) {
        row.set("sequence", envelope.sequence());
        change(envelope, incidentId, known -> known.change(envelope, each -> true, envelope.occurredAt(), row));
    }

    private void change(Envelope envelope, UUID incidentId, ToIntFunction<Known> step) {
        incidents.change(List.of(incidentId.toString()), known -> {
            if (step.applyAsInt(known) == 0) {
                throw new IllegalStateException("event " + envelope.eventId() + " follows no report of " + incidentId);
            }
        });
    }

    /** @param columns their names and values, in turns */
    private void fact(String table, Envelope envelope, UUID incidentId, @Nullable Object... columns) {
        List<String> names =
                new ArrayList<>(List.of("event_id", "position", "incident_id", "occurred_at", "recorded_at", "actor"));
        List<@Nullable Object> values = new ArrayList<>(List.of(
                envelope.eventId(),
                envelope.position(),
                incidentId.toString(),
                stored(envelope.occurredAt()),
                stored(envelope.recordedAt()),
                envelope.provenance().actor().identity()));
        for (int i = 0; i < columns.length; i += 2) {
            names.add(String.valueOf(columns[i]));
            values.add(Row.stored(columns[i + 1]));
        }
        sql.sql("insert into " + table + " (" + String.join(", ", names) + ") values ("
                        + String.join(", ", Collections.nCopies(values.size(), "?")) + ")")
                .params(values)
                .update();
    }

    private static Object stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
