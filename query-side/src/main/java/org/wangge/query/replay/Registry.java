package org.wangge.query.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which generation of each view is the one to read. A view is swapped by one update here: readers look the schema up in the
 * snapshot that they read it with, so none sees half of each, and a long export keeps the old tables as long as it needs them.
 */
final class Registry {

    private static final long GLANCE_NANOS = 5_000_000;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    /** @param fingerprint of the view that made the tables */
    record Current(String schema, long generation, String fingerprint) {}

    Registry(DataSource connections) {
        this.sql = JdbcClient.create(connections);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(connections));
    }

    void prepare() {
        transaction.executeWithoutResult(status -> {
            lock("registry");
            sql.sql("create schema if not exists views").update();
            sql.sql("""
                    create table if not exists views.view (
                      name text primary key,
                      schema text not null unique,
                      generation bigint not null,
                      fingerprint text not null,
                      since timestamptz not null default clock_timestamp()
                    )""").update();
        });
    }

    /** The current generation; makes an empty first one where there is none. */
    Current ensure(View view) {
        return Optional.ofNullable(transaction.execute(status -> {
                    lock(view.name());
                    return current(view).orElseGet(() -> first(view));
                }))
                .orElseThrow();
    }

    private Current first(View view) {
        Current first = new Current(schema(view, 1), 1, view.fingerprint());
        // Rebuilt tables may have been left behind by a registry that was dropped; the registry says what counts.
        sql.sql("drop schema if exists " + first.schema() + " cascade").update();
        create(view, first.schema());
        sql.sql("insert into views.view (name, schema, generation, fingerprint) values (?, ?, ?, ?)")
                .params(view.name(), first.schema(), first.generation(), first.fingerprint())
                .update();
        return first;
    }

    Optional<Current> current(View view) {
        return sql.sql("select schema, generation, fingerprint from views.view where name = ?")
                .param(view.name())
                .query(Current.class)
                .optional();
    }

    /** Makes the empty tables of the generation after the current one. */
    Current next(View view) {
        return Optional.ofNullable(transaction.execute(status -> {
                    lock(view.name());
                    long generation = current(view).orElseThrow().generation() + 1;
                    Current next = new Current(schema(view, generation), generation, view.fingerprint());
                    create(view, next.schema());
                    return next;
                }))
                .orElseThrow();
    }

    private void create(View view, String schema) {
        sql.sql("create schema " + schema).update();
        sql.sql("set local search_path to " + schema).update();
        sql.sql(Generation.OWN_TABLES).update();
        sql.sql(view.script().tables()).update();
    }

    /**
     * From the commit on, readers read {@code next}. The current generation is held still meanwhile, whoever works on it, so that
     * {@code next} can draw level. False, and nothing changed, when it has not done so in that time.
     */
    boolean swap(View view, Current next, Duration patience) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(view.name());
            long served = sql.sql("select position from "
                            + current(view).orElseThrow().schema() + ".progress for update")
                    .query(Long.class)
                    .single();
            if (!reaches(next, served, patience)) {
                return false;
            }
            sql.sql("update views.view set schema = ?, generation = ?, fingerprint = ?, since = clock_timestamp()"
                            + " where name = ?")
                    .params(next.schema(), next.generation(), next.fingerprint(), view.name())
                    .update();
            return true;
        }));
    }

    /** Whether the generation's committed position gets there in time; each look is a snapshot of its own. */
    private boolean reaches(Current generation, long position, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            long reached = sql.sql("select position from " + generation.schema() + ".progress")
                    .query(Long.class)
                    .single();
            if (reached >= position) {
                return true;
            }
            if (System.nanoTime() - until >= 0) {
                return false;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Drops every generation but the current one. Waits for those who still read them. */
    void dropOthers(View view) {
        Current current = current(view).orElseThrow();
        List<String> others = sql.sql("""
                        select nspname from pg_namespace
                        where nspname ~ ('^view_' || :name || '_[0-9]+$') and nspname <> :current""")
                .param("name", view.name())
                .param("current", current.schema())
                .query((row, number) -> row.getString(1))
                .list();
        others.forEach(schema ->
                sql.sql("drop schema if exists " + schema + " cascade").update());
    }

    private static String schema(View view, long generation) {
        return "view_" + view.name() + "_" + generation;
    }

    private void lock(String what) {
        sql.sql("select pg_advisory_xact_lock(hashtext('wangge-views'), hashtext(?))")
                .param(what)
                .query((row, number) -> true)
                .list();
    }
}
