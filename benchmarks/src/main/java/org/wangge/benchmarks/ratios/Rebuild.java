package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.COPY;
import static org.wangge.benchmarks.ratios.Catalogue.JPA;
import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Views made anew from a long log: one ledger, and all of them, against stock's replay into its one view and against a bare COPY. */
final class Rebuild {

    private static final String NOTE = "Rebuild: " + Settings.REBUILT
            + " events, cases of six each. Wangge's through `POST /api/v1/views/{name}/rebuild` on the query side alone, until the new"
            + " tables are the ones that are read; stock's in one segment with batches of 500, and when its processor stands still for"
            + " good, its turn begins anew in another process; COPY puts the ledger's own rows into"
            + " an emptied table with the same indexes. All as events of the log per second.";

    private Rebuild() {}

    static void run() throws Exception {
        try (Server server = Server.start();
                Site commands = Site.commandSide(server, WANGGE, "ours")) {
            try (Child filler = Peers.ours(server, "ours")) {
                System.out.println("filled in " + filler.ask("fill " + Settings.REBUILT) + " s");
            }
            commands.process().hold();
            try (Stock stock = new Stock(server)) {
                server.superuser(Stock.NAME).sql("vacuum analyze").update();
                try (Site views = Site.querySide(server, "wangge, query side", "ours", commands)) {
                    System.out.println("views first built in " + views.awaitBuilt() + " s");
                    views.process().hold();
                    measure(server, views, stock);
                }
            }
        }
    }

    private static void measure(Server server, Site views, Stock stock) throws Exception {
        Results results = Results.of("rebuild").circumstance("postgresql", server.version());
        JdbcClient sql = server.superuser("ours");
        sql.sql("vacuum analyze").update();
        long events =
                sql.sql("select max(position) from log.event").query(Long.class).single();
        long replayed = server.superuser(Stock.NAME)
                .sql("select count(*) from domain_event_entry")
                .query(Long.class)
                .single();
        sql.sql("create table public.copied (like " + views.caseLedger() + " including all)")
                .update();
        Path file = Files.createTempFile("wangge-ledger", ".bin");
        try {
            Limit.copyOut(server, "ours", "select * from " + views.caseLedger(), file);
            Rounds.Turn replay = () -> replayed / stock.replay();
            results.add(new Rounds("rebuild.ledger", "events/s")
                    .with(WANGGE, () -> events / rebuilt(views, List.of("cases")))
                    .with(JPA, replay)
                    .with(COPY, () -> events / Limit.copyIn(server, "ours", "public.copied", file))
                    .ratio(WANGGE, JPA)
                    .ratio(WANGGE, COPY)
                    .withoutWarmUp()
                    .note(NOTE)
                    .measure());
            results.add(new Rounds("rebuild.all", "events/s")
                    .with(WANGGE, () -> events / rebuilt(views, names(views)))
                    .with(JPA, replay)
                    .ratio(WANGGE, JPA)
                    .withoutWarmUp()
                    .note(NOTE)
                    .measure());
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> names(Site views) {
        return List.copyOf(generations(views).keySet());
    }

    private static Map<String, Long> generations(Site views) {
        Map<String, Long> generations = new LinkedHashMap<>();
        views.database()
                .sql("select name, generation from views.view order by name")
                .query(row -> {
                    generations.put(row.getString(1), row.getLong(2));
                });
        return generations;
    }

    /** How many seconds until the new generation of each is the one that is read. */
    private static double rebuilt(Site views, List<String> names) throws InterruptedException {
        views.process().resume();
        Map<String, Long> before = generations(views);
        long begun = System.nanoTime();
        names.forEach(name -> views.post("/api/v1/views/" + name + "/rebuild", ""));
        while (true) {
            Map<String, Long> now = generations(views);
            if (names.stream().allMatch(name -> now.getOrDefault(name, 0L) > before.getOrDefault(name, 0L))) {
                break;
            }
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        // The old tables are dropped meanwhile, and the database catches its breath.
        Thread.sleep(2_000);
        views.process().hold();
        return seconds;
    }

    /** Stock's log and its one view, in one process for as long as its processor goes on. */
    private static final class Stock implements AutoCloseable {

        private static final String NAME = "stock_jpa";
        private static final int PROCESSES_AT_MOST = 10;

        private final Server server;
        private Child process;
        private int processes = 1;

        Stock(Server server) throws IOException, InterruptedException {
            this.server = server;
            this.process = Peers.worker(server, "stock-jpa", NAME, Peers.ONE_SEGMENT);
            System.out.println("stock filled in " + process.ask("fill " + Settings.REBUILT) + " s");
            process.hold();
        }

        /** How many seconds one replay took that came to its end. */
        double replay() throws IOException, InterruptedException {
            process.resume();
            while (true) {
                try {
                    double seconds = Double.parseDouble(process.ask("replay"));
                    process.hold();
                    return seconds;
                } catch (IllegalStateException standstill) {
                    if (processes == PROCESSES_AT_MOST) {
                        throw standstill;
                    }
                    processes++;
                    System.out.println("stock begins anew, process " + processes + ": " + standstill.getMessage());
                    process.close();
                    process = Peers.workerAgain(server, "stock-jpa", NAME, Peers.ONE_SEGMENT);
                }
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
