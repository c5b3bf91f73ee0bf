package org.wangge.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wangge.benchmarks.ratios.Results;

/**
 * What an as-of query costs in a long history against a short one: the same town, two databases of one PostgreSQL, asked over HTTP
 * in turn (A B A B …). {@code -Dbig=<events>} is filled through the log and the projections; {@code -Dcopied=<events>} is made from
 * the tables of the short one, see {@link Copies}.
 */
final class AsOfCost {

    private static final long SMALL = Long.getLong("small", 100_000);
    private static final long BIG = Long.getLong("big", 1_000_000);
    private static final long COPIED = Long.getLong("copied", 0);
    /** The log for which the target is set. */
    private static final long TARGETED = 10_000_000;

    private static final int PAIRS = Integer.getInteger("pairs", 5);
    private static final int REQUESTS = Integer.getInteger("requests", 40);
    private static final String JSON = "application/json";

    /** A side and the instant in the middle of its history. */
    private record Peer(QuerySide side, Instant middle) {
        String path(String template) {
            return template.replace("{at}", middle.toString())
                    .replace("{knownAt}", middle.plus(Duration.ofHours(1)).toString())
                    .replace("{since}", middle.minus(Duration.ofDays(7)).toString());
        }
    }

    private AsOfCost() {}

    static void run() throws Exception {
        try (Store store = Store.open()) {
            String small = store.town(SMALL);
            Instant middle = Town.START.plusSeconds(
                    Duration.between(Town.START, store.end(small)).toSeconds() / 2);
            Big big = COPIED > 0 ? copied(store, small, middle) : filled(store);
            try (QuerySide first = QuerySide.on(store, small);
                    QuerySide second = QuerySide.on(store, big.database)) {
                compare(new Peer(first, middle), new Peer(second, big.middle));
            }
        }
    }

    /** The database with the long history, and the instant in its middle. */
    private record Big(String database, Instant middle) {}

    private static Big filled(Store store) throws SQLException {
        String database = store.town(BIG);
        return new Big(
                database,
                Town.START.plusSeconds(
                        Duration.between(Town.START, store.end(database)).toSeconds() / 2));
    }

    /** A database can be copied only while nobody is connected to it. */
    private static Big copied(Store store, String small, Instant middle) throws SQLException, InterruptedException {
        Map<String, String> schemas;
        try (QuerySide first = QuerySide.on(store, small)) {
            schemas = first.schemas();
        }
        Copies copies = new Copies(store, small, schemas, COPIED);
        return new Big(copies.database(), copies.inTheMiddle(middle));
    }

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        String cases = "/api/v1/ledgers/cases?limit=100";
        questions.put("cases, now", cases);
        questions.put("cases, at", cases + "&at={at}");
        questions.put("cases, knownAt", cases + "&knownAt={knownAt}");
        questions.put("cases, both", cases + "&at={at}&knownAt={knownAt}");
        questions.put("open cases, both", cases + "&status=OPEN&at={at}&knownAt={knownAt}");
        questions.put("cases of a village (11 grids), both", cases + "&gridId=S07-V03&at={at}&knownAt={knownAt}");
        questions.put("cases of a street (200 grids), both", cases + "&gridId=S07&at={at}&knownAt={knownAt}");
        String overdue = "/api/v1/overdue?limit=100&missedSince={since}";
        questions.put("overdue, at", overdue + "&at={at}");
        questions.put("overdue of a street, both", overdue + "&gridId=S07&at={at}&knownAt={knownAt}");
        String responsible = "/api/v1/ledgers/responsibilities?limit=100";
        questions.put("responsibilities, at", responsible + "&at={at}");
        questions.put("responsibilities, both", responsible + "&at={at}&knownAt={knownAt}");
        questions.put("responsibilities of a street, both", responsible + "&gridId=S07&at={at}&knownAt={knownAt}");
        return questions;
    }

    private static void compare(Peer small, Peer big) throws InterruptedException {
        System.out.printf(Locale.ROOT, "%d pairs of %d requests each, interleaved, after a warm-up%n", PAIRS, REQUESTS);
        List<Double> worst = List.of(0.0);
        for (Map.Entry<String, String> question : questions().entrySet()) {
            ask(small, question.getValue());
            ask(big, question.getValue());
            List<Double> smalls = new ArrayList<>();
            List<Double> bigs = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            long bytes = 0;
            for (int pair = 0; pair < PAIRS; pair++) {
                Timings a = ask(small, question.getValue());
                Timings b = ask(big, question.getValue());
                smalls.add(a.median());
                bigs.add(b.median());
                ratios.add(b.median() / a.median());
                bytes = b.bytes() - a.bytes();
            }
            if (Timings.median(ratios) > Timings.median(worst)) {
                worst = List.copyOf(ratios);
                if (Math.max(BIG, COPIED) >= TARGETED) {
                    Results.keep(
                            "asof",
                            "asof",
                            Map.of("the worst, " + question.getKey() + ", ms", Timings.median(bigs)),
                            "10⁷ / 10⁵",
                            worst);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %7.1f ms, %7.1f ms, ratio %.2f (%.2f to %.2f), %+d bytes, %s%n",
                    question.getKey(),
                    Timings.median(smalls),
                    Timings.median(bigs),
                    Timings.median(ratios),
                    ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                    ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
                    bytes,
                    Timings.load());
        }
    }

    private static Timings ask(Peer peer, String template) throws InterruptedException {
        return Timings.of(peer.side, List.of(peer.path(template)), JSON, REQUESTS);
    }
}
