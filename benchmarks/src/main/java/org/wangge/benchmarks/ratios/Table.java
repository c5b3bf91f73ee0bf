package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what was measured into {@code docs/performance.md}, between its two marks; what was not, it says. */
final class Table {

    private static final String BEGIN = "<!-- peers:begin -->";
    private static final String END = "<!-- peers:end -->";
    private static final String NOT_MEASURED = "not measured";

    private Table() {}

    static void write() throws IOException {
        Path page = Settings.ROOT.resolve("docs/performance.md");
        String text = Files.readString(page);
        if (!text.contains(BEGIN) || !text.contains(END)) {
            throw new IllegalStateException(page + " has no " + BEGIN + " … " + END);
        }
        String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String after = text.substring(text.indexOf(END));
        Files.writeString(page, before + "\n" + body(Results.all()) + after);
        System.out.println("written: " + page);
    }

    private static String body(Map<String, Results.Measured> found) {
        StringBuilder text = new StringBuilder();
        text.append(
                        "Written by `benchmarks/measure`; do not edit. Each figure is the median of rounds in turn (A B C A B C …),")
                .append(
                        " with the least and the greatest; ratios are\ntaken round by round. Rounds in which others used more")
                .append(" than ")
                .append(number(Settings.OTHERS_AT_MOST * 100))
                .append(" % of the machine were thrown away and done again.\n");
        circumstances(found)
                .forEach((name, values) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(String.join("; ", values))
                        .append('\n'));
        for (Catalogue.Section section : Catalogue.sections()) {
            text.append("\n### ").append(section.title()).append("\n\n");
            text.append("| what | figures | ratios | target | rounds | measured |\n|---|---|---|---|---|---|\n");
            for (Catalogue.Row row : section.rows()) {
                text.append(line(row, found.get(row.id()))).append('\n');
            }
            section.rows().stream()
                    .map(row -> found.get(row.id()))
                    .filter(measured ->
                            measured != null && !measured.cell().note().isEmpty())
                    .map(measured -> measured.cell().note())
                    .distinct()
                    .forEach(note -> text.append('\n').append(note).append('\n'));
        }
        return text.toString();
    }

    private static Map<String, Set<String>> circumstances(Map<String, Results.Measured> found) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Results.Measured each : found.values()) {
            each.circumstances().forEach((name, value) -> {
                if (!name.equals("commit") && !value.isEmpty()) {
                    all.computeIfAbsent(name, n -> new TreeSet<>()).add(value);
                }
            });
        }
        return all;
    }

    private static String line(Catalogue.Row row, Results.@Nullable Measured measured) {
        if (measured == null) {
            return "| " + row.what() + " | " + NOT_MEASURED + " | | " + targets(row, null) + " | | |";
        }
        Cell cell = measured.cell();
        return "| " + row.what() + " | " + spreads(cell.figures()) + " | " + spreads(cell.ratios()) + " | "
                + targets(row, cell) + " | " + rounds(cell) + " | "
                + measured.circumstances().getOrDefault("commit", "?") + ", " + measured.time() + " |";
    }

    private static String rounds(Cell cell) {
        List<String> said = new ArrayList<>();
        said.add(Integer.toString(cell.rounds()));
        if (cell.thrownAway() > 0) {
            said.add(cell.thrownAway() + " thrown away");
        }
        if (cell.disturbed() > 0) {
            said.add(cell.disturbed() + " beside other load");
        }
        return String.join(", ", said);
    }

    private static String targets(Catalogue.Row row, @Nullable Cell cell) {
        return row.targets().stream()
                .map(target -> target.of()
                        + (target.atLeast() ? " ≥ " : " ≤ ")
                        + number(target.bound())
                        + verdict(target, cell))
                .collect(Collectors.joining("<br>"));
    }

    private static String verdict(Catalogue.Target target, @Nullable Cell cell) {
        if (cell == null || target.found(cell) == null) {
            return "";
        }
        return target.metBy(cell) ? ": met" : ": **missed**";
    }

    private static String spreads(Map<String, Spread> all) {
        return all.entrySet().stream()
                .map(each -> each.getKey() + " " + spread(each.getValue()))
                .collect(Collectors.joining("<br>"));
    }

    private static String spread(Spread spread) {
        return spread.least() == spread.most()
                ? number(spread.median())
                : number(spread.median()) + " (" + number(spread.least()) + "–" + number(spread.most()) + ")";
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 20 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A cell as it is printed while it is measured. */
    static String line(Cell cell) {
        return "== " + cell.id() + ": " + spreads(cell.figures()).replace("<br>", ", ") + "; "
                + spreads(cell.ratios()).replace("<br>", ", ") + " [" + rounds(cell) + "]";
    }
}
