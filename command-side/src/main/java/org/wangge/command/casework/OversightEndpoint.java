package org.wangge.command.casework;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.Delist;
import org.wangge.api.casework.CaseCommand.EscalateCase;
import org.wangge.api.casework.CaseCommand.LiftWorkStop;
import org.wangge.api.casework.CaseCommand.ListForSupervision;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.CaseCommand.OrderWorkStop;
import org.wangge.api.casework.CaseCommand.RecordTransferOutcome;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ServeNotice;
import org.wangge.api.casework.CaseCommand.TransferCase;
import org.wangge.api.casework.CaseCommand.UrgeCase;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;
import org.wangge.command.casework.CaseEndpoint.Reasoned;

/** 案件督办: what may befall a case beside its way through the closed loop, over HTTP. */
@RestController
@RequestMapping("/api/v1/cases/{id}")
@Tag(name = "cases", description = "案件办理")
class OversightEndpoint {

    private final CommandDoor door;

    OversightEndpoint(CommandDoor door) {
        this.door = door;
    }

    /** 移交. */
    record Transfer(
            @NotBlank @Size(max = CaseEndpoint.TITLE) String authority,
            @NotBlank @Size(max = CaseEndpoint.TEXT) String reason,
            @Nullable Instant occurredAt) {}

    /** 移交结果. */
    record TransferOutcome(
            @NotBlank @Size(max = CaseEndpoint.TEXT) String outcome,
            @NotNull Boolean settled,
            @Nullable Instant occurredAt) {}

    /** 挂牌督办. */
    record Listing(
            @NotBlank @Size(max = CaseEndpoint.TITLE) String supervisor,
            @NotBlank @Size(max = CaseEndpoint.TEXT) String reason,
            @Nullable Instant occurredAt) {}

    /** 催办. */
    record Urge(
            @NotBlank @Size(max = CaseEndpoint.TEXT) String text,
            @Nullable Instant occurredAt) {}

    /** 整改通知书. */
    record Notice(
            @NotBlank @Size(max = 100) String noticeNumber,

            @NotNull @Code String unitId,

            @NotBlank @Size(max = CaseEndpoint.TEXT) String text,
            @Nullable Instant occurredAt) {}

    /** 责令停工. */
    record WorkStop(
            @NotBlank @Size(max = CaseEndpoint.TITLE) String scope,
            @NotBlank @Size(max = CaseEndpoint.TEXT) String reason,
            @Nullable Instant occurredAt) {}

    /** 并案. */
    record Merge(@NotNull UUID originalCaseId, @Nullable Instant occurredAt) {}

    /** 更正案卷. */
    record Correction(
            @NotBlank @Size(max = CaseEndpoint.TEXT) String reason,

            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = 100)
            String category,

            @Nullable @Pattern(regexp = NOT_BLANK) @Size(max = CaseEndpoint.TITLE)
            String title,

            @Nullable @Size(max = CaseEndpoint.TEXT) String description,
            @Nullable @Size(max = CaseEndpoint.TITLE) String place,
            @Nullable Instant occurredAt) {

        private static final String NOT_BLANK = "(?s).*\\S.*";
    }

    @PostMapping("/escalation")
    ResponseEntity<Accepted> escalate(@PathVariable UUID id, @Valid @RequestBody Reasoned body) {
        return door.step(new EscalateCase(id, body.reason()), body.occurredAt());
    }

    @PostMapping("/transfer")
    ResponseEntity<Accepted> transfer(@PathVariable UUID id, @Valid @RequestBody Transfer body) {
        return door.step(new TransferCase(id, body.authority(), body.reason()), body.occurredAt());
    }

    @PostMapping("/transfer-outcome")
    ResponseEntity<Accepted> recordOutcome(@PathVariable UUID id, @Valid @RequestBody TransferOutcome body) {
        return door.step(new RecordTransferOutcome(id, body.outcome(), body.settled()), body.occurredAt());
    }

    @PostMapping("/supervision-listing")
    ResponseEntity<Accepted> list(@PathVariable UUID id, @Valid @RequestBody Listing body) {
        return door.step(new ListForSupervision(id, body.supervisor(), body.reason()), body.occurredAt());
    }

    @PostMapping("/delisting")
    ResponseEntity<Accepted> delist(@PathVariable UUID id, @Valid @RequestBody Reasoned body) {
        return door.step(new Delist(id, body.reason()), body.occurredAt());
    }

    @PostMapping("/urges")
    ResponseEntity<Accepted> urge(@PathVariable UUID id, @Valid @RequestBody Urge body) {
        return door.step(new UrgeCase(id, body.text()), body.occurredAt());
    }

    @PostMapping("/notices")
    ResponseEntity<Accepted> serveNotice(@PathVariable UUID id, @Valid @RequestBody Notice body) {
        return door.step(new ServeNotice(id, body.noticeNumber(), body.unitId(), body.text()), body.occurredAt());
    }

    @PostMapping("/work-stops")
    ResponseEntity<Accepted> orderWorkStop(@PathVariable UUID id, @Valid @RequestBody WorkStop body) {
        return door.step(new OrderWorkStop(id, body.scope(), body.reason()), body.occurredAt());
    }

    @PostMapping("/work-stop-lifting")
    ResponseEntity<Accepted> liftWorkStop(@PathVariable UUID id, @Valid @RequestBody Reasoned body) {
        return door.step(new LiftWorkStop(id, body.reason()), body.occurredAt());
    }

    @PostMapping("/reopening")
    ResponseEntity<Accepted> reopen(@PathVariable UUID id, @Valid @RequestBody Reasoned body) {
        return door.step(new ReopenCase(id, body.reason()), body.occurredAt());
    }

    @PostMapping("/merge")
    ResponseEntity<Accepted> merge(@PathVariable UUID id, @Valid @RequestBody Merge body) {
        return door.step(new MergeDuplicate(id, body.originalCaseId()), body.occurredAt());
    }

    @PostMapping("/corrections")
    ResponseEntity<Accepted> correct(@PathVariable UUID id, @Valid @RequestBody Correction body) {
        CorrectCase command =
                new CorrectCase(id, body.reason(), body.category(), body.title(), body.description(), body.place());
        return door.step(command, body.occurredAt());
    }
}
