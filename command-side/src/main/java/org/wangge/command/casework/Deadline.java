package org.wangge.command.casework;

import java.time.Instant;
import org.wangge.api.casework.CaseStage;

/** 期限: until when a stage must be left. Leaving it exactly then is in time. */
record Deadline(CaseStage stage, Instant at) {

    boolean passedAt(Instant now) {
        return now.isAfter(at);
    }
}
