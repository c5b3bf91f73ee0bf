package org.wangge.command.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * CSV. Bytes that are no text become U+FFFD, by which the rows that hold them are told: one broken row does not spoil the file.
 */
final class CsvRows implements Rows {

    private static final int LONGEST_ROW = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;

    CsvRows(InputStream bytes, Mapping.Dialect dialect) throws IOException {
        InputStreamReader text = new InputStreamReader(
                bytes,
                dialect.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
        this.reader = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_ROW)
                .ofCsvRecord(text);
        this.records = reader.iterator();
        this.header = header(dialect.headerLine());
    }

    private List<String> header(int line) throws IOException {
        for (CsvRecord found = read(); found != null; found = read()) {
            if (found.getStartingLineNumber() >= line) {
                return found.getFields().stream().map(CsvRows::withoutMark).toList();
            }
        }
        throw new FileUnreadable("there is no header on line " + line);
    }

    private static String withoutMark(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == BYTE_ORDER_MARK ? cell.substring(1) : cell;
    }

    private @Nullable CsvRecord read() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException broken) {
            throw new FileUnreadable(why(broken));
        } catch (UncheckedIOException failure) {
            IOException cause = failure.getCause();
            if (cause instanceof EOFException || cause instanceof ZipException) {
                throw new FileUnreadable("the gzip file is damaged or not complete");
            }
            throw cause;
        }
    }

    private static String why(CsvParseException broken) {
        Throwable cause = broken.getCause();
        return "no CSV any more: " + broken.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable Row next() throws IOException {
        CsvRecord next = read();
        return next == null ? null : new Row(next.getStartingLineNumber(), next.getFields());
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}
