package org.wangge.benchmarks.peers;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Cases that wait for their further steps. A thread takes a block of them, gives each one step in turn, and again, until every case
 * has had its {@link #STEPS}: streams stay as short as a case's life is, however fast the system, and nobody disputes another's case.
 */
public final class Lives {

    /** How many further steps a case gets. */
    public static final int STEPS = 5;

    private static final int BLOCK = 40;

    private final ConcurrentLinkedQueue<List<UUID>> blocks = new ConcurrentLinkedQueue<>();
    private final AtomicLong left = new AtomicLong();

    /** Adds cases that have been begun. */
    public void add(List<UUID> caseIds) {
        for (int from = 0; from < caseIds.size(); from += BLOCK) {
            blocks.add(List.copyOf(caseIds.subList(from, Math.min(caseIds.size(), from + BLOCK))));
        }
        left.addAndGet((long) caseIds.size() * STEPS);
    }

    /** How many steps are left, about. */
    public long left() {
        return left.get();
    }

    /** Drops what is left. */
    public void clear() {
        blocks.clear();
        left.set(0);
    }

    /** One thread's way through them. */
    public Way way() {
        return new Way();
    }

    /** Not to be shared between threads. */
    public final class Way {

        private List<UUID> block = List.of();
        private int next;

        private Way() {}

        /** The case whose turn it is; null when no case waits any more. */
        public @Nullable UUID next() {
            if (next == block.size() * STEPS) {
                List<UUID> following = blocks.poll();
                if (following == null) {
                    return null;
                }
                block = following;
                next = 0;
                left.addAndGet(-(long) following.size() * STEPS);
            }
            return block.get(next++ % block.size());
        }
    }
}
