package org.wangge.benchmarks.peers;

import java.util.List;
import java.util.UUID;

/** What every system under measurement can do, by whatever means it has. Called by many threads at once. */
public interface Doing {

    /** Begins a case, durably, before it returns. */
    void create(UUID caseId);

    /** One further step on a case that exists: loads what it decides on, adds one event, durably. */
    void step(UUID caseId);

    /** Cases with all of their {@link Lives#STEPS} steps, stored by the quickest way that leaves the same rows. */
    default void fill(List<UUID> caseIds) {
        for (UUID caseId : caseIds) {
            create(caseId);
            for (int step = 0; step < Lives.STEPS; step++) {
                step(caseId);
            }
        }
    }

    /** Replays all that is stored into the view; how many seconds that took. */
    default double replay() {
        throw new UnsupportedOperationException("has no view");
    }
}
