package org.wangge.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Starts one of the measurements: {@code appending} (the usual one), {@code reconstructing} or {@code asof}. */
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "appending" : arguments[0].toLowerCase(Locale.ROOT);
        try {
            switch (name) {
                case "appending" -> Appending.run();
                case "reconstructing" -> Reconstructing.run();
                case "asof" -> AsOfCost.run();
                default ->
                    throw new IllegalArgumentException(
                            "appending, reconstructing or asof, not " + Arrays.toString(arguments));
            }
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        // Axon's janitor thread is no daemon.
        System.exit(0);
    }
}
