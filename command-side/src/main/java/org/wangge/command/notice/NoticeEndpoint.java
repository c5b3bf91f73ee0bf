package org.wangge.command.notice;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangge.api.notice.NoticeCommand.ReadNotice;
import org.wangge.command.Accepted;
import org.wangge.command.CommandDoor;

/** That somebody has read a notice, over HTTP. All else about notices is Wangge's own doing. */
@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "notices", description = "通知")
final class NoticeEndpoint {

    private final CommandDoor door;

    NoticeEndpoint(CommandDoor door) {
        this.door = door;
    }

    record Reading(@Nullable Instant occurredAt) {}

    @PostMapping("/{id}/reading")
    ResponseEntity<Accepted> read(@PathVariable UUID id, @Valid @RequestBody Reading body) {
        return door.step(new ReadNotice(id), body.occurredAt());
    }
}
