package org.wangge.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.wangge.benchmarks.ratios.OursDoing;
import org.wangge.benchmarks.ratios.Ratios;

/**
 * Starts one of the measurements: {@code appending} (the usual one), {@code reconstructing}, {@code asof}, or {@code peers} with the
 * names of its sections.
 */
final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "appending" : arguments[0].toLowerCase(Locale.ROOT);
        try {
            switch (name) {
                case "appending" -> Appending.run();
                case "reconstructing" -> Reconstructing.run();
                case "asof" -> AsOfCost.run();
                case "peers" -> Ratios.run(Arrays.asList(arguments).subList(1, arguments.length));
                case "worker-ours" -> OursDoing.serve(arguments[1], OursDoing.Memory.valueOf(arguments[2]));
                default ->
                    throw new IllegalArgumentException(
                            "appending, reconstructing, asof or peers, not " + Arrays.toString(arguments));
            }
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        // Axon's janitor thread is no daemon.
        System.exit(0);
    }
}
