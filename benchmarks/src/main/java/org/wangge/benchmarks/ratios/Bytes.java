package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.JDBC;
import static org.wangge.benchmarks.ratios.Catalogue.JPA;
import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the same events take on disk: table, indexes, what is stored out of line, and large objects where there are any. */
final class Bytes {

    private static final String LARGE_OBJECTS = JPA + " with large objects";

    private Bytes() {}

    static void run() throws Exception {
        try (Server server = Server.start()) {
            Map<String, Spread> bytes = new LinkedHashMap<>();
            server.createWangge("ours");
            try (Child ours = Peers.ours(server, "ours")) {
                ours.ask("fill " + Settings.WEIGHED);
            }
            bytes.put(WANGGE, weighed(server, "ours", "log.event"));
            for (Map.Entry<String, List<String>> stock : Map.of(
                            JPA, List.of("stock-jpa"),
                            JDBC, List.of("stock-jdbc"),
                            LARGE_OBJECTS, List.of("stock-jpa", "--peer.oids=true"))
                    .entrySet()) {
                List<String> words = stock.getValue();
                try (Child peer = Peers.worker(server, words.getFirst(), "weighed", words.subList(1, words.size()))) {
                    peer.ask("fill " + Settings.WEIGHED);
                }
                String table = stock.getKey().equals(JDBC) ? "domainevententry" : "domain_event_entry";
                bytes.put(stock.getKey(), weighed(server, "weighed", table));
            }
            Map<String, Spread> ratios = new LinkedHashMap<>();
            for (String other : List.of(JPA, JDBC, LARGE_OBJECTS)) {
                ratios.put(Catalogue.over(WANGGE, other), Spread.only(figure(bytes, WANGGE) / figure(bytes, other)));
            }
            Results.of("bytes")
                    .circumstance("postgresql", server.version())
                    .add(
                            new Cell(
                                    "bytes",
                                    "bytes",
                                    bytes,
                                    ratios,
                                    1,
                                    0,
                                    0,
                                    "Wangge's rows hold actor, cause, source and hash; stock's the metadata that its starter adds (trace and correlation id)."));
        }
    }

    private static double figure(Map<String, Spread> bytes, String name) {
        Spread found = bytes.get(name);
        return found == null ? Double.NaN : found.median();
    }

    private static Spread weighed(Server server, String database, String table) {
        JdbcClient sql = server.superuser(database);
        sql.sql("vacuum analyze").update();
        double size = sql.sql("select pg_total_relation_size('" + table + "')"
                        + " + case when exists (select from pg_largeobject_metadata) then pg_total_relation_size('pg_largeobject')"
                        + " + pg_total_relation_size('pg_largeobject_metadata') else 0 end")
                .query(Double.class)
                .single();
        long rows = sql.sql("select count(*) from " + table).query(Long.class).single();
        return Spread.only(size / rows);
    }
}
