package org.wangge.eventstore;

import java.util.UUID;

/** A command with this id has already been stored: its first answer stands. */
public final class DuplicateSubmission extends RuntimeException {

    private final UUID commandId;

    DuplicateSubmission(UUID commandId) {
        super("command " + commandId + " has been stored before", null, false, false);
        this.commandId = commandId;
    }

    public UUID commandId() {
        return commandId;
    }
}
