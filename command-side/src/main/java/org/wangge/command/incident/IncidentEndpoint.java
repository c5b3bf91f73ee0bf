package org.wangge.command.incident;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.incident.Accountability;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentCommand.AmendIncident;
import org.wangge.api.incident.IncidentCommand.CloseInvestigation;
import org.wangge.api.incident.IncidentCommand.DecideSanction;
import org.wangge.api.incident.IncidentCommand.OpenInvestigation;
import org.wangge.api.incident.IncidentCommand.RecordFinding;
import org.wangge.api.incident.IncidentCommand.RecordResponse;
import org.wangge.api.incident.IncidentCommand.ReportIncident;
import org.wangge.api.incident.IncidentCommand.SettlePoint;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.incident.NoPassOver;
import org.wangge.api.incident.SanctionKind;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;
import org.wangge.command.Name;
import org.wangge.command.Words;

/** 事故: its report, its amendments, and the steps of its investigation. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentEndpoint {

    private static final String SHA_256 = "[0-9a-f]{64}";
    private static final int TEXT = 4000;
    private static final int MANY = 100;

    private final CommandDoor door;

    IncidentEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Harm(
            @Min(0) @Max(100_000) int deaths,
            @Min(0) @Max(100_000) int seriouslyInjured) {
        static @Nullable Casualties counted(@Nullable Harm harm) {
            return harm == null ? null : new Casualties(harm.deaths, harm.seriouslyInjured);
        }
    }

    /** {@code occurredAt} is when the incident happened, and has to be said. */
    record Report(
            @Nullable UUID incidentId,
            @NotNull @Code String gridId,
            @NotNull Instant occurredAt,
            @NotNull IncidentSeverity severity,
            @NotNull @Name @Size(max = 200) String title,
            @Nullable @Words @Size(max = TEXT) String description,
            @Nullable @Name @Size(max = 200) String place,
            @Nullable @Code String line,
            @Nullable @Valid Harm casualties) {}

    /** {@code occurredAt} is when it was amended, {@code happenedAt} when the incident happened after all. */
    record Amendment(
            @NotNull @Words @Size(max = 500) String reason,
            @Nullable Instant happenedAt,
            @Nullable @Code String gridId,
            @Nullable IncidentSeverity severity,
            @Nullable @Name @Size(max = 200) String title,
            @Nullable @Words @Size(max = TEXT) String description,
            @Nullable @Name @Size(max = 200) String place,
            @Nullable @Code String line,
            @Nullable @Valid Harm casualties,
            @Nullable Instant occurredAt) {}

    record Opening(
            @Nullable @Size(max = MANY) List<@NotNull @Code String> leads,
            @Nullable @Code String unitId,
            @NotNull @Words @Size(max = 500) String legalBasis,
            @Nullable Instant occurredAt) {}

    record Found(
            @Nullable UUID findingId,
            @Nullable @Code String personId,
            @Nullable @Code String unitId,
            @NotNull Accountability responsibility,
            @NotNull @Words @Size(max = TEXT) String text,
            @NotNull @Size(max = MANY) List<@NotNull UUID> evidence,
            @Nullable Instant occurredAt) {}

    record Response(
            @NotNull UUID findingId,
            @NotNull @Words @Size(max = TEXT) String text,
            @Nullable Instant occurredAt) {}

    record Sanction(
            @Nullable UUID sanctionId,
            @Nullable UUID findingId,
            @Nullable @Code String personId,
            @NotNull SanctionKind kind,
            @NotNull @Words @Size(max = TEXT) String text,
            @Nullable Instant occurredAt) {}

    record Point(
            @NotNull NoPassOver point,
            @NotNull @Words @Size(max = TEXT) String text,
            @Nullable @Size(max = MANY) List<@NotNull UUID> evidence,
            @Nullable @Size(max = MANY) List<@NotNull @Pattern(regexp = SHA_256) String> files,
            @Nullable Instant occurredAt) {}

    record Closure(
            @Nullable @Words @Size(max = TEXT) String conclusion,
            @Nullable Instant occurredAt) {}

    @PostMapping
    ResponseEntity<Accepted> report(@Valid @RequestBody Report request) {
        return door.create(
                new ReportIncident(
                        door.orNew(request.incidentId(), "incident"),
                        request.gridId(),
                        request.severity(),
                        request.title(),
                        request.description(),
                        request.place(),
                        request.line(),
                        Harm.counted(request.casualties())),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/amendments")
    ResponseEntity<Accepted> amend(@PathVariable UUID incidentId, @Valid @RequestBody Amendment request) {
        return door.step(
                new AmendIncident(
                        incidentId,
                        request.reason(),
                        request.happenedAt(),
                        request.gridId(),
                        request.severity(),
                        request.title(),
                        request.description(),
                        request.place(),
                        request.line(),
                        Harm.counted(request.casualties())),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/investigation")
    ResponseEntity<Accepted> open(@PathVariable UUID incidentId, @Valid @RequestBody Opening request) {
        return door.step(
                new OpenInvestigation(incidentId, orNone(request.leads()), request.unitId(), request.legalBasis()),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/findings")
    ResponseEntity<Accepted> find(@PathVariable UUID incidentId, @Valid @RequestBody Found request) {
        return door.step(
                new RecordFinding(
                        incidentId,
                        door.orNew(request.findingId(), "finding"),
                        request.personId(),
                        request.unitId(),
                        request.responsibility(),
                        request.text(),
                        request.evidence()),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/responses")
    ResponseEntity<Accepted> respond(@PathVariable UUID incidentId, @Valid @RequestBody Response request) {
        return door.step(new RecordResponse(incidentId, request.findingId(), request.text()), request.occurredAt());
    }

    @PostMapping("/{incidentId}/sanctions")
    ResponseEntity<Accepted> sanction(@PathVariable UUID incidentId, @Valid @RequestBody Sanction request) {
        return door.step(
                new DecideSanction(
                        incidentId,
                        door.orNew(request.sanctionId(), "sanction"),
                        request.findingId(),
                        request.personId(),
                        request.kind(),
                        request.text()),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/points")
    ResponseEntity<Accepted> settle(@PathVariable UUID incidentId, @Valid @RequestBody Point request) {
        return door.step(
                new SettlePoint(
                        incidentId,
                        request.point(),
                        request.text(),
                        orNone(request.evidence()),
                        orNone(request.files())),
                request.occurredAt());
    }

    @PostMapping("/{incidentId}/closure")
    ResponseEntity<Accepted> close(@PathVariable UUID incidentId, @Valid @RequestBody Closure request) {
        return door.step(new CloseInvestigation(incidentId, request.conclusion()), request.occurredAt());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list != null ? list : List.of();
    }
}
