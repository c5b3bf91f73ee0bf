package org.wangge.command.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.command.Gathered;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** The rows behind {@link OpenItems}. A closed case keeps its row under another kind, so that reopening finds its grid. */
@Component
class OpenItemRows implements OpenItems {

    static final String PROCESSOR = "open-items";
    static final String GRID = "GRID";
    static final String DUTY = "DUTY";
    static final String CASE = "CASE";
    private static final String CLOSED_CASE = "CLOSED_CASE";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final JdbcClient database;
    private final JdbcOperations batches;
    private final PostgresEventStorageEngine log;

    OpenItemRows(@Qualifier("logDataSource") DataSource database, PostgresEventStorageEngine log) {
        this.batches = new JdbcTemplate(database);
        this.database = JdbcClient.create(batches);
        this.log = log;
    }

    void put(String kind, String itemId, String gridId) {
        add(
                itemId,
                "INSERT INTO command.open_item (kind, item_id, grid_id) VALUES (?, ?, ?)"
                        + " ON CONFLICT (kind, item_id) DO UPDATE SET grid_id = excluded.grid_id",
                kind,
                itemId,
                gridId);
    }

    void remove(String kind, String itemId) {
        add(itemId, "DELETE FROM command.open_item WHERE kind = ? AND item_id = ?", kind, itemId);
    }

    void close(String caseId) {
        changeKind(caseId, CASE, CLOSED_CASE);
    }

    void reopen(String caseId) {
        changeKind(caseId, CLOSED_CASE, CASE);
    }

    private void changeKind(String caseId, String from, String to) {
        add(caseId, "UPDATE command.open_item SET kind = ? WHERE kind = ? AND item_id = ?", to, from, caseId);
    }

    private record Change(String itemId, String sql, List<String> parameters) {}

    private void add(String itemId, String sql, String... parameters) {
        Gathered.add(PROCESSOR, new Change(itemId, sql, List.of(parameters)), this::write);
    }

    /**
     * In their order, but equal statements about different items that follow each other at once: the driver makes one statement of them,
     * and none may put the same row twice.
     */
    private void write(List<Change> changes) {
        int next = 0;
        while (next < changes.size()) {
            String sql = changes.get(next).sql();
            List<Object[]> parameters = new ArrayList<>();
            Set<String> items = new HashSet<>();
            while (next < changes.size()
                    && changes.get(next).sql().equals(sql)
                    && items.add(changes.get(next).itemId())) {
                parameters.add(changes.get(next++).parameters().toArray());
            }
            batches.batchUpdate(sql, parameters);
        }
    }

    @Override
    public InGrid in(String gridId) {
        awaitHead();
        List<Row> rows = database.sql(
                        "SELECT kind, item_id FROM command.open_item WHERE grid_id = ? ORDER BY kind, item_id")
                .param(gridId)
                .query((row, number) -> new Row(row.getString(1), row.getString(2)))
                .list();
        return new InGrid(ids(rows, CASE).stream().map(UUID::fromString).toList(), ids(rows, DUTY), ids(rows, GRID));
    }

    /** The list is kept by a reader of its own, a few milliseconds behind: who asks waits until it has seen all there is. */
    private void awaitHead() {
        long head = log.head();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (position() < head) {
            if (System.nanoTime() > deadline) {
                throw Refused.because(CommonRefusal.NOT_READY, "", "the list of open items is behind position " + head);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private long position() {
        return database.sql("SELECT (convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint"
                        + " FROM command.token_entry WHERE processor_name = ? AND token IS NOT NULL")
                .param(PROCESSOR)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    record Row(String kind, String itemId) {}

    private static List<String> ids(List<Row> rows, String kind) {
        return rows.stream()
                .filter(row -> row.kind().equals(kind))
                .map(Row::itemId)
                .toList();
    }
}
