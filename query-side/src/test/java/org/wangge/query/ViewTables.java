package org.wangge.query;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.replay.ViewStatus;
import org.wangge.query.replay.Views;

/** Every row of a view, as it stands, after a rebuild, and after all events were applied once more. */
public final class ViewTables {

    private final Views views;
    private final JdbcClient sql;
    private final History history;

    public ViewTables(Views views, javax.sql.DataSource viewDataSource, History history) {
        this.views = views;
        this.sql = JdbcClient.create(viewDataSource);
        this.history = history;
    }

    /** Each table's rows as text, sorted, once the view has seen the whole log. */
    public Map<String, List<String>> rows(String view) {
        String schema = schema(view);
        Awaitility.await().until(() -> position(schema) == history.head());
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : sql.sql("select table_name from information_schema.tables where table_schema = ?"
                        + " and table_name not in ('progress', 'token')")
                .param(schema)
                .query(String.class)
                .list()) {
            rows.put(
                    table,
                    sql.sql("select t::text from " + schema + "." + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        return rows;
    }

    private long position(String schema) {
        return sql.sql("select position from " + schema + ".progress")
                .query(Long.class)
                .single();
    }

    private String schema(String view) {
        return sql.sql("select schema from views.view where name = ?")
                .param(view)
                .query(String.class)
                .single();
    }

    /** Replays the log into fresh tables and waits until these are the ones that are read. */
    public void rebuild(String view) {
        String before = schema(view);
        if (!views.rebuild(view).orElseThrow()) {
            throw new IllegalStateException(view + " is being rebuilt already");
        }
        Awaitility.await()
                .until(() -> !schema(view).equals(before)
                        && views.status().stream()
                                .allMatch(status ->
                                        !status.name().equals(view) || status.state() == ViewStatus.State.LIVE));
    }

    /** Lets every event come in once more, as after a restart whose token was lost. */
    public void applyAgain(String view) {
        views.stop();
        sql.sql("delete from " + schema(view) + ".token").update();
        views.start();
        // One more event, after all the others: when it is in, those have come by.
        long position = history.append(CaseStories.grid(History.prefix(), 1, null));
        Awaitility.await().until(() -> position(schema(view)) >= position);
    }
}
