package org.wangge.benchmarks.ratios;

import java.util.ArrayList;
import java.util.List;

/** Every line that the table has, measured or not, and the targets that are set for it. */
final class Catalogue {

    /** A section of the table. */
    record Section(String name, String title, List<Row> rows) {}

    /** A line. */
    record Row(String id, String what, List<Target> targets) {}

    /**
     * What a figure or a ratio shall be.
     *
     * @param of the name of a figure or a ratio of the cell
     * @param atLeast true where more is better
     */
    record Target(String of, boolean atLeast, double bound) {
        boolean metBy(Cell cell) {
            Spread found = found(cell);
            return found != null && (atLeast ? found.median() >= bound : found.median() <= bound);
        }

        @org.jspecify.annotations.Nullable
        Spread found(Cell cell) {
            Spread ratio = cell.ratios().get(of);
            return ratio == null ? cell.figures().get(of) : ratio;
        }
    }

    static final String WANGGE = "wangge";
    static final String READING = "wangge, reading";
    static final String JPA = "stock JPA";
    static final String JDBC = "stock JDBC";
    static final String PLAIN = "plain";
    static final String PGBENCH = "pgbench";
    static final String WITH_VIEWS = "wangge, every view";
    static final String STOCK_WITH_VIEW = "stock JPA, one view";
    static final String COPY = "COPY";

    private Catalogue() {}

    static String over(String one, String other) {
        return one + " / " + other;
    }

    private static Target atLeast(String of, double bound) {
        return new Target(of, true, bound);
    }

    private static Target atMost(String of, double bound) {
        return new Target(of, false, bound);
    }

    private static Row row(String id, String what, Target... targets) {
        return new Row(id, what, List.of(targets));
    }

    static List<Section> sections() {
        return List.of(
                new Section("limit", "The limit: pgbench into a table like the log, rows per second", limit()),
                new Section("inprocess", "In process, commands per second", inProcess()),
                new Section("http", "Over HTTP, commands per second", http()),
                new Section("views", "Over HTTP with the views running, commands per second", views()),
                new Section("lag", "From the acknowledgement to the row in the ledger, ms", lag()),
                new Section("rebuild", "Rebuild, events per second", rebuild()),
                new Section("looking", "Looking back", looking()),
                new Section("bytes", "On disk, bytes per event", bytes()),
                new Section("start", "Start of the packaged standalone", start()),
                new Section("growth", "As the log grows", growth()));
    }

    private static List<Row> limit() {
        List<Row> rows = new ArrayList<>();
        for (int clients : new int[] {1, 8, 32}) {
            rows.add(row("limit.single." + clients, "one row per transaction, clients: " + clients));
        }
        rows.add(row("limit.hundred", "inserts of 100 rows, 1 client"));
        rows.add(row("limit.copy", "COPY of a million rows"));
        return rows;
    }

    private static List<Row> inProcess() {
        List<Row> rows = new ArrayList<>();
        for (int threads : new int[] {1, 8, 32}) {
            rows.add(
                    threads == 1
                            ? row("inprocess.create.1", "creation, 1 thread")
                            : row(
                                    "inprocess.create." + threads,
                                    "creation, " + threads + " threads",
                                    atLeast(over(WANGGE, JPA), 2),
                                    atLeast(over(WANGGE, JDBC), 1.5),
                                    atLeast(over(WANGGE, PGBENCH), 0.7)));
        }
        for (int threads : new int[] {1, 8, 32}) {
            rows.add(
                    threads == 1
                            ? row("inprocess.step.1", "further step, 1 thread")
                            : row(
                                    "inprocess.step." + threads,
                                    "further step, " + threads + " threads",
                                    atLeast(over(WANGGE, JPA), 3),
                                    atLeast(over(WANGGE, PLAIN), 2)));
        }
        return rows;
    }

    private static List<Row> http() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("http.create.1", "creation, 1 connection"));
        rows.add(row("http.create.8", "creation, 8 connections"));
        rows.add(row("http.create.32", "creation, 32 connections", atLeast(over(WANGGE, JPA), 1.3)));
        rows.add(row("http.step.1", "further step, 1 connection"));
        rows.add(row("http.step.8", "further step, 8 connections"));
        rows.add(row(
                "http.step.32",
                "further step, 32 connections",
                atLeast(over(WANGGE, JPA), 2),
                atLeast(over(WANGGE, PLAIN), 1.5)));
        rows.add(row("http.p99.create", "creation at half the maximum rate, p99, ms", atMost(WANGGE, 25)));
        rows.add(row("http.p99.step", "further step at half the maximum rate, p99, ms", atMost(WANGGE, 25)));
        return rows;
    }

    private static List<Row> views() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("views.create.32", "creation, 32 connections"));
        rows.add(row("views.step.8", "further step, 8 connections"));
        rows.add(row(
                "views.step.32",
                "further step, 32 connections",
                atLeast(over(WITH_VIEWS, STOCK_WITH_VIEW), 4),
                atLeast(over(WITH_VIEWS, PLAIN), 0.8)));
        rows.add(row("views.kept.32", "the same, with the time until the views had seen all"));
        rows.add(row("views.p99.step", "further step at half the maximum rate, p99, ms", atMost(WITH_VIEWS, 25)));
        return rows;
    }

    private static List<Row> lag() {
        return List.of(
                row("lag.one", "at 500 commands/s, one process", atMost("median", 10), atMost("p99", 60)),
                row("lag.two", "at 500 commands/s, two processes", atMost("median", 30), atMost("p99", 150)),
                row("lag.stock", "at 500 commands/s, stock JPA, one process"),
                row(
                        "lag.sustained",
                        "ten minutes at 500 commands/s: last minute against the second",
                        atMost("growth", 1.5)));
    }

    private static List<Row> rebuild() {
        return List.of(
                row(
                        "rebuild.ledger",
                        "the ledger of cases, from a million events",
                        atLeast(over(WANGGE, JPA), 8),
                        atLeast(over(WANGGE, COPY), 0.8)),
                row("rebuild.all", "every view, from a million events", atLeast(over(WANGGE, JPA), 3)));
    }

    private static List<Row> looking() {
        return List.of(
                row("asof", "as-of query on a ledger, 10⁷ events against 10⁵: the worst", atMost("10⁷ / 10⁵", 1.5)),
                row("overdue", "overdue list, first page, 10⁶ open items, ms", atMost("p99", 20)),
                row(
                        "reconstruction",
                        "reconstruction over 30 days of 200 grids, 10⁶ events, ms",
                        atMost("median", 200)));
    }

    private static List<Row> bytes() {
        return List.of(row(
                "bytes",
                "cases of six events, indexes included, after vacuum",
                atMost(over(WANGGE, JPA), 1.0),
                atMost(over(WANGGE, JDBC), 1.0)));
    }

    private static List<Row> start() {
        return List.of(
                row("start.seconds", "until ready, data present, s", atMost(WANGGE, 4)),
                row("start.memory", "resident memory when ready, MB", atMost(WANGGE, 450)));
    }

    private static List<Row> growth() {
        return List.of(
                row("growth.append", "creations per second, 8 threads, 10⁵ against 10⁷", atMost("10⁵ / 10⁷", 1.2)),
                row("growth.lag", "median lag, ms, 10⁷ against 10⁵", atMost("10⁷ / 10⁵", 1.2)));
    }
}
