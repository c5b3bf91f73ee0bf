package org.wangge.command.imports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.command.Submission;

/**
 * 导入记录: one import as it is kept.
 *
 * @param mapping the text of the mapping
 * @param resumed true when a process began it and did not end it
 * @param failure why it failed as a whole
 */
record ImportRecord(
        UUID importId,
        String mapping,
        Actor actor,
        boolean dryRun,
        State state,
        boolean resumed,
        Progress progress,
        @Nullable String failure,
        Instant receivedAt,
        @Nullable Instant endedAt) {

    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }

    /** The source that the events of this import bear. */
    String source() {
        return Submission.IMPORT + importId;
    }
}
