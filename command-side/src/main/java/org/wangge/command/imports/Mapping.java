package org.wangge.command.imports;

import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 映射: says how the columns of somebody else's table become grids, units, people and cases ({@code docs/imports.md}).
 *
 * @param name part of the identity of all that is imported with it: the same row under the same name is the same thing for ever
 */
record Mapping(String name, Dialect dialect, List<Step> steps) {

    /**
     * How the table is written down.
     *
     * @param headerLine the line that holds the header, from 1; what stands above is passed over
     */
    record Dialect(char delimiter, char quote, Charset charset, int headerLine) {}

    /**
     * One pass over the table.
     *
     * @param sheet of a workbook; none means the first
     * @param distinct only the first row of each key counts, as where a table of cases names its grids over and over
     * @param skipWithoutKey rows without a key are passed over and not refused
     * @param fields by the target's field names
     */
    record Step(
            Target target,
            @Nullable String sheet,
            boolean distinct,
            boolean skipWithoutKey,
            Map<String, Value> fields) {

        Set<String> columns() {
            Set<String> columns = new LinkedHashSet<>();
            fields.values().forEach(value -> columns.addAll(value.columns()));
            return columns;
        }
    }
}
