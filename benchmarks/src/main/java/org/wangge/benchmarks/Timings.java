package org.wangge.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long requests took, in milliseconds. */
record Timings(List<Double> sorted, long bytes) {

    /** Asks that often, in turn the one and the other of the paths. */
    static Timings of(QuerySide side, List<String> paths, String type, int requests) throws InterruptedException {
        double[] millis = new double[requests];
        long bytes = 0;
        for (int request = 0; request < requests; request++) {
            long begun = System.nanoTime();
            bytes += side.get(paths.get(request % paths.size()), type).length;
            millis[request] = (System.nanoTime() - begun) / 1e6;
        }
        return new Timings(Arrays.stream(millis).sorted().boxed().toList(), bytes / requests);
    }

    double median() {
        return at(0.5);
    }

    double at(double part) {
        return sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }

    /** The middle one of several. */
    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String load() {
        return "load %.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "median %.1f ms, p95 %.1f, p99 %.1f, %d requests, %,d bytes, %s",
                median(),
                at(0.95),
                at(0.99),
                sorted.size(),
                bytes,
                load());
    }
}
