package org.wangge.command.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** 拒收清单: rejections as CSV that a spreadsheet opens as text: with a byte order mark, and no cell is taken for a formula. */
final class RejectionReport implements AutoCloseable {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private final CsvWriter csv;

    RejectionReport(Writer writer) throws IOException {
        writer.write('\ufeff');
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        csv.writeRecord("line", "column", "value", "code", "reason", "target");
    }

    void write(Rejection rejection) {
        csv.writeRecord(
                Long.toString(rejection.line()),
                harmless(rejection.column()),
                harmless(rejection.value()),
                rejection.code(),
                harmless(rejection.reason()),
                rejection.target());
    }

    private static String harmless(@Nullable String cell) {
        String text = cell == null ? "" : cell;
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
