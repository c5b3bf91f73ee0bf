package org.wangge.command.people;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.people.AccountRole;
import org.wangge.api.people.PeopleCommand;
import org.wangge.command.Accepted;
import org.wangge.command.Code;
import org.wangge.command.CommandDoor;
import org.wangge.command.Words;

/** Commands about accounts over HTTP. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts", description = "账号")
final class AccountEndpoint {

    private final CommandDoor door;

    AccountEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Opening(
            @NotNull @Code String username,
            @NotNull @Size(min = 12, max = 128) String password,
            @Nullable @Code String personId,
            @Nullable @Code String unitId,
            @NotEmpty @Size(max = 9) List<@NotNull AccountRole> roles,
            @Nullable @Size(max = 100) List<@NotNull @Code String> gridIds,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return "Opening[" + username + "]";
        }
    }

    @PostMapping
    ResponseEntity<Accepted> open(@Valid @RequestBody Opening body) {
        return door.create(
                new PeopleCommand.OpenAccount(
                        body.username(),
                        body.password(),
                        body.personId(),
                        body.unitId(),
                        body.roles(),
                        body.gridIds() == null ? List.of() : body.gridIds()),
                body.occurredAt());
    }

    record NewPassword(
            @NotNull @Size(min = 12, max = 128) String password,
            @Nullable Instant occurredAt) {
        @Override
        public String toString() {
            return "NewPassword[…]";
        }
    }

    @PostMapping("/{username}/password")
    ResponseEntity<Accepted> changePassword(@PathVariable @Code String username, @Valid @RequestBody NewPassword body) {
        return door.step(new PeopleCommand.ChangePassword(username, body.password()), body.occurredAt());
    }

    record NewRoles(
            @NotEmpty @Size(max = 9) List<@NotNull AccountRole> roles,
            @Nullable @Size(max = 100) List<@NotNull @Code String> gridIds,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{username}/roles")
    ResponseEntity<Accepted> changeRoles(@PathVariable @Code String username, @Valid @RequestBody NewRoles body) {
        return door.step(
                new PeopleCommand.ChangeRoles(
                        username, body.roles(), body.gridIds() == null ? List.of() : body.gridIds()),
                body.occurredAt());
    }

    record Closing(
            @NotNull @Words @Size(max = 1000) String reason,
            @Nullable Instant occurredAt) {}

    @PostMapping("/{username}/closing")
    ResponseEntity<Accepted> close(@PathVariable @Code String username, @Valid @RequestBody Closing body) {
        return door.step(new PeopleCommand.CloseAccount(username, body.reason()), body.occurredAt());
    }
}
