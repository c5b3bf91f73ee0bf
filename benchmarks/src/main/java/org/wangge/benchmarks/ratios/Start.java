package org.wangge.benchmarks.ratios;

import static org.wangge.benchmarks.ratios.Catalogue.WANGGE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long {@code ./wangge start} takes until it answers, with data there and its archive made, and what it then holds. */
final class Start {

    private static final long SETTLED_MILLIS = 5_000;
    private static final int LOADED_MILLIS = Settings.QUICK ? 1_000 : 10_000;

    private Start() {}

    static void run() throws Exception {
        try (Folder folder = Folder.temporary()) {
            run(folder.data());
        }
    }

    private static void run(Path data) throws Exception {
        try (Site first = Site.standalone(WANGGE, data)) {
            first.openDatabase(data);
            new HttpLoad(first).steps(8, LOADED_MILLIS);
            first.awaitViews();
        }
        // The first end made the archive of classes.
        List<Double> ready = new ArrayList<>();
        List<Double> settled = new ArrayList<>();
        Cell seconds = new Rounds("start.seconds", "s")
                .with(WANGGE, () -> started(data, ready, settled))
                .times(Settings.STARTS)
                .note(
                        "Start: from the shell script until `/actuator/health/readiness` answers 200, in a data folder with some ten thousand"
                                + " events; the first start is not counted.")
                .measure();
        Results results = Results.of("start");
        results.add(seconds);
        Map<String, Spread> memory = new LinkedHashMap<>();
        memory.put(WANGGE, Spread.of(ready.subList(1, ready.size())));
        memory.put("five seconds later", Spread.of(settled.subList(1, settled.size())));
        results.add(new Cell("start.memory", "MB", memory, new LinkedHashMap<>(), Settings.STARTS, 0, 0, ""));
    }

    private static double started(Path data, List<Double> ready, List<Double> settled) throws Exception {
        long begun = System.nanoTime();
        try (Site site = Site.startStandalone(WANGGE, data)) {
            site.awaitReady();
            double seconds = (System.nanoTime() - begun) / 1e9;
            ready.add(Child.residentMegabytes(site.process().pid()));
            site.openDatabase(data);
            Thread.sleep(SETTLED_MILLIS);
            settled.add(Child.residentMegabytes(site.process().pid()));
            return seconds;
        }
    }
}
