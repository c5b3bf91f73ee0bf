package org.wangge.command.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 取值: how one value comes out of a row: a source, and what is done to it, in this order: outer blanks off, {@code collapse},
 * {@code match}/{@code as}, {@code values}/{@code otherwise}, {@code slug}, {@code default}.
 */
record Value(
        Source source,
        boolean collapse,
        @Nullable Pattern match,
        @Nullable String as,
        Map<String, String> values,
        @Nullable String otherwise,
        boolean slug,
        @Nullable String fallback,
        Times times) {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern GROUP = Pattern.compile("\\$([0-9])");
    private static final int LONGEST_MATCHED = 4000;

    /** Where a value comes from. */
    sealed interface Source {}

    /** A cell. */
    record Column(String header) implements Source {}

    /** The same for every row. */
    record Constant(String text) implements Source {}

    /** All parts with something between them; nothing where a part is blank. */
    record Join(List<Value> parts, String with) implements Source {}

    /** The first that is not blank. */
    record First(List<Value> choices) implements Source {}

    /** The value as text, or null where there is none. */
    @Nullable
    String text(Row row, Header header) {
        String text = stripped(raw(row, header));
        if (text != null && collapse) {
            text = BLANKS.matcher(text).replaceAll(" ");
        }
        if (text != null && match != null) {
            text = stripped(matched(match, text, row, header));
        }
        if (text != null && (!values.isEmpty() || otherwise != null)) {
            text = mapped(text, row, header);
        }
        if (text != null && slug) {
            text = Codes.slug(text);
        }
        return text == null ? fallback : text;
    }

    private @Nullable String raw(Row row, Header header) {
        return switch (source) {
            case Constant constant -> constant.text();
            case Column column -> cell(column.header(), row, header);
            case First first -> {
                for (Value choice : first.choices()) {
                    String text = choice.text(row, header);
                    if (text != null) {
                        yield text;
                    }
                }
                yield null;
            }
            case Join join -> {
                List<String> parts = new ArrayList<>(join.parts().size());
                for (Value part : join.parts()) {
                    String text = part.text(row, header);
                    if (text == null) {
                        yield null;
                    }
                    parts.add(text);
                }
                yield String.join(join.with(), parts);
            }
        };
    }

    private static String cell(String column, Row row, Header header) {
        String cell = row.cell(header.indexOf(column));
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '\ufffd') {
                throw RowRefused.because(RowFault.BAD_ENCODING, column, cell, "");
            }
            if (c == 0) {
                throw RowRefused.because(RowFault.BAD_CHARACTER, column, cell.replace("\0", "␀"), "");
            }
            if (c == XlsxRows.ERROR.charAt(0)) {
                throw RowRefused.because(RowFault.CELL_ERROR, column, null, "");
            }
        }
        return cell;
    }

    private static @Nullable String stripped(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return from == to ? null : text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\u3000' || c == '\ufeff';
    }

    private String matched(Pattern pattern, String text, Row row, Header header) {
        Matcher matcher = pattern.matcher(text);
        if (text.length() > LONGEST_MATCHED || !matcher.matches()) {
            throw refused(RowFault.PATTERN_MISMATCH, row, header, "expected " + pattern);
        }
        if (as == null) {
            return text;
        }
        return GROUP.matcher(as).replaceAll(reference -> {
            String group = matcher.group(Integer.parseInt(reference.group(1)));
            return group == null ? "" : Matcher.quoteReplacement(group);
        });
    }

    private String mapped(String text, Row row, Header header) {
        String mapped = values.getOrDefault(text, otherwise);
        if (mapped == null) {
            throw refused(RowFault.VALUE_NOT_ALLOWED, row, header, "the mapping does not name it");
        }
        return mapped;
    }

    /** A refusal that blames the columns that this value comes from. */
    RowRefused refused(RowFault fault, Row row, Header header, String detail) {
        return RowRefused.because(fault, columnNames(), cells(row, header), detail);
    }

    String columnNames() {
        return String.join("|", columns());
    }

    /** What stands in the columns that this value comes from, as it is in the file. */
    String cells(Row row, Header header) {
        return columns().stream()
                .map(column -> row.cell(header.indexOf(column)))
                .collect(Collectors.joining("|"));
    }

    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        collectColumns(columns);
        return columns;
    }

    private void collectColumns(Set<String> columns) {
        switch (source) {
            case Constant ignored -> {}
            case Column column -> columns.add(column.header());
            case First first -> first.choices().forEach(choice -> choice.collectColumns(columns));
            case Join join -> join.parts().forEach(part -> part.collectColumns(columns));
        }
    }
}
