package org.wangge.command.inspection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.CorrectInspection;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionCommand.RecordInspection;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.command.Accepted;
import org.wangge.command.CommandDoor;

/** 检查: records of inspections, and their corrections. {@code occurredAt} is when the inspection began. */
@RestController
@RequestMapping("/api/v1/inspections")
class InspectionEndpoint {

    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String SHA_256 = "[0-9a-f]{64}";

    private final CommandDoor door;

    InspectionEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Recording(
            @Nullable UUID inspectionId,
            @NotNull @Pattern(regexp = CODE) String gridId,
            @Nullable @Pattern(regexp = CODE) String dutyId,
            @NotNull InspectionKind kind,
            @Nullable Instant occurredAt,
            @Nullable Instant endedAt,
            @Nullable List<@NotNull @Valid Item> items,
            @Nullable List<@NotNull @Valid Found> findings,
            @Nullable @Size(max = 20) String latitude,
            @Nullable @Size(max = 20) String longitude,
            @Nullable @Size(max = 2000) String note) {}

    record Item(
            @NotNull @Pattern(regexp = CODE) String code,
            @NotNull ItemResult result,
            @Nullable @Size(max = 500) String note,
            @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = SHA_256) String> evidence) {

        CheckedItem checked() {
            return new CheckedItem(code, result, note, orNone(evidence));
        }
    }

    record Found(
            @Nullable UUID caseId,
            @Nullable @Pattern(regexp = CODE) String itemCode,
            @NotNull @Pattern(regexp = CODE) String category,
            @NotNull @Size(max = 20) String severity,
            @NotBlank @Size(max = 200) String title,
            boolean rectifiedOnSpot,
            @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = SHA_256) String> evidence) {}

    record Correcting(
            @NotBlank @Size(max = 500) String reason,
            @Nullable List<@NotNull @Valid Item> items,
            @Nullable @Size(max = 2000) String note,
            @Nullable Instant occurredAt) {}

    @PostMapping
    ResponseEntity<Accepted> record(@Valid @RequestBody Recording request) {
        InspectionReport report = new InspectionReport(
                request.gridId(),
                request.dutyId(),
                request.kind(),
                request.endedAt(),
                orNone(request.items()).stream().map(Item::checked).toList(),
                findings(orNone(request.findings())),
                request.latitude(),
                request.longitude(),
                request.note());
        return door.create(
                new RecordInspection(door.orNew(request.inspectionId(), "inspection"), report), request.occurredAt());
    }

    @PostMapping("/{inspectionId}/corrections")
    ResponseEntity<Accepted> correct(@PathVariable UUID inspectionId, @Valid @RequestBody Correcting request) {
        List<Item> items = request.items();
        return door.step(
                new CorrectInspection(
                        inspectionId,
                        request.reason(),
                        items == null ? null : items.stream().map(Item::checked).toList(),
                        request.note()),
                request.occurredAt());
    }

    private List<Finding> findings(List<Found> found) {
        return IntStream.range(0, found.size())
                .mapToObj(i -> finding(found.get(i), "finding/" + i))
                .toList();
    }

    private Finding finding(Found found, String what) {
        return new Finding(
                door.orNew(found.caseId(), what),
                found.itemCode(),
                found.category(),
                found.severity(),
                found.title(),
                found.rectifiedOnSpot(),
                orNone(found.evidence()));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list != null ? list : List.of();
    }
}
