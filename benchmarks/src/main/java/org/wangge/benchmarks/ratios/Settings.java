package org.wangge.benchmarks.ratios;

import java.nio.file.Path;
import java.util.Arrays;

/** What may be given on the command line, as {@code -Dname=value}. {@code -Dquick=true} makes everything small: a smoke run. */
final class Settings {

    static final boolean QUICK = Boolean.getBoolean("quick");
    /** Rounds that count, in each cell. */
    static final int PAIRS = Integer.getInteger("pairs", QUICK ? 1 : 5);
    /** Of one turn of one contestant. */
    static final long MILLIS = Long.getLong("millis", QUICK ? 800 : 3000);
    /** Rounds that are thrown away at most, in each cell, because other load was seen; then the rest counts as it is. */
    static final int THROWN_AT_MOST = Integer.getInteger("thrown", QUICK ? 0 : 10);
    /** What others may use of the machine during a round. */
    static final double OTHERS_AT_MOST = Double.parseDouble(System.getProperty("others", "0.10"));

    static final int MINUTES = Integer.getInteger("minutes", 10);
    static final long COPY = Long.getLong("copy", QUICK ? 20_000 : 1_000_000);
    static final long REBUILT = Long.getLong("rebuilt", QUICK ? 6_000 : 1_000_000);
    static final long WEIGHED = Long.getLong("weighed", QUICK ? 6_000 : 200_000);
    static final long GROWTH_SMALL = Long.getLong("small", QUICK ? 6_000 : 100_000);
    static final long GROWTH = Long.getLong("growth", QUICK ? 30_000 : 10_000_000);
    static final int STARTS = Integer.getInteger("starts", QUICK ? 1 : 5);
    static final int OVERDUE = Integer.getInteger("overdue", QUICK ? 2_000 : 1_000_000);
    /** Commands per second while the lag is looked at. */
    static final int RATE = Integer.getInteger("rate", 500);

    /** Threads, connections or clients of {@code pgbench}, one after the other. */
    static final int[] CLIENTS = Arrays.stream(
                    System.getProperty("clients", QUICK ? "8" : "1,8,32").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    /** Of every JVM that takes part, Wangge's two sides and the peers alike; the standalone system has those of {@code ./wangge}. */
    static final String FLAGS = System.getProperty("flags", "-Xmx1g");

    /** The repository. */
    static final Path ROOT = Path.of(System.getProperty("root", "")).toAbsolutePath();

    /** What a smoke run finds stays out of the table. */
    static final Path RESULTS = ROOT.resolve("benchmarks/target/results" + (QUICK ? "-quick" : ""));

    private Settings() {}
}
