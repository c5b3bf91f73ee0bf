package org.wangge.query.lateentry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.replay.Buffering;

/** Keeps which events were not recorded at once. Every event comes by here, so what a batch adds is written at its end. */
final class LateEntryProjection implements Buffering {

    /** What is recorded within a second of the fact is recorded at once: commands take their way. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final JdbcClient sql;
    private final List<Written> gathered = new ArrayList<>();

    private record Written(Envelope envelope, Claim claim, boolean late) {}

    LateEntryProjection(JdbcClient sql) {
        this.sql = sql;
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        Claim claim = Claim.of(event, envelope);
        Duration after = Duration.between(claim.at(), envelope.recordedAt());
        if (after.compareTo(AT_ONCE) > 0) {
            gathered.add(new Written(envelope, claim, after.compareTo(DefaultRules.LATE_ENTRY_TOLERANCE) > 0));
        }
    }

    @Override
    public void begin(boolean continued) {
        gathered.clear();
    }

    @Override
    public void flush() {
        if (gathered.isEmpty()) {
            return;
        }
        sql.sql("""
                        insert into written_after (position, stream, occurred_at, claimed_at, recorded_at, backdated, late)
                        select * from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                          ?::timestamptz[], ?::boolean[], ?::boolean[])""")
                .param(texts(written -> written.envelope.position()))
                .param(texts(written -> written.envelope.aggregateId()))
                .param(texts(written -> written.envelope.occurredAt()))
                .param(texts(written -> written.claim.at()))
                .param(texts(written -> written.envelope.recordedAt()))
                .param(texts(written -> written.claim.backdated()))
                .param(texts(Written::late))
                .update();
    }

    private String[] texts(Function<Written, Object> value) {
        return gathered.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
