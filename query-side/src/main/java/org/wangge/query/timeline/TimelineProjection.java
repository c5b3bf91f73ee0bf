package org.wangge.query.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.query.replay.Buffering;
import org.wangge.query.timeline.Touches.Touch;
import org.wangge.query.version.LateEntry;

/** Keeps every event in words, and what it touches. Every event there is comes by here, so rows are written batch by batch. */
final class TimelineProjection implements Buffering {

    private static final Words ENGLISH = Words.english();
    private static final Words CHINESE = Words.chinese();

    private record Happening(Envelope envelope, String english, String chinese) {
        Actor actor() {
            return envelope.provenance().actor();
        }
    }

    private record Touched(Touch touch, long position) {}

    private final JdbcClient sql;
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Touched> touched = new ArrayList<>();
    private final Map<String, String> homes = new LinkedHashMap<>();

    TimelineProjection(JdbcClient sql) {
        this.sql = sql;
    }

    /** Changes when what is written for an event does. */
    static String version() {
        return "1 " + ENGLISH.all() + CHINESE.all();
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        happenings.add(new Happening(envelope, ENGLISH.of(envelope.type(), event), CHINESE.of(envelope.type(), event)));
        Set<Touch> touches = Touches.of(event, envelope);
        String named = homeNamedBy(event, touches);
        if (named != null) {
            homes.put(envelope.aggregateId(), named);
        } else {
            String home = homes.computeIfAbsent(envelope.aggregateId(), this::knownHome);
            if (home != null) {
                touches.add(new Touch("grid", home));
            }
        }
        touches.forEach(touch -> touched.add(new Touched(touch, envelope.position())));
    }

    /** The grid that an event says its stream's things happen in. */
    private static @Nullable String homeNamedBy(Event event, Set<Touch> touches) {
        return event instanceof CaseEscalated escalated
                ? escalated.toGridId()
                : touches.stream()
                        .filter(touch -> touch.kind().equals("grid"))
                        .map(Touch::id)
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable String knownHome(String stream) {
        return sql.sql("select grid_id from home where stream = ?")
                .param(stream)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    @Override
    public void begin() {
        happenings.clear();
        touched.clear();
        homes.clear();
    }

    @Override
    public void flush() {
        sql.sql("""
                        insert into happening (position, event_id, stream, sequence, type, occurred_at, recorded_at, late,
                          account, person_id, on_behalf_of, source, english, chinese)
                        select * from unnest(?::bigint[], ?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[],
                          ?::timestamptz[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])""")
                .param(column(happening -> happening.envelope.position()))
                .param(column(happening -> happening.envelope.eventId()))
                .param(column(happening -> happening.envelope.aggregateId()))
                .param(column(happening -> happening.envelope.sequence()))
                .param(column(happening -> happening.envelope.type()))
                .param(column(happening -> happening.envelope.occurredAt()))
                .param(column(happening -> happening.envelope.recordedAt()))
                .param(column(happening -> LateEntry.isLate(happening.envelope)))
                .param(column(happening -> happening.actor().account()))
                .param(column(happening -> happening.actor().personId()))
                .param(column(happening -> happening.actor().onBehalfOf()))
                .param(column(happening -> happening.envelope.provenance().source()))
                .param(column(happening -> happening.english))
                .param(column(happening -> happening.chinese))
                .update();
        sql.sql("insert into touched (kind, id, position) select * from unnest(?::text[], ?::text[], ?::bigint[])")
                .param(touched.stream().map(each -> each.touch.kind()).toArray(String[]::new))
                .param(touched.stream().map(each -> each.touch.id()).toArray(String[]::new))
                .param(touched.stream()
                        .map(each -> Long.toString(each.position))
                        .toArray(String[]::new))
                .update();
        sql.sql("insert into home (stream, grid_id) select * from unnest(?::text[], ?::text[])"
                        + " on conflict (stream) do update set grid_id = excluded.grid_id"
                        + " where home.grid_id <> excluded.grid_id")
                .param(homes.keySet().toArray(String[]::new))
                .param(homes.values().toArray(String[]::new))
                .update();
    }

    /** Arrays of text, which the database turns into what the columns hold: the driver takes no others alike. */
    private @Nullable String[] column(Function<Happening, @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[happenings.size()];
        for (int i = 0; i < column.length; i++) {
            Object each = value.apply(happenings.get(i));
            column[i] = each == null ? null : each.toString();
        }
        return column;
    }
}
