package org.wangge.query.replay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.wangge.edge.problem.ProblemKind;
import org.wangge.edge.problem.RequestProblem;

/** 快照: reads views such that all rows of an answer, and the position that it names, are of one moment. */
public final class Snapshots {

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long GLANCE_MILLIS = 25;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";

    private final JdbcClient sql;
    private final DataSourceTransactionManager transactions;
    private final DefaultTransactionDefinition readOnly = new DefaultTransactionDefinition();
    private final Progress progress;

    /**
     * What a question is answered from.
     *
     * @param sql unqualified table names mean the tables of the views that were asked for
     * @param position every event up to here is in the tables, of all these views
     */
    public record Snapshot(JdbcClient sql, long position) {}

    public Snapshots(DataSource connections, Progress progress) {
        this.sql = JdbcClient.create(connections);
        this.transactions = new DataSourceTransactionManager(connections);
        this.readOnly.setReadOnly(true);
        this.readOnly.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.progress = progress;
    }

    /**
     * Answers a question from the given views, all at one moment.
     *
     * @param minPosition the answer must hold every event up to here; waits for that up to 2 s
     * @throws RequestProblem 503 when the views do not get there in time, or are being made
     */
    public <T> T read(List<String> views, @Nullable Long minPosition, Function<Snapshot, T> question) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Answer<T> answer = attempt(views, minPosition, question);
            if (answer.value.isPresent()) {
                return answer.value.get();
            }
            if (System.nanoTime() - until > 0) {
                throw notYet("the view is at position " + answer.position + ", not yet at " + minPosition);
            }
            progress.await(GLANCE_MILLIS);
        }
    }

    private <T> Answer<T> attempt(List<String> views, @Nullable Long minPosition, Function<Snapshot, T> question) {
        try {
            return inTransaction(views, minPosition, question);
        } catch (DataAccessException e) {
            if (!tablesAreGone(e)) {
                throw e;
            }
        }
        try {
            // The view was swapped between looking up its schema and reading; the new one is there now.
            return inTransaction(views, minPosition, question);
        } catch (DataAccessException e) {
            if (tablesAreGone(e)) {
                throw notYet("the view is being built");
            }
            throw e;
        }
    }

    private <T> Answer<T> inTransaction(
            List<String> views, @Nullable Long minPosition, Function<Snapshot, T> question) {
        TransactionStatus begun = transactions.getTransaction(readOnly);
        try {
            List<String> schemas = sql.sql("select schema from views.view where name in (:names)")
                    .param("names", views)
                    .query((row, number) -> row.getString(1))
                    .list();
            if (schemas.size() != views.size()) {
                throw notYet("the view is being built");
            }
            long position = sql.sql(schemas.stream()
                            .map(schema -> "select position from " + schema + ".progress")
                            .collect(Collectors.joining(" union all ", "select min(position) from (", ") each_view")))
                    .query(Long.class)
                    .single();
            if (minPosition != null && position < minPosition) {
                return new Answer<>(position, Optional.empty());
            }
            sql.sql("set local search_path to " + String.join(", ", schemas)).update();
            return new Answer<>(position, Optional.of(question.apply(new Snapshot(sql, position))));
        } finally {
            transactions.rollback(begun);
        }
    }

    private static RequestProblem notYet(String detail) {
        return RequestProblem.later(ProblemKind.VIEW_BEHIND, detail, Duration.ofSeconds(1));
    }

    private static boolean tablesAreGone(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sqlException
                && (UNDEFINED_TABLE.equals(sqlException.getSQLState())
                        || UNDEFINED_COLUMN.equals(sqlException.getSQLState()));
    }

    private record Answer<T>(long position, Optional<T> value) {}
}
