package org.wangge.command.grid;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.grid.GridCommand;
import org.wangge.api.grid.GridKind;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;
import org.wangge.command.Name;
import org.wangge.command.Words;

/** Commands about grids and responsibilities over HTTP. */
@RestController
@RequestMapping("/api/v1/grids")
@Tag(name = "grids", description = "网格与责任")
final class GridEndpoint {

    private static final String ROLE = "[A-Z][A-Z0-9_]{1,63}";

    private final CommandDoor door;

    GridEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Definition(
            @NotNull @Code String gridId,
            @NotNull @Name @Size(max = 200) String name,
            @NotNull GridKind kind,
            @NotNull @Min(1) @Max(9) Integer level,
            @Nullable @Code String parentId,
            @Nullable Boolean keySite,
            @Nullable Instant occurredAt) {}

    @PostMapping
    ResponseEntity<Accepted> define(@Valid @RequestBody Definition body) {
        return door.create(
                new GridCommand.DefineGrid(
                        body.gridId(),
                        body.name(),
                        body.kind(),
                        body.level(),
                        body.parentId(),
                        Boolean.TRUE.equals(body.keySite())),
                body.occurredAt());
    }

    record Renaming(
            @NotNull @Name @Size(max = 200) String name,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/renaming")
    ResponseEntity<Accepted> rename(@PathVariable @Code String gridId, @Valid @RequestBody Renaming body) {
        return door.step(new GridCommand.RenameGrid(gridId, body.name()), body.occurredAt());
    }

    record Move(@NotNull @Code String parentId, @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/moves")
    ResponseEntity<Accepted> move(@PathVariable @Code String gridId, @Valid @RequestBody Move body) {
        return door.step(new GridCommand.MoveGrid(gridId, body.parentId()), body.occurredAt());
    }

    record Retirement(
            @NotNull @Words @Size(max = 1000) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/retirement")
    ResponseEntity<Accepted> retire(@PathVariable @Code String gridId, @Valid @RequestBody Retirement body) {
        return door.step(new GridCommand.RetireGrid(gridId, body.reason()), body.occurredAt());
    }

    record Assignment(
            @NotNull @Pattern(regexp = ROLE) String role,
            @NotNull @Code String personId,
            @NotNull Instant effectiveFrom,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/assignments")
    ResponseEntity<Accepted> assign(@PathVariable @Code String gridId, @Valid @RequestBody Assignment body) {
        return door.step(
                new GridCommand.AssignResponsibility(gridId, body.role(), body.personId(), body.effectiveFrom()),
                body.occurredAt());
    }

    record Handover(
            @NotNull @Pattern(regexp = ROLE) String role,
            @NotNull @Code String fromPersonId,
            @NotNull @Code String toPersonId,
            @NotNull Instant effectiveAt,
            @NotNull @Words @Size(max = 1000) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/handovers")
    ResponseEntity<Accepted> handOver(@PathVariable @Code String gridId, @Valid @RequestBody Handover body) {
        return door.step(
                new GridCommand.HandOverResponsibility(
                        gridId, body.role(), body.fromPersonId(), body.toPersonId(), body.effectiveAt(), body.reason()),
                body.occurredAt());
    }

    record Relief(
            @NotNull @Pattern(regexp = ROLE) String role,
            @NotNull @Code String personId,
            @NotNull Instant effectiveAt,
            @NotNull @Words @Size(max = 1000) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/reliefs")
    ResponseEntity<Accepted> relieve(@PathVariable @Code String gridId, @Valid @RequestBody Relief body) {
        return door.step(
                new GridCommand.RelieveResponsibility(
                        gridId, body.role(), body.personId(), body.effectiveAt(), body.reason()),
                body.occurredAt());
    }

    record StandIn(
            @NotNull @Pattern(regexp = ROLE) String role,
            @NotNull @Code String personId,
            @Nullable @Code String forPersonId,
            @NotNull Instant from,
            @NotNull Instant to,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/stand-ins")
    ResponseEntity<Accepted> appointStandIn(@PathVariable @Code String gridId, @Valid @RequestBody StandIn body) {
        return door.step(
                new GridCommand.AppointStandIn(
                        gridId, body.role(), body.personId(), body.forPersonId(), body.from(), body.to()),
                body.occurredAt());
    }

    record Letter(
            @NotNull @Pattern(regexp = ROLE) String role,
            @NotNull @Code String personId,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String letterSha256,
            @NotNull Instant signedAt,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/letters")
    ResponseEntity<Accepted> signLetter(@PathVariable @Code String gridId, @Valid @RequestBody Letter body) {
        return door.step(
                new GridCommand.SignResponsibilityLetter(
                        gridId, body.role(), body.personId(), body.letterSha256(), body.signedAt()),
                body.occurredAt());
    }

    record Hours(
            @NotEmpty @UniqueElements List<@NotNull DayOfWeek> days,
            @NotNull LocalTime from,
            @NotNull LocalTime to,
            @NotNull ZoneId timeZone,
            @NotNull Instant effectiveFrom,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/slot-hours")
    ResponseEntity<Accepted> setSlotHours(@PathVariable @Code String gridId, @Valid @RequestBody Hours body) {
        return door.step(
                new GridCommand.SetSlotHours(
                        gridId, body.days(), body.from(), body.to(), body.timeZone(), body.effectiveFrom()),
                body.occurredAt());
    }

    record Line(
            @NotNull @Code String line,
            @NotNull Instant effectiveFrom,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{gridId}/business-line")
    ResponseEntity<Accepted> setBusinessLine(@PathVariable @Code String gridId, @Valid @RequestBody Line body) {
        return door.step(new GridCommand.SetBusinessLine(gridId, body.line(), body.effectiveFrom()), body.occurredAt());
    }
}
