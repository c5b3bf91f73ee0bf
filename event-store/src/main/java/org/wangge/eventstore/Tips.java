package org.wangge.eventstore;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last events of the streams that were lately read or added to. Each stream has one place, which it shares with others: the
 * latest stays. What is found is true, since stored events do not change; that nothing has followed meanwhile, the database sees to.
 */
final class Tips {

    private static final int PLACES = 1 << 15;

    private final AtomicReferenceArray<@Nullable Tip> places = new AtomicReferenceArray<>(PLACES);

    /** The event of this sequence, where it is remembered. */
    @Nullable
    Tip find(String stream, long sequence) {
        Tip tip = places.getAcquire(place(stream));
        return tip != null && tip.sequence() == sequence && tip.stream().equals(stream) ? tip : null;
    }

    /** Only of events that are known to be stored. */
    void remember(Tip tip) {
        places.setRelease(place(tip.stream()), tip);
    }

    void forgetAll() {
        for (int i = 0; i < PLACES; i++) {
            places.setRelease(i, null);
        }
    }

    private static int place(String stream) {
        int hash = stream.hashCode();
        return (hash ^ (hash >>> 15)) & (PLACES - 1);
    }
}
