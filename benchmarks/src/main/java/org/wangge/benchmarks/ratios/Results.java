package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a section found, in a small file of its own: a long measurement can be done in parts. A cell that is measured again replaces
 * the one of the same id; the others of the section stay, with the commit and the time at which they were measured.
 */
public final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A cell, and when, where and of what it was measured. */
    record Measured(Cell cell, String time, Map<String, String> circumstances) {}

    private final Path file;
    private final Map<String, Measured> cells = new LinkedHashMap<>();
    private final Map<String, String> circumstances = Machine.description();

    private Results(Path file) {
        this.file = file;
    }

    static Results of(String section) {
        Results results = new Results(Settings.RESULTS.resolve(section + ".json"));
        if (Files.exists(results.file)) {
            read(results.file).forEach(each -> results.cells.put(each.cell().id(), each));
        }
        return results;
    }

    /** Single figures of one kind of measurement that is made elsewhere in this program. */
    public static void keep(String section, String id, String unit, Map<String, Double> figures, String note) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((name, value) -> spreads.put(name, Spread.only(value)));
        of(section).add(Cell.plain(id, unit, spreads, note));
    }

    /** The same, with ratios of several rounds, each given by its median, least and greatest. */
    public static void keep(String section, String id, Map<String, Double> figures, String ratio, List<Double> ratios) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        figures.forEach((name, value) -> spreads.put(name, Spread.only(value)));
        of(section)
                .add(new Cell(
                        id,
                        "ms",
                        spreads,
                        new LinkedHashMap<>(Map.of(ratio, Spread.of(ratios))),
                        ratios.size(),
                        0,
                        0,
                        ""));
    }

    /** Which database, which peers. */
    Results circumstance(String name, String value) {
        circumstances.put(name, value);
        return this;
    }

    /** Written at once: what was measured is not lost with what comes after. */
    void add(Cell cell) {
        String now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES).toString();
        cells.put(cell.id(), new Measured(cell, now, Map.copyOf(circumstances)));
        System.out.println(Table.line(cell));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new ArrayList<>(cells.values())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Measured> read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<List<Measured>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All that was found, by id. */
    static Map<String, Measured> all() {
        Map<String, Measured> all = new LinkedHashMap<>();
        if (Files.isDirectory(Settings.RESULTS)) {
            try (var files = Files.list(Settings.RESULTS)) {
                files.filter(each -> each.toString().endsWith(".json"))
                        .sorted()
                        .forEach(each ->
                                read(each).forEach(one -> all.put(one.cell().id(), one)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return all;
    }

    static Optional<Measured> find(String id) {
        return Optional.ofNullable(all().get(id));
    }
}
