package org.wangge.query.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.TestDatabase;
import org.wangge.query.History;
import org.wangge.query.MovableClock;

/** A log and views over it in a database of their own, without HTTP, so that they can be stopped, started and broken. */
final class Workshop implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final MovableClock clock = new MovableClock();
    final PostgresEventStorageEngine engine =
            new PostgresEventStorageEngine(database.command(), EventCatalogue.published(), "test", clock);
    final EmbeddedEventStore log = log();
    final History history = new History(log, engine, clock);
    final JdbcClient root = JdbcClient.create(database.superuser());
    private final javax.sql.DataSource connections = database.query();
    private final List<Views> running = new ArrayList<>();
    private final List<EmbeddedEventStore> others = new ArrayList<>();
    final Progress progress = new Progress();
    final Snapshots snapshots = new Snapshots(connections, progress);

    Views process(String node, List<View> views) {
        Views process = new Views(views, connections, log, engine, progress, node);
        process.start();
        running.add(process);
        return process;
    }

    private EmbeddedEventStore log() {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(25)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
    }

    /**
     * One that has not seen the log yet, reads so many events at once, and leaves tables that are not further behind than that to
     * their processors.
     */
    Views process(String node, List<View> views, int page, long far) {
        EmbeddedEventStore unseen = log();
        others.add(unseen);
        Views process = new Views(views, connections, unseen, new CatchUp(engine, page), far, progress, node);
        process.start();
        running.add(process);
        return process;
    }

    /** The schema that is read for a view. */
    String schema(String view) {
        return root.sql("select schema from views.view where name = ?")
                .param(view)
                .query(String.class)
                .single();
    }

    long position(String view) {
        return root.sql("select position from " + schema(view) + ".progress")
                .query(Long.class)
                .single();
    }

    void awaitHead(String view) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> position(view) == engine.head());
    }

    void rebuild(Views process, String view) {
        String before = schema(view);
        if (!process.rebuild(view).orElseThrow()) {
            throw new AssertionError(view + " is being rebuilt already");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !schema(view).equals(before)
                        && process.status().stream()
                                .filter(status -> status.name().equals(view))
                                .allMatch(status -> status.state() == ViewStatus.State.LIVE));
    }

    /** Every row of every table of a view as text, sorted, but for Axon's claim. */
    List<String> dump(String view) {
        String schema = schema(view);
        List<String> rows = new ArrayList<>();
        root.sql("select tablename from pg_tables where schemaname = ? and tablename <> 'token' order by 1")
                .param(schema)
                .query(String.class)
                .list()
                .forEach(table -> root.sql("select t::text from " + schema + "." + table + " t order by 1")
                        .query(String.class)
                        .list()
                        .forEach(row -> rows.add(table + " " + row)));
        return rows;
    }

    @Override
    public void close() {
        running.forEach(Views::stop);
        others.forEach(EmbeddedEventStore::shutDown);
        log.shutDown();
        engine.close();
        database.close();
    }
}
