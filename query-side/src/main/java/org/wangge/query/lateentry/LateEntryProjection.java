package org.wangge.query.lateentry;

import java.time.Duration;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.version.Additions;

/** Keeps which events were not recorded at once. Every event comes by here. */
final class LateEntryProjection {

    /** What is recorded within a second of the fact is recorded at once: commands take their way. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Additions writtenAfter;

    LateEntryProjection(Additions writtenAfter) {
        this.writtenAfter = writtenAfter;
    }

    static Additions writtenAfter(JdbcOperations jdbc) {
        return new Additions(
                jdbc,
                "written_after",
                "position",
                "stream",
                "occurred_at",
                "claimed_at",
                "recorded_at",
                "backdated",
                "late");
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        Claim claim = Claim.of(event, envelope);
        Duration after = Duration.between(claim.at(), envelope.recordedAt());
        if (after.compareTo(AT_ONCE) > 0) {
            writtenAfter.add(
                    envelope.position(),
                    envelope.aggregateId(),
                    envelope.occurredAt(),
                    claim.at(),
                    envelope.recordedAt(),
                    claim.backdated(),
                    after.compareTo(DefaultRules.LATE_ENTRY_TOLERANCE) > 0);
        }
    }
}
