package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The physical limit: PostgreSQL's own load generator, inserting a row of the log into a table with the same columns, indexes and
 * constraints, its position from a sequence. It neither encodes nor hashes anything, and checks nothing.
 */
final class PgBench {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path program;
    private final Server server;
    private final String database;
    private final Path scripts;

    private PgBench(Path program, Server server, String database, Path scripts) {
        this.program = program;
        this.server = server;
        this.database = database;
        this.scripts = scripts;
    }

    /** Empty when there is no such program here. {@code -Dpgbench=…} names it. */
    static Optional<PgBench> on(Server server, String database) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        LikeTheLog table = LikeTheLog.make(server.superuser(database));
        Path scripts = Files.createTempDirectory("wangge-pgbench");
        Files.writeString(scripts.resolve("1.sql"), table.insert(1));
        Files.writeString(scripts.resolve("100.sql"), table.insert(100));
        return Optional.of(new PgBench(program.get(), server, database, scripts));
    }

    static Optional<Path> program() throws IOException {
        List<Path> places = new ArrayList<>();
        String named = System.getProperty("pgbench");
        if (named != null) {
            places.add(Path.of(named));
        }
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (var found = Files.newDirectoryStream(versions)) {
                found.forEach(version -> places.add(version.resolve("bin/pgbench")));
            }
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            places.add(Path.of(folder, "pgbench"));
        }
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    String version() {
        return Machine.said(List.of(program.toString(), "--version"));
    }

    /** Rows per second. */
    double rate(int clients, int rowsAtOnce) throws IOException, InterruptedException {
        long seconds = Math.max(1, Math.round(Settings.MILLIS / 1000.0));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=" + Math.min(clients, 2),
                        "--time=" + seconds,
                        "--file=" + scripts.resolve(rowsAtOnce + ".sql"),
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--username=postgres",
                        database)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(output);
        }
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(rate.group(1)) * rowsAtOnce;
    }

    /** The table beside the log. */
    record LikeTheLog(List<String> columns, List<String> values) {

        static final String TABLE = "public.limit_event";

        /** Of whatever columns the log has: what must be fresh in every row is, the rest is as in a row of the log. */
        static LikeTheLog make(JdbcClient sql) {
            sql.sql("drop table if exists " + TABLE).update();
            sql.sql("drop sequence if exists public.limit_position").update();
            sql.sql("create table " + TABLE + " (like log.event including all)").update();
            sql.sql("create sequence public.limit_position").update();
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            sql.sql("select column_name, data_type from information_schema.columns"
                            + " where table_schema = 'log' and table_name = 'event' and is_generated = 'NEVER'"
                            + " order by ordinal_position")
                    .query(row -> {
                        columns.add(row.getString(1));
                        values.add(value(sql, row.getString(1), row.getString(2)));
                    });
            return new LikeTheLog(columns, values);
        }

        private static String value(JdbcClient sql, String column, String type) {
            return switch (column) {
                case "position" -> "nextval('public.limit_position')";
                case "event_id", "command_id", "correlation_id" -> "uuidv7()";
                case "aggregate_id" -> "'case:' || uuidv7()";
                case "recorded_at", "occurred_at" -> "now()";
                default ->
                    sql.sql("select coalesce(quote_literal("
                                    + (type.equals("bytea") ? "encode(" + column + ", 'hex')" : column + "::text")
                                    + "), 'null') from log.event where sequence = 0 order by position limit 1")
                            .query(String.class)
                            .optional()
                            .map(literal -> literal.equals("null")
                                    ? "null"
                                    : type.equals("bytea") ? "decode(" + literal + ", 'hex')" : literal + "::" + type)
                            .orElseThrow();
            };
        }

        /** So many rows, as a query. */
        String rows(long count) {
            // A volatile expression of each row's own, else each would be reckoned once.
            return "select " + String.join(", ", values) + " from generate_series(1, " + count + ")";
        }

        /** A statement that puts in so many rows. */
        String insert(int rows) {
            String row = "(" + String.join(", ", values) + ")";
            return String.format(
                    Locale.ROOT,
                    "insert into %s (%s) values %s;%n",
                    TABLE,
                    String.join(", ", columns),
                    String.join(", ", java.util.Collections.nCopies(rows, row)));
        }
    }
}
