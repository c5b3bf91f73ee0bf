package org.wangge.query.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** One sheet of texts, written as it goes. A text cell is never a formula, so nothing needs to be neutralised. */
final class XlsxSink implements Sink {

    private static final int FLUSH_EVERY = 1000;
    /** What a cell can hold. */
    private static final int MAX_CELL = 32_767;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int rows;

    XlsxSink(OutputStream out, String title) {
        this.workbook = new Workbook(out, "Wangge", "1.0");
        this.sheet = workbook.newWorksheet(title);
    }

    @Override
    public void row(List<? extends @Nullable String> cells) throws IOException {
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            if (cell != null) {
                // Inline: the table of shared strings would have to be kept in memory until the end.
                sheet.inlineString(rows, column, cell.length() > MAX_CELL ? cell.substring(0, MAX_CELL) : cell);
            }
        }
        rows++;
        if (rows % FLUSH_EVERY == 0) {
            sheet.flush();
        }
    }

    @Override
    public void close() throws IOException {
        sheet.finish();
        workbook.finish();
    }
}
