package org.wangge.command.casework;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.DecideExtension;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.RejectCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.RequestExtension;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.TakeInterimMeasure;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;

/** 案件办理: a case's way through the closed loop, over HTTP. */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "cases", description = "案件办理")
class CaseEndpoint {

    static final int TEXT = 4000;
    static final int TITLE = 200;

    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String MONEY = "[0-9]{1,12}(\\.[0-9]{1,2})?";
    private static final String LATITUDE = "-?([0-8]?[0-9](\\.[0-9]{1,15})?|90(\\.0{1,15})?)";
    private static final String LONGITUDE = "-?((1[0-7][0-9]|[0-9]{1,2})(\\.[0-9]{1,15})?|180(\\.0{1,15})?)";
    private static final int PHOTOS = 100;

    private final CommandDoor door;

    CaseEndpoint(CommandDoor door) {
        this.door = door;
    }

    /** 上报. Without a {@code caseId} the case gets a fresh one. */
    record Report(
            @Nullable UUID caseId,

            @NotNull @Code String gridId,

            @NotNull CaseKind kind,

            @NotBlank @Size(max = 100) String category,

            @NotNull Severity severity,

            @NotBlank @Size(max = TITLE) String title,

            @Nullable @Size(max = TEXT) String description,
            @Nullable @Size(max = TITLE) String place,
            @Nullable @Pattern(regexp = LATITUDE) String latitude,
            @Nullable @Pattern(regexp = LONGITUDE) String longitude,
            @Nullable UUID inspectionId,
            @Nullable @Size(max = PHOTOS) List<@NotNull @Pattern(regexp = SHA256) String> evidence,
            @Nullable Instant occurredAt) {}

    /** 定级. */
    record Grading(
            @NotNull Severity severity,

            @NotBlank @Size(max = TEXT) String reason,

            @Nullable Instant occurredAt) {}

    /** 当场整改, 提交整改结果. */
    record Result(
            @NotBlank @Size(max = TEXT) String summary,
            @Nullable @Size(max = PHOTOS) List<@NotNull @Pattern(regexp = SHA256) String> evidence,
            @Nullable Instant occurredAt) {}

    /** 分流/派遣. */
    record Dispatch(
            @NotNull @Code String unitId,
            @Nullable Instant acceptBy,
            @Nullable Instant dueAt,
            @Nullable Instant occurredAt) {}

    /** 接收. */
    record Acceptance(@Nullable Instant occurredAt) {}

    /** A step that is nothing but its reason. */
    record Reasoned(
            @NotBlank @Size(max = TEXT) String reason,
            @Nullable Instant occurredAt) {}

    /** 整改方案 (五落实). {@code funds} in yuan. */
    record FiveElements(
            @NotBlank @Size(max = TEXT) String measure,
            @NotNull @Code String personId,
            @NotNull @Pattern(regexp = MONEY) String funds,
            @NotNull Instant deadline,
            @NotBlank @Size(max = TEXT) String contingency,
            @Nullable Instant occurredAt) {}

    /** 临时措施. */
    record InterimMeasure(
            @NotBlank @Size(max = TEXT) String measure,
            @Nullable Instant occurredAt) {}

    /** 申请延期. */
    record ExtensionRequest(
            @NotNull Instant newDueAt,

            @NotBlank @Size(max = TEXT) String reason,

            @Nullable Instant occurredAt) {}

    /** 审批延期. */
    record ExtensionDecision(
            @NotNull Boolean granted,

            @NotBlank @Size(max = TEXT) String reason,

            @Nullable Instant occurredAt) {}

    /** 复查. */
    record Verification(
            @NotNull Boolean passed,
            @Nullable @Size(max = TEXT) String note,
            @Nullable Instant occurredAt) {}

    /** 归档/销号. */
    record Closure(
            @Nullable @Size(max = TEXT) String note,
            @Nullable Instant occurredAt) {}

    @PostMapping
    ResponseEntity<Accepted> report(@Valid @RequestBody Report body) {
        UUID caseId = door.orNew(body.caseId(), "case");
        ReportCase command = new ReportCase(
                caseId,
                body.gridId(),
                body.kind(),
                body.category(),
                body.severity(),
                body.title(),
                body.description(),
                body.place(),
                body.latitude(),
                body.longitude(),
                body.inspectionId(),
                listOf(body.evidence()));
        return door.create(command, body.occurredAt());
    }

    @PostMapping("/{id}/grading")
    ResponseEntity<Accepted> grade(@PathVariable UUID id, @Valid @RequestBody Grading body) {
        return door.step(new GradeCase(id, body.severity(), body.reason()), body.occurredAt());
    }

    @PostMapping("/{id}/on-spot-rectification")
    ResponseEntity<Accepted> rectifyOnSpot(@PathVariable UUID id, @Valid @RequestBody Result body) {
        return door.step(new RectifyOnSpot(id, body.summary(), listOf(body.evidence())), body.occurredAt());
    }

    @PostMapping("/{id}/dispatches")
    ResponseEntity<Accepted> dispatch(@PathVariable UUID id, @Valid @RequestBody Dispatch body) {
        return door.step(new DispatchCase(id, body.unitId(), body.acceptBy(), body.dueAt()), body.occurredAt());
    }

    @PostMapping("/{id}/acceptance")
    ResponseEntity<Accepted> accept(@PathVariable UUID id, @Valid @RequestBody Acceptance body) {
        return door.step(new AcceptCase(id), body.occurredAt());
    }

    @PostMapping("/{id}/rejection")
    ResponseEntity<Accepted> reject(@PathVariable UUID id, @Valid @RequestBody Reasoned body) {
        return door.step(new RejectCase(id, body.reason()), body.occurredAt());
    }

    @PostMapping("/{id}/rectification-plan")
    ResponseEntity<Accepted> plan(@PathVariable UUID id, @Valid @RequestBody FiveElements body) {
        PlanRectification command = new PlanRectification(
                id, body.measure(), body.personId(), body.funds(), body.deadline(), body.contingency());
        return door.step(command, body.occurredAt());
    }

    @PostMapping("/{id}/interim-measures")
    ResponseEntity<Accepted> takeInterimMeasure(@PathVariable UUID id, @Valid @RequestBody InterimMeasure body) {
        return door.step(new TakeInterimMeasure(id, body.measure()), body.occurredAt());
    }

    @PostMapping("/{id}/extension-requests")
    ResponseEntity<Accepted> requestExtension(@PathVariable UUID id, @Valid @RequestBody ExtensionRequest body) {
        return door.step(new RequestExtension(id, body.newDueAt(), body.reason()), body.occurredAt());
    }

    @PostMapping("/{id}/extension-decision")
    ResponseEntity<Accepted> decideExtension(@PathVariable UUID id, @Valid @RequestBody ExtensionDecision body) {
        return door.step(new DecideExtension(id, body.granted(), body.reason()), body.occurredAt());
    }

    @PostMapping("/{id}/rectification")
    ResponseEntity<Accepted> submit(@PathVariable UUID id, @Valid @RequestBody Result body) {
        return door.step(new SubmitRectification(id, body.summary(), listOf(body.evidence())), body.occurredAt());
    }

    @PostMapping("/{id}/verification")
    ResponseEntity<Accepted> verify(@PathVariable UUID id, @Valid @RequestBody Verification body) {
        return door.step(new VerifyRectification(id, body.passed(), body.note()), body.occurredAt());
    }

    @PostMapping("/{id}/closure")
    ResponseEntity<Accepted> close(@PathVariable UUID id, @Valid @RequestBody Closure body) {
        return door.step(new CloseCase(id, body.note()), body.occurredAt());
    }

    private static List<String> listOf(@Nullable List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
