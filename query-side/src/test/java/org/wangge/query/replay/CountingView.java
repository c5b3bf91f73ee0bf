package org.wangge.query.replay;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.Event;

/** A view with a row per event, which can be made to stumble over an event of one type. */
final class CountingView {

    static final AtomicReference<@Nullable String> STUMBLES_OVER = new AtomicReference<>();

    private final JdbcClient sql;

    private CountingView(JdbcClient sql) {
        this.sql = sql;
    }

    static View view(String version) {
        return new View(
                "counting",
                "create table seen (position bigint not null, type text not null)",
                version,
                jdbc -> List.of(new CountingView(JdbcClient.create(jdbc))));
    }

    @EventHandler
    void on(Event event, Envelope envelope) {
        if (envelope.type().equals(STUMBLES_OVER.get())) {
            throw new IllegalStateException("stumbled over " + envelope.type());
        }
        sql.sql("insert into seen (position, type) values (?, ?)")
                .params(envelope.position(), envelope.type())
                .update();
    }
}
