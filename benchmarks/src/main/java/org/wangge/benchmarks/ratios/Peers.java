package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the contestants, each in a process of its own on a database of its own. */
final class Peers {

    static final List<String> ONE_SEGMENT = List.of(
            "--peer.view=true",
            "--axon.eventhandling.processors.cases.initial-segment-count=1",
            "--axon.eventhandling.processors.cases.batch-size=500");

    private Peers() {}

    static Child peer(Server server, String kind, String mode, String database, List<String> options)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-jar", Child.jar("benchmarks-peers").toString(), kind, mode));
        arguments.add("--spring.datasource.url=" + server.url(database));
        arguments.add("--spring.datasource.username=postgres");
        arguments.addAll(options);
        return Child.start(kind, Map.of(), Child.java(arguments));
    }

    /** In process, ready for its turns; the database is made anew. */
    static Child worker(Server server, String kind, String database, List<String> options)
            throws IOException, InterruptedException {
        server.create(database);
        return workerAgain(server, kind, database, options);
    }

    /** In process, ready for its turns, on the database of one that has ended. */
    static Child workerAgain(Server server, String kind, String database, List<String> options)
            throws IOException, InterruptedException {
        return ready(peer(server, kind, "worker", database, options));
    }

    static Child ready(Child child) throws InterruptedException {
        String answer = child.answer();
        if (!answer.equals("ready")) {
            throw new IllegalStateException(answer);
        }
        return child;
    }

    /** Wangge's log in process. */
    static Child ours(Server server, String database) throws IOException, InterruptedException {
        return ours(server, database, OursDoing.Memory.FORGETTING);
    }

    static Child ours(Server server, String database, OursDoing.Memory memory)
            throws IOException, InterruptedException {
        String jar = Child.jar("benchmarks").toString();
        return ready(Child.start(
                "wangge",
                Map.of(),
                Child.java(List.of("-jar", jar, "worker-ours", server.url(database), memory.name()))));
    }

    /** A turn of one of several workers; the others are held meanwhile. */
    static Rounds.@Nullable Turn turn(@Nullable Child worker, String what, int threads) {
        if (worker == null) {
            return null;
        }
        return () -> {
            worker.resume();
            try {
                return worker.rate(what, threads);
            } finally {
                worker.hold();
            }
        };
    }
}
