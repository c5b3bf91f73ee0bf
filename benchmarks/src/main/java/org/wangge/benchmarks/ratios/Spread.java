package org.wangge.benchmarks.ratios;

import java.util.List;

/** Several measurements of one thing: the middle one, the least and the greatest. */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    static Spread only(double value) {
        return new Spread(value, value, value);
    }
}
