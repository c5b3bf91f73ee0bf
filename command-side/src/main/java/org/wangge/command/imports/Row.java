package org.wangge.command.imports;

import java.util.List;

/**
 * 行: one row of a table as it was published.
 *
 * @param line where it begins in the file, from 1, as an editor or a spreadsheet counts
 * @param cells as text; cells that the row lacks are missing here as well
 */
record Row(long line, List<String> cells) {

    /** The cell, or nothing where the row is too short. */
    String cell(int index) {
        return index < cells.size() ? cells.get(index) : "";
    }
}
