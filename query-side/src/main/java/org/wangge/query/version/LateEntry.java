package org.wangge.query.version;

import java.time.Duration;
import org.wangge.api.Envelope;
import org.wangge.api.plan.DefaultRules;

/**
 * 补录: what was recorded long after it happened (DESIGN.md section 4, rule 3). Until plans are data, the tolerance is the
 * documented default of one hour. What was taken over from another system is late by its nature; its source says so.
 */
public final class LateEntry {

    private LateEntry() {}

    public static boolean isLate(Envelope envelope) {
        return Duration.between(envelope.occurredAt(), envelope.recordedAt())
                        .compareTo(DefaultRules.LATE_ENTRY_TOLERANCE)
                > 0;
    }
}
