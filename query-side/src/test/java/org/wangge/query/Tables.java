package org.wangge.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.ProvenanceParameters;
import org.wangge.eventstore.TestDatabase;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.replay.Buffering;
import org.wangge.query.replay.View;

/** Tables of views that a test fills through the real projections, without a log, many events per second. */
public final class Tables implements AutoCloseable {

    private static final int MOST_IN_A_BATCH = 30;

    private final TestDatabase database = TestDatabase.create();
    private final SingleConnectionDataSource connection;
    private final JdbcClient sql;
    private final List<AnnotationEventHandlerAdapter> projections = new ArrayList<>();
    private final List<Buffering> buffering = new ArrayList<>();
    private final Random sizes = new Random(1);
    private boolean inBatch;
    private long position;

    public Tables(List<View> views) {
        try {
            Connection single = database.superuser().getConnection();
            single.setAutoCommit(false);
            connection = new SingleConnectionDataSource(single, true);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        JdbcTemplate jdbc = new JdbcTemplate(connection);
        sql = JdbcClient.create(jdbc);
        sql.sql("create schema tables").update();
        sql.sql("set search_path to tables").update();
        for (View view : views) {
            sql.sql(view.tables()).update();
            for (Object projection : view.projections().apply(jdbc)) {
                if (projection instanceof Buffering gathers) {
                    buffering.add(gathers);
                }
                projections.add(new AnnotationEventHandlerAdapter(
                        projection,
                        MultiParameterResolverFactory.ordered(
                                new ProvenanceParameters(), ClasspathParameterResolverFactory.forClass(Tables.class))));
            }
        }
    }

    /** Sees the tables of all the views, with everything recorded so far: whoever asks ends a batch. */
    public JdbcClient sql() {
        endBatch();
        return sql;
    }

    /** Hands the next event of the log to every projection. */
    public Fact record(Event event, Instant occurredAt, Instant recordedAt) {
        Provenance provenance =
                new Provenance(History.WANG, occurredAt, "http", TimeOrderedIds.next(), TimeOrderedIds.next(), null);
        Envelope envelope = new Envelope(
                ++position,
                TimeOrderedIds.next(),
                EventCatalogue.published().nameOf(event.getClass()).value(),
                1,
                "test",
                position,
                recordedAt,
                provenance);
        GenericEventMessage<Event> message = new GenericEventMessage<>(
                event, MetaData.with(Envelope.KEY, envelope).and(Provenance.KEY, provenance));
        if (!inBatch) {
            inBatch = true;
            buffering.forEach(each -> each.begin(true));
        }
        for (AnnotationEventHandlerAdapter projection : projections) {
            try {
                projection.handle(message);
            } catch (Exception e) {
                throw new AssertionError("cannot apply " + event, e);
            }
        }
        // Batches of all sizes, from a single event on.
        if (sizes.nextInt(MOST_IN_A_BATCH) == 0) {
            endBatch();
        }
        return new Fact(event, envelope);
    }

    private void endBatch() {
        if (inBatch) {
            inBatch = false;
            buffering.forEach(Buffering::flush);
        }
    }

    /** Throws away what is in the tables. */
    public void empty() {
        inBatch = false;
        List<String> tables = sql.sql("select tablename from pg_tables where schemaname = 'tables'")
                .query(String.class)
                .list();
        sql.sql("truncate " + String.join(", ", tables)).update();
        buffering.forEach(each -> each.begin(false));
    }

    /** An event as a test keeps it beside the tables. */
    public record Fact(Event event, Envelope envelope) {

        public Instant occurredAt() {
            return envelope.occurredAt();
        }

        public Instant recordedAt() {
            return envelope.recordedAt();
        }

        public String id() {
            return envelope.eventId().toString();
        }
    }

    @Override
    public void close() {
        connection.destroy();
        database.close();
    }
}
