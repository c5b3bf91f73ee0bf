package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.COPY;
import static org.wangge.benchmarks.ratios.Catalogue.PGBENCH;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What PostgreSQL itself can do on this machine with rows like those of the log. */
final class Limit {

    private static final String NOTE =
            "A row of the log as the smallest case begins it, in a table with the log's columns, indexes and constraints, in the same"
                    + " durable PostgreSQL; positions from a sequence.";

    private Limit() {}

    static void run() throws Exception {
        try (Server server = Server.start()) {
            server.createWangge("limits");
            try (Child ours = Peers.ours(server, "limits")) {
                ours.ask("create 1 50");
            }
            Results results = Results.of("limit").circumstance("postgresql", server.version());
            Optional<PgBench> found = PgBench.on(server, "limits");
            if (found.isPresent()) {
                PgBench limit = found.get();
                results.circumstance("pgbench", limit.version());
                for (int clients : Settings.CLIENTS) {
                    results.add(new Rounds("limit.single." + clients, "rows/s")
                            .with(PGBENCH, () -> limit.rate(clients, 1))
                            .note(NOTE)
                            .measure());
                }
                results.add(new Rounds("limit.hundred", "rows/s")
                        .with(PGBENCH, () -> limit.rate(1, 100))
                        .note(NOTE)
                        .measure());
            } else {
                System.out.println("no pgbench here: -Dpgbench=… names it");
            }
            PgBench.LikeTheLog table = PgBench.LikeTheLog.make(server.superuser("limits"));
            results.add(copied(server, "limit.copy", table.rows(Settings.COPY), PgBench.LikeTheLog.TABLE));
        }
    }

    private static Cell copied(Server server, String id, String rows, String table) throws Exception {
        Path file = Files.createTempFile("wangge-copy", ".bin");
        try {
            copyOut(server, "limits", rows, file);
            return new Rounds(id, "rows/s")
                    .with(COPY, () -> Settings.COPY / copyIn(server, "limits", table, file))
                    .times(Settings.QUICK ? 1 : Math.min(3, Settings.PAIRS))
                    .withoutWarmUp()
                    .measure();
        } finally {
            Files.delete(file);
        }
    }

    static void copyOut(Server server, String database, String query, Path file) throws Exception {
        try (var pool = server.pool(database);
                Connection connection = pool.getConnection();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout with (format binary)", out);
        }
    }

    /** Into the emptied table, with its indexes there; how many seconds until it was durable. */
    static double copyIn(Server server, String database, String table, Path file) throws Exception {
        JdbcClient sql = server.superuser(database);
        sql.sql("truncate table " + table).update();
        sql.sql("checkpoint").update();
        try (var pool = server.pool(database);
                Connection connection = pool.getConnection();
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            long begun = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin with (format binary)", in, 1 << 16);
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}
