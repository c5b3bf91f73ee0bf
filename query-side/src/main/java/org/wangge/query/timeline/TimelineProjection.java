package org.wangge.query.timeline;

import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.query.timeline.Touches.Touch;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;

/** Keeps every event in words, and what it touches. */
final class TimelineProjection {

    private static final Words ENGLISH = Words.english();
    private static final Words CHINESE = Words.chinese();

    private final JdbcClient sql;

    TimelineProjection(JdbcClient sql) {
        this.sql = sql;
    }

    /** Changes when what is written for an event does. */
    static String version() {
        return "1 " + ENGLISH.all() + CHINESE.all();
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        sql.sql("""
                        insert into happening (position, event_id, stream, sequence, type, occurred_at, recorded_at, late,
                          account, person_id, on_behalf_of, source, english, chinese)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(envelope.position())
                .param(envelope.eventId())
                .param(envelope.aggregateId())
                .param(envelope.sequence())
                .param(envelope.type())
                .param(Row.stored(envelope.occurredAt()))
                .param(Row.stored(envelope.recordedAt()))
                .param(LateEntry.isLate(envelope))
                .param(envelope.provenance().actor().account())
                .param(envelope.provenance().actor().personId())
                .param(envelope.provenance().actor().onBehalfOf())
                .param(envelope.provenance().source())
                .param(ENGLISH.of(envelope.type(), event))
                .param(CHINESE.of(envelope.type(), event))
                .update();
        Set<Touch> touches = Touches.of(event, envelope);
        home(event, envelope, touches).ifPresent(grid -> touches.add(new Touch("grid", grid)));
        sql.sql(
                        "insert into touched (kind, id, position) select kind, id, ? from unnest(?::text[], ?::text[]) as t (kind, id)")
                .param(envelope.position())
                .param(touches.stream().map(Touch::kind).toArray(String[]::new))
                .param(touches.stream().map(Touch::id).toArray(String[]::new))
                .update();
    }

    /** The grid where it happened, where the event itself names none; remembers the one that it names. */
    private Optional<String> home(Event event, Envelope envelope, Set<Touch> touches) {
        Optional<String> named = event instanceof CaseEscalated escalated
                ? Optional.of(escalated.toGridId())
                : touches.stream()
                        .filter(touch -> touch.kind().equals("grid"))
                        .map(Touch::id)
                        .findFirst();
        if (named.isEmpty()) {
            return sql.sql("select grid_id from home where stream = ?")
                    .param(envelope.aggregateId())
                    .query(String.class)
                    .optional();
        }
        sql.sql("insert into home (stream, grid_id) values (?, ?) on conflict (stream) do update"
                        + " set grid_id = excluded.grid_id where home.grid_id <> excluded.grid_id")
                .param(envelope.aggregateId())
                .param(named.get())
                .update();
        return Optional.empty();
    }
}
