package org.wangge.command.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.people.PeopleCommand;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;
import org.wangge.command.Name;
import org.wangge.command.Words;

/** Commands about people and units over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "people", description = "人员与责任单位")
final class PeopleEndpoint {

    private static final String PHONE = "[0-9+][0-9 -]{2,31}";
    /** Plain addresses only: nothing in them needs quoting in a header. */
    private static final String EMAIL = "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}";

    private final CommandDoor door;

    PeopleEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Registration(
            @NotNull @Code String personId,
            @NotNull @Name @Size(max = 100) String name,
            @Nullable @Pattern(regexp = PHONE) String phone,

            @Nullable @Size(max = 254) @Pattern(regexp = EMAIL)
            String email,

            @Nullable @Code String unitId,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return "Registration[" + personId + "]";
        }
    }

    @PostMapping("/people")
    ResponseEntity<Accepted> register(@Valid @RequestBody Registration body) {
        return door.create(
                new PeopleCommand.RegisterPerson(
                        body.personId(), body.name(), body.phone(), body.email(), body.unitId()),
                body.occurredAt());
    }

    record Change(
            @Nullable @Name @Size(max = 100) String name,

            @Nullable @Pattern(regexp = PHONE) String phone,

            @Nullable @Size(max = 254) @Pattern(regexp = EMAIL)
            String email,

            @Nullable @Code String unitId,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return "Change[…]";
        }
    }

    @PostMapping("/people/{personId}/changes")
    ResponseEntity<Accepted> change(@PathVariable @Code String personId, @Valid @RequestBody Change body) {
        return door.step(
                new PeopleCommand.ChangePerson(personId, body.name(), body.phone(), body.email(), body.unitId()),
                body.occurredAt());
    }

    record Reason(
            @NotNull @Words @Size(max = 1000) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping("/people/{personId}/leaving")
    ResponseEntity<Accepted> leave(@PathVariable @Code String personId, @Valid @RequestBody Reason body) {
        return door.step(new PeopleCommand.LeavePerson(personId, body.reason()), body.occurredAt());
    }

    record Leave(
            @NotNull Instant from,
            @NotNull Instant to,
            @Nullable Instant occurredAt) {}

    @PostMapping("/people/{personId}/leaves")
    ResponseEntity<Accepted> recordLeave(@PathVariable @Code String personId, @Valid @RequestBody Leave body) {
        return door.step(new PeopleCommand.RecordLeave(personId, body.from(), body.to()), body.occurredAt());
    }

    /** @param effectiveFrom when the person is back; left out, the leave does not come at all */
    record LeaveCancellation(
            @NotNull Instant from,
            @Nullable Instant effectiveFrom,
            @Nullable Instant occurredAt) {}

    @PostMapping("/people/{personId}/leave-cancellations")
    ResponseEntity<Accepted> cancelLeave(
            @PathVariable @Code String personId, @Valid @RequestBody LeaveCancellation body) {
        Instant effectiveFrom = body.effectiveFrom() == null ? body.from() : body.effectiveFrom();
        return door.step(new PeopleCommand.CancelLeave(personId, body.from(), effectiveFrom), body.occurredAt());
    }

    @PostMapping("/people/{personId}/forgetting")
    ResponseEntity<Accepted> forget(@PathVariable @Code String personId, @Valid @RequestBody Reason body) {
        return door.step(new PeopleCommand.ForgetPerson(personId, body.reason()), body.occurredAt());
    }

    record UnitRegistration(
            @NotNull @Code String unitId,
            @NotNull @Name @Size(max = 200) String name,
            @Nullable Instant occurredAt) {}

    @PostMapping("/units")
    ResponseEntity<Accepted> registerUnit(@Valid @RequestBody UnitRegistration body) {
        return door.create(new PeopleCommand.RegisterUnit(body.unitId(), body.name()), body.occurredAt());
    }

    record Renaming(
            @NotNull @Name @Size(max = 200) String name,
            @Nullable Instant occurredAt) {}

    @PostMapping("/units/{unitId}/renaming")
    ResponseEntity<Accepted> renameUnit(@PathVariable @Code String unitId, @Valid @RequestBody Renaming body) {
        return door.step(new PeopleCommand.RenameUnit(unitId, body.name()), body.occurredAt());
    }

    @PostMapping("/units/{unitId}/dissolution")
    ResponseEntity<Accepted> dissolveUnit(@PathVariable @Code String unitId, @Valid @RequestBody Reason body) {
        return door.step(new PeopleCommand.DissolveUnit(unitId, body.reason()), body.occurredAt());
    }
}
