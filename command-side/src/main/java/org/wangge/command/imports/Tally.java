package org.wangge.command.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what becomes of the rows, from many threads. */
final class Tally {

    private final AtomicLong rows = new AtomicLong();
    private final List<OfStep> steps;

    Tally(Mapping mapping) {
        List<OfStep> each = new ArrayList<>();
        mapping.steps().forEach(step -> each.add(new OfStep(step.target().word())));
        steps = List.copyOf(each);
    }

    /** The counts of one step. */
    static final class OfStep {

        private final String target;
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong unchanged = new AtomicLong();
        private final AtomicLong rejected = new AtomicLong();

        private OfStep(String target) {
            this.target = target;
        }

        void accepted() {
            accepted.incrementAndGet();
        }

        void unchanged() {
            unchanged.incrementAndGet();
        }

        void rejected() {
            rejected.incrementAndGet();
        }
    }

    OfStep step(int index) {
        return steps.get(index);
    }

    long row() {
        return rows.incrementAndGet();
    }

    Progress progress() {
        List<Progress.OfStep> each = new ArrayList<>();
        long accepted = 0;
        long unchanged = 0;
        long rejected = 0;
        for (OfStep step : steps) {
            Progress.OfStep counts =
                    new Progress.OfStep(step.target, step.accepted.get(), step.unchanged.get(), step.rejected.get());
            accepted += counts.accepted();
            unchanged += counts.unchanged();
            rejected += counts.rejected();
            each.add(counts);
        }
        return new Progress(rows.get(), accepted, unchanged, rejected, each);
    }
}
