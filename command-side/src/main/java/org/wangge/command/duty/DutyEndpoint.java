package org.wangge.command.duty;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.duty.DutyCommand.AmendDuty;
import org.wangge.api.duty.DutyCommand.EstablishDuty;
import org.wangge.api.duty.DutyCommand.ExcuseOccurrence;
import org.wangge.api.duty.DutyCommand.FulfilDuty;
import org.wangge.api.duty.DutyCommand.ResumeDuty;
import org.wangge.api.duty.DutyCommand.RetireDuty;
import org.wangge.api.duty.DutyCommand.SuspendDuty;
import org.wangge.api.duty.DutyKind;
import org.wangge.command.Accepted;
import org.wangge.command.CommandDoor;

/** 职责任务: duties and what becomes of their windows. A change takes effect now where the request names no instant. */
@RestController
@RequestMapping("/api/v1/duties")
class DutyEndpoint {

    private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private final CommandDoor door;
    private final Clock clock;

    DutyEndpoint(CommandDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    record Establishing(
            @NotNull @Pattern(regexp = CODE) String dutyId,
            @NotNull @Pattern(regexp = CODE) String gridId,
            @NotNull @Pattern(regexp = CODE) String role,
            @NotNull DutyKind kind,
            @Nullable @Size(max = 200) String title,
            @NotBlank @Size(max = 500) String recurrence,
            @NotNull LocalDateTime start,
            @NotNull ZoneId timeZone,
            @NotNull Duration window,
            @NotNull Duration grace,
            @Nullable Instant occurredAt) {}

    record Amending(
            @NotBlank @Size(max = 500) String recurrence,
            @NotNull LocalDateTime start,
            @NotNull ZoneId timeZone,
            @NotNull Duration window,
            @NotNull Duration grace,
            @Nullable Instant effectiveFrom,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant occurredAt) {}

    record Stopping(
            @Nullable Instant effectiveFrom,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant occurredAt) {}

    record Resuming(
            @Nullable Instant effectiveFrom, @Nullable Instant occurredAt) {}

    record Fulfilling(
            @NotNull Instant windowStart,
            @Nullable @Size(max = 2000) String note,
            @Nullable Instant occurredAt) {}

    record Excusing(
            @NotNull Instant windowStart,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping
    ResponseEntity<Accepted> establish(@Valid @RequestBody Establishing request) {
        return door.create(
                new EstablishDuty(
                        request.dutyId(),
                        request.gridId(),
                        request.role(),
                        request.kind(),
                        request.title(),
                        request.recurrence(),
                        request.start(),
                        request.timeZone(),
                        request.window(),
                        request.grace()),
                request.occurredAt());
    }

    @PostMapping("/{dutyId}/amendments")
    ResponseEntity<Accepted> amend(@PathVariable String dutyId, @Valid @RequestBody Amending request) {
        return door.step(
                new AmendDuty(
                        dutyId,
                        request.recurrence(),
                        request.start(),
                        request.timeZone(),
                        request.window(),
                        request.grace(),
                        orNow(request.effectiveFrom()),
                        request.reason()),
                request.occurredAt());
    }

    @PostMapping("/{dutyId}/suspension")
    ResponseEntity<Accepted> suspend(@PathVariable String dutyId, @Valid @RequestBody Stopping request) {
        return door.step(
                new SuspendDuty(dutyId, orNow(request.effectiveFrom()), request.reason()), request.occurredAt());
    }

    @PostMapping("/{dutyId}/resumption")
    ResponseEntity<Accepted> resume(@PathVariable String dutyId, @Valid @RequestBody Resuming request) {
        return door.step(new ResumeDuty(dutyId, orNow(request.effectiveFrom())), request.occurredAt());
    }

    @PostMapping("/{dutyId}/retirement")
    ResponseEntity<Accepted> retire(@PathVariable String dutyId, @Valid @RequestBody Stopping request) {
        return door.step(
                new RetireDuty(dutyId, orNow(request.effectiveFrom()), request.reason()), request.occurredAt());
    }

    @PostMapping("/{dutyId}/fulfilments")
    ResponseEntity<Accepted> fulfil(@PathVariable String dutyId, @Valid @RequestBody Fulfilling request) {
        return door.step(new FulfilDuty(dutyId, request.windowStart(), null, request.note()), request.occurredAt());
    }

    @PostMapping("/{dutyId}/excuses")
    ResponseEntity<Accepted> excuse(@PathVariable String dutyId, @Valid @RequestBody Excusing request) {
        return door.step(new ExcuseOccurrence(dutyId, request.windowStart(), request.reason()), request.occurredAt());
    }

    private Instant orNow(@Nullable Instant effectiveFrom) {
        return effectiveFrom != null ? effectiveFrom : clock.instant();
    }
}
