package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.benchmarks.peers.Ids;

/** The first page of the overdue list, with very many items open: one real case's row in the ledger, put in again and again. */
final class Overdue {

    private static final int REQUESTS = Settings.QUICK ? 50 : 2_000;

    private Overdue() {}

    static void run() throws Exception {
        try (Server server = Server.start();
                Site commands = Site.commandSide(server, WANGGE, "ours");
                Site views = Site.querySide(server, "wangge, query side", "ours", commands)) {
            new HttpLoad(commands).begin(1, 1);
            views.awaitViews();
            views.awaitViews();
            copy(server.superuser("ours"), views.view("cases"));
            List<Double> p99 = new ArrayList<>();
            Cell medians = new Rounds("overdue", "ms")
                    .with("median", () -> {
                        Latencies asked = ask(views);
                        p99.add(asked.p99());
                        return asked.median();
                    })
                    .measure();
            Map<String, Spread> figures = new LinkedHashMap<>(medians.figures());
            figures.put("p99", Spread.of(p99.subList(1, p99.size())));
            Results.of("overdue")
                    .circumstance("postgresql", server.version())
                    .add(new Cell(
                            "overdue",
                            "ms",
                            figures,
                            new LinkedHashMap<>(),
                            medians.rounds(),
                            medians.thrownAway(),
                            medians.disturbed(),
                            "Overdue list: " + Settings.OVERDUE
                                    + " open, overdue rows made from a real one in the ledger of cases; `GET /api/v1/overdue?limit=100`, one"
                                    + " connection, " + REQUESTS + " requests a round, on the query side alone."));
        }
    }

    private static Latencies ask(Site views) throws Exception {
        Latencies latencies = new Latencies();
        UUID none = Ids.next();
        byte[] request = Request.get(views, "/api/v1/overdue?limit=100").bytes(none, none);
        try (Wire wire = new Wire(views.port())) {
            for (int i = 0; i < REQUESTS; i++) {
                long begun = System.nanoTime();
                int status = wire.exchange(request);
                latencies.add(System.nanoTime() - begun);
                if (status != 200) {
                    throw new IllegalStateException(status + " " + wire.body());
                }
            }
        }
        return latencies;
    }

    private static void copy(JdbcClient sql, String schema) {
        List<String> columns = sql.sql("select column_name from information_schema.columns"
                        + " where table_schema = ? and table_name = 'case_version' and is_generated = 'NEVER'"
                        + " order by ordinal_position")
                .param(schema)
                .query((row, number) -> row.getString(1))
                .list();
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add(
                    switch (column) {
                        case "case_id" -> "uuidv7()::text";
                        case "event_id" -> "uuidv7()";
                        case "deadline" -> "now() - k * interval '1 second'";
                        case "effective_from", "recorded_from", "reported_at", "reported_recorded_at", "stage_since" ->
                            column + " - k * interval '1 second' - interval '1 day'";
                        default -> column;
                    });
        }
        int made = sql.sql("insert into " + schema + ".case_version (" + String.join(", ", columns) + ") select "
                        + String.join(", ", values) + " from (select * from " + schema
                        + ".case_version where open and deadline is not null limit 1) one, generate_series(1, "
                        + Settings.OVERDUE + ") k")
                .update();
        if (made != Settings.OVERDUE) {
            throw new IllegalStateException("only " + made + " rows were made");
        }
        sql.sql("vacuum analyze").update();
    }
}
