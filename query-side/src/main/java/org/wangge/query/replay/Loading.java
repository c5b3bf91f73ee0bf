package org.wangge.query.replay;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangge.eventstore.LogPage;

/**
 * Fills one generation of a view that is far behind, a page of the log in a transaction, under the same claim and the same lock as
 * the processor that follows afterwards. Indexes that only readers need are made at the end.
 */
final class Loading {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final int SEGMENT = 0;
    private static final long GLANCE_MILLIS = 100;
    private static final long EXTENSION_MILLIS = 750;

    private final View view;
    private final String schema;
    private final Outside outside;
    private final Handlers handlers;
    private final EveryEventInOrder inOrder;
    private final TokenStore tokens;
    private final ScheduledExecutorService extensions;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private volatile boolean stopped;
    private long writing;

    Loading(
            View view,
            String schema,
            Outside outside,
            Handlers handlers,
            EveryEventInOrder inOrder,
            TokenStore tokens,
            ScheduledExecutorService extensions) {
        this.view = view;
        this.schema = schema;
        this.outside = outside;
        this.handlers = handlers;
        this.inOrder = inOrder;
        this.tokens = tokens;
        this.extensions = extensions;
        this.sql = JdbcClient.create(outside.connections());
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(outside.connections()));
    }

    void stop() {
        stopped = true;
    }

    long position() {
        return sql.sql("select position from " + schema + ".progress")
                .query(Long.class)
                .single();
    }

    /** How many events of the log are not in the tables. */
    long behind() {
        return outside.log().head() - position();
    }

    /**
     * Returns when the tables are hardly behind any more, by whoever's work, or when it was stopped. Where a position is missing from
     * the log it stands and looks again.
     */
    void run() throws Exception {
        boolean begun = false;
        while (!stopped && (!begun || behind() > outside.catchUp().near())) {
            if (!claimed()) {
                TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
                continue;
            }
            ScheduledFuture<?> extending = extensions.scheduleWithFixedDelay(
                    this::extend, EXTENSION_MILLIS, EXTENSION_MILLIS, TimeUnit.MILLISECONDS);
            begun = true;
            try {
                if (!load()) {
                    TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
                }
            } catch (UnableToClaimTokenException e) {
                LOG.info("View {} is filled by another process", view.name(), e);
            } finally {
                extending.cancel(false);
            }
        }
    }

    private boolean claimed() {
        try {
            transaction.executeWithoutResult(status -> {
                if (tokens.fetchSegments(view.name()).length == 0) {
                    tokens.initializeTokenSegments(view.name(), 1, new GlobalSequenceTrackingToken(0));
                }
                tokens.fetchToken(view.name(), SEGMENT);
            });
            return true;
        } catch (UnableToClaimTokenException _) {
            return false;
        }
    }

    private void extend() {
        try {
            transaction.executeWithoutResult(status -> tokens.extendClaim(view.name(), SEGMENT));
        } catch (RuntimeException e) {
            // Whose the claim is then shows when the next batch stores its token.
            LOG.debug("The claim on {} was not extended", view.name(), e);
        }
    }

    /** To the end of the log, as it is when it is reached. False when nothing was there. */
    private boolean load() throws Exception {
        long position = position();
        long from = position;
        long begun = System.nanoTime();
        writing = 0;
        try (CatchUp.Reader reader = outside.catchUp().reader(outside.catchUp().types(handlers::want), position)) {
            boolean more = true;
            while (more && !stopped) {
                LogPage page = reader.after(position);
                long end = page.end(position);
                if (end > position) {
                    position = apply(page);
                }
                more = outside.catchUp().isFull(page);
            }
        }
        if (position == from) {
            return false;
        }
        LOG.info(
                "View {} took in {} events in {} ms, {} of them writing",
                view.name(),
                position - from,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                TimeUnit.NANOSECONDS.toMillis(writing));
        return true;
    }

    private long apply(LogPage page) {
        EveryEventInOrder.Batch batch;
        try (CatchUp.Permit _ = outside.catchUp().permit()) {
            long begun = System.nanoTime();
            batch = java.util.Objects.requireNonNull(transaction.execute(status -> {
                EveryEventInOrder.Batch applied = inOrder.apply(page);
                tokens.storeToken(new GlobalSequenceTrackingToken(applied.position()), view.name(), SEGMENT);
                return applied;
            }));
            writing += System.nanoTime() - begun;
        }
        batch.committed();
        return batch.position();
    }

    /**
     * Makes the indexes that are missing, and has the planner look at the tables. The position is held still meanwhile, so that
     * whoever works on the tables waits outside.
     */
    void complete() {
        List<Script.Index> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        try (CatchUp.Permit _ = outside.catchUp().permit()) {
            transaction.executeWithoutResult(status -> {
                sql.sql(
                                "select position, set_config('search_path', ?, true), set_config('maintenance_work_mem', '64MB', true)"
                                        + " from " + schema + ".progress for update")
                        .param(schema)
                        .query((row, number) -> row.getLong(1))
                        .single();
                missing().forEach(index -> sql.sql(index.sql()).update());
                sql.sql("select tablename from pg_tables where schemaname = ?")
                        .param(schema)
                        .query((row, number) -> row.getString(1))
                        .list()
                        .forEach(table -> sql.sql("analyze " + table).update());
            });
        }
    }

    private List<Script.Index> missing() {
        List<String> there = sql.sql("select indexname from pg_indexes where schemaname = ?")
                .param(schema)
                .query((row, number) -> row.getString(1))
                .list();
        return view.script().indexes().stream()
                .filter(index -> !there.contains(index.name()))
                .toList();
    }
}
