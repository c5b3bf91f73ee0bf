package org.wangge.query.answer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV in UTF-8 with a byte order mark, without which spreadsheets garble Chinese, and without cells that they would run. */
final class CsvSink implements Sink {

    private static final String RUNS_AS_FORMULA = "=+-@\t\r";

    private final CsvWriter csv;

    CsvSink(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\ufeff');
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
    }

    @Override
    public void row(List<? extends @Nullable String> cells) {
        csv.writeRecord(cells.stream().map(CsvSink::harmless).toList());
    }

    /** A spreadsheet takes a cell that begins like this for a formula; after an apostrophe it is text. */
    static String harmless(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        return !cell.isEmpty() && RUNS_AS_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
