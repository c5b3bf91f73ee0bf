package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.JDBC;
import static org.wangge.benchmarks.ratios.Catalogue.JPA;
import static org.wangge.benchmarks.ratios.Catalogue.PGBENCH;
import static org.wangge.benchmarks.ratios.Catalogue.PLAIN;
import static org.wangge.benchmarks.ratios.Catalogue.READING;
import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creations and further steps with 1, 8 and 32 threads, without HTTP: Wangge's engine, stock Axon, entities with an audit table. */
final class InProcess {

    private static final String NOTE =
            "In process: the same small aggregate behind Axon's command bus for Wangge and stock (entities for plain), each in a JVM"
                    + " of its own with `-Xmx1g` and at most 20 connections, the others held by SIGSTOP; a further step finds a case of 1 to 5"
                    + " events and adds one, cases being taken up in blocks of 40 soon after they were begun. Wangge keeps aggregates in memory (the 20,000 used last); “reading” is"
                    + " Wangge without that. Payloads of stock JPA are"
                    + " `bytea`, not large objects.";

    private InProcess() {}

    static void run() throws Exception {
        try (Server server = Server.start()) {
            server.createWangge("ours");
            try (Child ours = Peers.ours(server, "ours", OursDoing.Memory.REMEMBERING);
                    Child reading = Peers.ours(server, "ours", OursDoing.Memory.FORGETTING);
                    Child jpa = Peers.worker(server, "stock-jpa", "stock_jpa", List.of());
                    Child jdbc = Peers.worker(server, "stock-jdbc", "stock_jdbc", List.of());
                    Child plain = Peers.worker(server, "plain", "plain", List.of())) {
                for (Child each : List.of(ours, reading, jpa, jdbc, plain)) {
                    warmUp(each);
                }
                Optional<PgBench> limit = PgBench.on(server, "ours");
                Results results = Results.of("inprocess").circumstance("postgresql", server.version());
                limit.ifPresent(found -> results.circumstance("pgbench", found.version()));
                for (int threads : Settings.CLIENTS) {
                    results.add(new Rounds("inprocess.create." + threads, "1/s")
                            .with(WANGGE, Peers.turn(ours, "create", threads))
                            .with(JPA, Peers.turn(jpa, "create", threads))
                            .with(JDBC, Peers.turn(jdbc, "create", threads))
                            .with(PLAIN, Peers.turn(plain, "create", threads))
                            .with(PGBENCH, pgbench(limit.orElse(null), threads))
                            .ratio(WANGGE, JPA)
                            .ratio(WANGGE, JDBC)
                            .ratio(WANGGE, PLAIN)
                            .ratio(WANGGE, PGBENCH)
                            .note(NOTE)
                            .measure());
                }
                for (int threads : Settings.CLIENTS) {
                    results.add(new Rounds("inprocess.step." + threads, "1/s")
                            .with(WANGGE, Peers.turn(ours, "step", threads))
                            .with(READING, Peers.turn(reading, "step", threads))
                            .with(JPA, Peers.turn(jpa, "step", threads))
                            .with(JDBC, Peers.turn(jdbc, "step", threads))
                            .with(PLAIN, Peers.turn(plain, "step", threads))
                            .ratio(WANGGE, JPA)
                            .ratio(WANGGE, JDBC)
                            .ratio(WANGGE, PLAIN)
                            .ratio(READING, JPA)
                            .note(NOTE)
                            .measure());
                }
            }
        }
    }

    /** Long enough for the compiler, once for all cells. */
    private static void warmUp(Child worker) throws InterruptedException {
        String threadsAndMillis = " 8 " + (Settings.QUICK ? 500 : 8_000);
        worker.ask("create" + threadsAndMillis);
        worker.ask("step" + threadsAndMillis);
        worker.hold();
    }

    private static Rounds.@Nullable Turn pgbench(@Nullable PgBench limit, int clients) {
        return limit == null ? null : () -> limit.rate(clients, 1);
    }
}
