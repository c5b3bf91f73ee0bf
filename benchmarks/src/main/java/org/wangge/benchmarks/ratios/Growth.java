package org.wangge.benchmarks.ratios;

import java.util.List;

/** Whether a long log costs more than a short one: appending, and the lag of the views, with 10⁵ events there and with 10⁷. */
final class Growth {

    private static final String SMALL = "10⁵";
    private static final String BIG = "10⁷";
    private static final String NOTE =
            "Growth: two databases on one server, filled through Wangge's engine with cases of six events; lag between two processes, at"
                    + " 500 commands/s. " + Settings.GROWTH_SMALL + " and " + Settings.GROWTH + " events.";

    private Growth() {}

    static void run() throws Exception {
        try (Server server = Server.start()) {
            Results results = Results.of("growth").circumstance("postgresql", server.version());
            try (Site small = filled(server, "small", Settings.GROWTH_SMALL);
                    Site big = filled(server, "big", Settings.GROWTH)) {
                try (Child one = Peers.ours(server, "small");
                        Child other = Peers.ours(server, "big")) {
                    List.of(one, other).forEach(Child::hold);
                    results.add(new Rounds("growth.append", "1/s")
                            .with(SMALL, Peers.turn(one, "create", 8))
                            .with(BIG, Peers.turn(other, "create", 8))
                            .ratio(SMALL, BIG)
                            .note(NOTE)
                            .measure());
                }
                if (!System.getProperty("lag", "true").equals("false")) {
                    lags(server, small, big, results);
                }
            }
        }
    }

    private static Site filled(Server server, String database, long events) throws Exception {
        Site commands = Site.commandSide(server, database, database);
        try (Child filler = Peers.ours(server, database)) {
            System.out.println(events + " events filled in " + filler.ask("fill " + events) + " s");
        }
        server.superuser(database).sql("vacuum analyze").update();
        commands.process().hold();
        return commands;
    }

    private static void lags(Server server, Site small, Site big, Results results) throws Exception {
        try (Site smallViews = views(server, "small", small);
                Site bigViews = views(server, "big", big)) {
            results.add(new Rounds("growth.lag", "ms")
                    .with(SMALL, lag(small, smallViews))
                    .with(BIG, lag(big, bigViews))
                    .ratio(BIG, SMALL)
                    .note(NOTE)
                    .measure());
        }
    }

    private static Site views(Server server, String database, Site commands) throws Exception {
        Site views = Site.querySide(server, database + " views", database, commands);
        System.out.println(database + ": views built in " + views.awaitBuilt() + " s");
        server.superuser(database).sql("vacuum analyze").update();
        views.process().hold();
        return views;
    }

    private static Rounds.Turn lag(Site commands, Site views) {
        HttpLoad load = new HttpLoad(commands);
        return () -> {
            commands.process().resume();
            views.process().resume();
            commands.signIn();
            double median = Lag.of(load, views, Settings.RATE, Settings.QUICK ? 2_000 : 15_000)
                    .median();
            commands.process().hold();
            views.process().hold();
            return median;
        };
    }
}
