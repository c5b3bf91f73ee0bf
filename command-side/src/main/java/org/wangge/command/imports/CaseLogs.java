package org.wangge.command.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * 按案归集: the rows of a log, gathered by the case that they belong to, since a row here may be anywhere in the file. They are held
 * in memory: only the cells that the mapping uses, each text once for a case, and no more than a limit.
 */
final class CaseLogs {

    /** Characters held at most, at one or two bytes each. */
    static final long MOST_CHARACTERS = 64L << 20;

    private final Map<String, List<Row>> logs = new LinkedHashMap<>();
    private final Set<Integer> used = new TreeSet<>();
    private final RowReader reader;
    private final boolean skipWithoutKey;
    private final long mostCharacters;
    private long characters;

    CaseLogs(Mapping.Step step, Header header, RowReader reader, long mostCharacters) {
        this.reader = reader;
        this.skipWithoutKey = step.skipWithoutKey();
        this.mostCharacters = mostCharacters;
        step.columns().forEach(column -> used.add(header.indexOf(column)));
    }

    /** Throws where the row does not say to which case it belongs. */
    void add(Row row) {
        String reference = reader.key(row);
        if (reference != null) {
            List<Row> log = logs.computeIfAbsent(reference, _ -> new ArrayList<>());
            log.add(held(row, log.isEmpty() ? null : log.getLast()));
        } else if (!skipWithoutKey) {
            throw reader.blamingKey(RowFault.VALUE_MISSING, row, "");
        }
    }

    private Row held(Row row, @Nullable Row former) {
        String[] cells = new String[row.cells().size()];
        Arrays.fill(cells, "");
        for (int column : used) {
            if (column < cells.length) {
                cells[column] = held(row.cell(column), former == null ? "" : former.cell(column));
            }
        }
        return new Row(row.line(), Arrays.asList(cells));
    }

    private String held(String cell, String former) {
        if (cell.equals(former)) {
            return former;
        }
        characters += cell.length();
        if (characters > mostCharacters) {
            throw new FileUnreadable("a log of more than " + mostCharacters + " characters; cut it up by cases");
        }
        return cell;
    }

    /** In the order in which the cases come up in the file. */
    Collection<List<Row>> all() {
        return logs.values();
    }
}
