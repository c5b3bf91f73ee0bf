package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.JPA;
import static org.wangge.benchmarks.ratios.Catalogue.PLAIN;
import static org.wangge.benchmarks.ratios.Catalogue.STOCK_WITH_VIEW;
import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;
import static org.wangge.benchmarks.ratios.Catalogue.WITH_VIEWS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same over HTTP: Wangge's packaged applications against stock Axon and plain entities as Spring Boot applications. */
final class Http {

    private static final String NOTE =
            "Over HTTP: JSON, bean validation; Wangge also with bearer sign-in and an `Idempotency-Key` on every command, its real case"
                    + " with its rules and deadlines. Without views: its command side alone; with every view: the packaged standalone as"
                    + " `./wangge start` starts it. The load generator (blocking sockets, one thread per connection) runs on the same two"
                    + " cores; whoever has no turn is held by SIGSTOP. The rate with views is that of acknowledgements; how long the views"
                    + " then took is counted in the line below it.";

    private static final double HALF = 0.5;

    private Http() {}

    /** One who takes part, with what sends it requests. */
    private static final class Player implements AutoCloseable {
        private final Site site;
        private final HttpLoad load;

        private Player(Site site) {
            this.site = site;
            this.load = new HttpLoad(site);
            site.process().hold();
        }

        private interface Use {
            double of(HttpLoad load) throws Exception;
        }

        private Rounds.Turn turn(Use use) {
            return () -> {
                site.process().resume();
                try {
                    return use.of(load);
                } finally {
                    site.process().hold();
                }
            };
        }

        Rounds.Turn creations(int connections) {
            return turn(http -> http.creations(connections, Settings.MILLIS));
        }

        Rounds.Turn steps(int connections) {
            return turn(http -> http.steps(connections, Settings.MILLIS));
        }

        /** Creations, and afterwards, not counted, all that the views still have to see. */
        Rounds.Turn creationsThenViews(int connections) {
            return turn(http -> {
                double rate = http.creations(connections, Settings.MILLIS);
                site.awaitViews();
                return rate;
            });
        }

        Rounds.Turn stepsThenViews(int connections, Map<String, Double> kept) {
            return turn(http -> {
                http.begin(http.expectedSteps(Settings.MILLIS), connections);
                site.awaitViews();
                long begun = System.nanoTime();
                double rate = http.steps(connections, Settings.MILLIS);
                double seconds = (System.nanoTime() - begun) / 1e9;
                kept.put(site.name(), rate * seconds / (seconds + site.awaitViews()));
                return rate;
            });
        }

        /** The 99th percentile at this rate, in milliseconds. */
        Rounds.Turn p99(double perSecond, double creations) {
            return turn(http -> http.atRate(perSecond, creations, 32, 2 * Settings.MILLIS, null)
                    .p99());
        }

        @Override
        public void close() {
            site.process().resume();
            site.close();
        }
    }

    static void run() throws Exception {
        try (Server server = Server.start();
                Player ours = new Player(Site.commandSide(server, WANGGE, "ours"));
                Player jpa = new Player(Site.peer(server, "stock-jpa", JPA, "stock_jpa", List.of()));
                Player plain = new Player(Site.peer(server, "plain", PLAIN, "plain", List.of()))) {
            Results results = Results.of("http").circumstance("postgresql", server.version());
            for (Player each : List.of(ours, jpa, plain)) {
                warmUp(each);
            }
            Cell creation = null;
            Cell step = null;
            for (int connections : Settings.CLIENTS) {
                creation = against(new Rounds("http.create." + connections, "1/s")
                        .with(WANGGE, ours.creations(connections))
                        .with(JPA, jpa.creations(connections))
                        .with(PLAIN, plain.creations(connections)));
                results.add(creation);
            }
            for (int connections : Settings.CLIENTS) {
                // A token is good for a while only.
                refresh(ours);
                step = against(new Rounds("http.step." + connections, "1/s")
                        .with(WANGGE, ours.steps(connections))
                        .with(JPA, jpa.steps(connections))
                        .with(PLAIN, plain.steps(connections)));
                results.add(step);
            }
            refresh(ours);
            if (creation != null && step != null) {
                results.add(p99("http.p99.create", creation, 1, List.of(ours, jpa, plain)));
                results.add(p99("http.p99.step", step, 0, List.of(ours, jpa, plain)));
            }
        }
    }

    /** Long enough for the compiler, which has two cores with everybody else: once for all cells. */
    private static void warmUp(Player player) throws Exception {
        player.turn(http -> {
                    long millis = Settings.QUICK ? 500 : 25_000;
                    return http.creations(32, millis) + http.steps(32, millis);
                })
                .measure();
    }

    private static Cell against(Rounds rounds) throws Exception {
        return rounds.ratio(WANGGE, JPA).ratio(WANGGE, PLAIN).note(NOTE).measure();
    }

    /** Each at half of its own maximum. */
    private static Cell p99(String id, Cell maximum, double creations, List<Player> players) throws Exception {
        Rounds rounds = new Rounds(id, "ms");
        List<String> rates = new ArrayList<>();
        for (Player player : players) {
            Spread most = maximum.figures().get(player.site.name());
            if (most != null) {
                rounds.with(player.site.name(), player.p99(most.median() * HALF, creations));
                rates.add(player.site.name() + " " + Math.round(most.median() * HALF) + "/s");
            }
        }
        return rounds.note("p99 (" + id + "), open loop, 32 connections, each at half of its own maximum: "
                        + String.join(", ", rates) + ".")
                .measure();
    }

    private static void refresh(Player ours) throws Exception {
        ours.site.process().resume();
        ours.site.signIn();
        ours.site.process().hold();
    }

    /** With every projection running, against stock with one view, and plain. */
    static void views() throws Exception {
        try (Server server = Server.start();
                Folder folder = Folder.temporary();
                Player ours = new Player(standalone(folder.data()));
                Player stock = new Player(
                        Site.peer(server, "stock-jpa", STOCK_WITH_VIEW, "stock_view", List.of("--peer.view=true")));
                Player plain = new Player(Site.peer(server, "plain", PLAIN, "plain", List.of()))) {
            Results results = Results.of("views").circumstance("postgresql", server.version());
            for (Player each : List.of(ours, stock, plain)) {
                warmUp(each);
            }
            results.add(withViews(new Rounds("views.create.32", "1/s")
                    .with(WITH_VIEWS, ours.creationsThenViews(32))
                    .with(STOCK_WITH_VIEW, stock.creationsThenViews(32))
                    .with(PLAIN, plain.creations(32))));
            Cell step = null;
            List<Map<String, Double>> kept = new ArrayList<>();
            for (int connections : Settings.QUICK ? new int[] {32} : new int[] {8, 32}) {
                refresh(ours);
                kept.clear();
                Map<String, Double> these = new LinkedHashMap<>();
                step = withViews(new Rounds("views.step." + connections, "1/s")
                        .with(WITH_VIEWS, ours.stepsThenViews(connections, these))
                        .with(STOCK_WITH_VIEW, stock.stepsThenViews(connections, these))
                        .with(PLAIN, () -> {
                            double rate = plain.steps(connections).measure();
                            kept.add(new LinkedHashMap<>(these));
                            return rate;
                        }));
                results.add(step);
            }
            results.add(keptUp(kept));
            if (step != null) {
                refresh(ours);
                results.add(p99("views.p99.step", step, 0, List.of(ours, plain)));
            }
        }
    }

    static Site standalone(Path data) throws Exception {
        Site site = Site.standalone(WITH_VIEWS, data);
        site.openDatabase(data);
        return site;
    }

    private static Cell withViews(Rounds rounds) throws Exception {
        return rounds.ratio(WITH_VIEWS, STOCK_WITH_VIEW)
                .ratio(WITH_VIEWS, PLAIN)
                .note(NOTE)
                .measure();
    }

    /** Of the warm-up nothing is kept: its entry is the first. */
    private static Cell keptUp(List<Map<String, Double>> kept) {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        List<Double> ratios = new ArrayList<>();
        for (Map<String, Double> round : kept.subList(Math.min(1, kept.size() - 1), kept.size())) {
            round.forEach((name, rate) ->
                    figures.computeIfAbsent(name, n -> new ArrayList<>()).add(rate));
            ratios.add(round.getOrDefault(WITH_VIEWS, Double.NaN) / round.getOrDefault(STOCK_WITH_VIEW, Double.NaN));
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((name, rates) -> spreads.put(name, Spread.of(rates)));
        Map<String, Spread> quotients = new LinkedHashMap<>();
        quotients.put(Catalogue.over(WITH_VIEWS, STOCK_WITH_VIEW), Spread.of(ratios));
        return new Cell("views.kept.32", "1/s", spreads, quotients, ratios.size(), 0, 0, "");
    }
}
