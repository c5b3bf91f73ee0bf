package org.wangge.query.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.wangge.query.reconstruction.Reconstruction.Basis;
import org.wangge.query.reconstruction.Reconstruction.Delay;
import org.wangge.query.reconstruction.Reconstruction.Section;

/** The pieces that every section of a dossier is made of: headings, tables, what a line rests on, and the mark of 补录. */
final class DossierPage {

    final Markup markup;
    final DossierWords words;
    private final Footnotes footnotes = new Footnotes();
    private final boolean ofIncident;

    /** @param ofIncident whether late records are counted from an accident rather than from a chosen instant */
    DossierPage(DossierWords words, IntPredicate drawable, boolean ofIncident) {
        this.markup = new Markup(drawable);
        this.words = words;
        this.ofIncident = ofIncident;
    }

    /** A column: the key of its heading and the style of its width. */
    record Column(String key, @Nullable String width) {}

    /** Writes the cells of a line, one for each column but the last, which names the events. */
    interface Line<T> {
        void cells(T line, Row row);
    }

    /** Takes cells in order; the first one of a line that was recorded late is marked. */
    final class Row {

        private final Basis basis;
        private boolean first = true;

        private Row(Basis basis) {
            this.basis = basis;
        }

        Row cell(Runnable content) {
            boolean marked = first && (basis.afterwards() != null || basis.lateEntered());
            first = false;
            markup.element("td", marked ? "mark" : null, () -> {
                if (marked) {
                    mark(basis);
                }
                content.run();
            });
            return this;
        }
    }

    <T> void section(String key, Section<T> section, List<Column> columns, Function<T, Basis> basis, Line<T> line) {
        section(key, section, columns, basis, line, (each, width) -> {}, false);
    }

    /** A section that is about what was recorded afterwards. */
    <T> void afterwards(String key, Section<T> section, List<Column> columns, Function<T, Basis> basis, Line<T> line) {
        section(key, section, columns, basis, line, (each, width) -> {}, true);
    }

    /** Writes what belongs to a line but needs its whole width, in rows of their own. */
    interface Below<T> {
        void rows(T line, int width);
    }

    <T> void section(
            String key,
            Section<T> section,
            List<Column> columns,
            Function<T, Basis> basis,
            Line<T> line,
            Below<T> below) {
        section(key, section, columns, basis, line, below, false);
    }

    private <T> void section(
            String key,
            Section<T> section,
            List<Column> columns,
            Function<T, Basis> basis,
            Line<T> line,
            Below<T> below,
            boolean onlyAfterwards) {
        int listed = section.recordedBefore().size() + section.recordedAfter().size();
        heading(
                key,
                section.total() == 0
                        ? ""
                        : section.total() > listed
                                ? words.say("count.part", "total", section.total(), "listed", listed)
                                : words.say("count", "total", section.total()));
        if (!section.recordedBefore().isEmpty()) {
            table(section.recordedBefore(), columns, basis, line, below);
        } else if (!onlyAfterwards || section.recordedAfter().isEmpty()) {
            empty(key + ".none");
        }
        if (!section.recordedAfter().isEmpty()) {
            if (!onlyAfterwards) {
                markup.line("h3", null, words.say("after.heading"));
            }
            table(section.recordedAfter(), columns, basis, line, below);
        }
    }

    private <T> void table(
            List<T> lines, List<Column> columns, Function<T, Basis> basis, Line<T> line, Below<T> below) {
        table(null, columns, () -> {
            for (T each : lines) {
                Basis rests = basis.apply(each);
                markup.element("tr", rests.afterwards() != null || rests.lateEntered() ? "late" : null, () -> {
                    line.cells(each, new Row(rests));
                    rests(rests.eventIds());
                });
                below.rows(each, columns.size() + 1);
            }
        });
    }

    /** A table whose last column, added here, names events. */
    void table(@Nullable String style, List<Column> columns, Runnable rows) {
        markup.element("table", style, () -> {
            markup.element(
                    "thead",
                    () -> markup.element("tr", () -> {
                        columns.forEach(column -> markup.line("th", column.width(), words.say(column.key())));
                        markup.line("th", "basis", words.say("basis"));
                    }));
            markup.element("tbody", rows);
        });
    }

    void heading(String key, String count) {
        markup.raw("\n<h2 id=\"" + key + "\">").text(words.say(key));
        if (!count.isEmpty()) {
            markup.raw(" ").line("span", "count", count);
        }
        markup.raw("</h2>");
    }

    void empty(String key) {
        markup.line("p", "empty", words.say(key));
    }

    void line(String text) {
        markup.line("p", null, text);
    }

    void small(String text) {
        markup.line("p", "small", text);
    }

    /** The cell that names the events. */
    void rests(List<UUID> eventIds) {
        markup.element("td", "basis", () -> numbers(eventIds));
    }

    void numbers(List<UUID> eventIds) {
        List<Integer> numbers = footnotes.of(eventIds);
        for (int i = 0; i < numbers.size(); i++) {
            Integer number = numbers.get(i);
            markup.raw((i > 0 ? " " : "") + "<a href=\"#e" + number + "\">[" + number + "]</a>");
        }
    }

    /** 补录, in words, so that it shows without colour. */
    private void mark(Basis basis) {
        if (basis.afterwards() != null) {
            mark(basis.afterwards(), basis.recordedAt());
        } else if (basis.lateEntered()) {
            mark(words.say("late"), basis.recordedAt());
        }
    }

    /** @param afterwards how long after the instant */
    void mark(Delay afterwards, Instant recordedAt) {
        mark(
                ofIncident
                        ? afterwards.wordsZh()
                        : words.say("after.instant", "delay", words.span(Duration.ofSeconds(afterwards.seconds()))),
                recordedAt);
    }

    private void mark(String why, Instant recordedAt) {
        markup.line("p", "tag", "【补录】" + why);
        recorded(recordedAt);
    }

    private void recorded(Instant recordedAt) {
        small(words.say("recordedAt", "recordedAt", words.second(recordedAt)));
    }

    /** 事件索引: two events to a row. */
    void index() {
        heading("index", "");
        List<UUID> events = new ArrayList<>(footnotes.all().keySet());
        if (events.isEmpty()) {
            empty("index.none");
            return;
        }
        markup.element(
                "table",
                "index",
                () -> markup.element("tbody", () -> {
                    for (int i = 0; i < events.size(); i += 2) {
                        int row = i;
                        markup.element("tr", () -> {
                            entry(events, row);
                            entry(events, row + 1);
                        });
                    }
                }));
    }

    private void entry(List<UUID> events, int place) {
        int number = place + 1;
        if (place < events.size()) {
            markup.raw("<td class=\"number\" id=\"e" + number + "\">[" + number + "]</td><td>" + events.get(place)
                    + "</td>");
        } else {
            markup.raw("<td class=\"number\"></td><td></td>");
        }
    }
}
