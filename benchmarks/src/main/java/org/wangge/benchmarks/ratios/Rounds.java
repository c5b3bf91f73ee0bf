package org.wangge.benchmarks.ratios;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contestants in turn, A B C A B C …, after a warm-up of each. A round in which others used more than a tenth of the machine is
 * thrown away and done again.
 */
final class Rounds {

    /** One who takes part, by the name in the table; its measurement answers a rate, or a time. */
    record Contestant(String name, Turn turn) {}

    /** One measurement. */
    interface Turn {
        double measure() throws Exception;
    }

    private final String id;
    private final String unit;
    private final List<Contestant> contestants = new ArrayList<>();
    private final Map<String, String[]> ratios = new LinkedHashMap<>();
    private int pairs = Settings.PAIRS;
    private boolean warmUp = true;
    private String note = "";

    Rounds(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    /** Takes part, unless there is nobody. */
    Rounds with(String name, @Nullable Turn turn) {
        if (turn != null) {
            contestants.add(new Contestant(name, turn));
        }
        return this;
    }

    /** Asks for the one's figure divided by the other's. */
    Rounds ratio(String one, String other) {
        ratios.put(one + " / " + other, new String[] {one, other});
        return this;
    }

    Rounds times(int rounds) {
        this.pairs = rounds;
        return this;
    }

    Rounds withoutWarmUp() {
        this.warmUp = false;
        return this;
    }

    Rounds note(String text) {
        this.note = text;
        return this;
    }

    Cell measure() throws Exception {
        if (warmUp) {
            for (Contestant contestant : contestants) {
                contestant.turn().measure();
            }
        }
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        Map<String, List<Double>> quotients = new LinkedHashMap<>();
        int thrownAway = 0;
        int disturbed = 0;
        for (int round = 0; round < pairs; ) {
            Map<String, Double> these = new LinkedHashMap<>();
            CpuTimes before = CpuTimes.now();
            for (Contestant contestant : contestants) {
                these.put(contestant.name(), contestant.turn().measure());
            }
            double others = CpuTimes.others(before, CpuTimes.now());
            System.out.printf(Locale.ROOT, "%s, others %.0f %%: %s%n", id, others * 100, shortly(these));
            if (others > Settings.OTHERS_AT_MOST) {
                if (thrownAway < Settings.THROWN_AT_MOST) {
                    thrownAway++;
                    continue;
                }
                disturbed++;
            }
            round++;
            these.forEach((name, figure) ->
                    figures.computeIfAbsent(name, n -> new ArrayList<>()).add(figure));
            ratios.forEach((name, two) -> {
                Double one = these.get(two[0]);
                Double other = these.get(two[1]);
                if (one != null && other != null) {
                    quotients.computeIfAbsent(name, n -> new ArrayList<>()).add(one / other);
                }
            });
        }
        return new Cell(id, unit, spread(figures), spread(quotients), pairs, thrownAway, disturbed, note);
    }

    private static Map<String, String> shortly(Map<String, Double> figures) {
        Map<String, String> shortly = new LinkedHashMap<>();
        figures.forEach((name, figure) -> shortly.put(name, String.format(Locale.ROOT, "%,.1f", figure)));
        return shortly;
    }

    private static Map<String, Spread> spread(Map<String, List<Double>> all) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        all.forEach((name, values) -> spreads.put(name, Spread.of(values)));
        return spreads;
    }
}
