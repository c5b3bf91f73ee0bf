package org.wangge.benchmarks.ratios;

import java.util.Arrays;

/** How long things took, in milliseconds. Collected by many threads, read when they are done. */
final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int count;

    synchronized void add(long each) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = each;
    }

    synchronized int count() {
        return count;
    }

    /** The time within which this part of them was done. */
    synchronized double millis(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.round(part * (count - 1))] / 1e6;
    }

    double median() {
        return millis(0.5);
    }

    double p99() {
        return millis(0.99);
    }
}
