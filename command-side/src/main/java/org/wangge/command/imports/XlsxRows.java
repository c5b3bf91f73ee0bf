package org.wangge.command.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** A sheet of a workbook. Cells come as the text that they stand for: dates as ISO 8601 without zone, numbers without exponent. */
final class XlsxRows implements Rows {

    /** What stands in a cell whose formula failed; no text of a file can be mistaken for it, since U+FFFF is no character. */
    static final String ERROR = "\uffff";

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    /** Number formats that show days and have no pattern in the file (ECMA-376 part 1, section 18.8.30). */
    private static final BitSet BUILT_IN_DATES = new BitSet();

    static {
        BUILT_IN_DATES.set(14, 18);
        BUILT_IN_DATES.set(22);
        BUILT_IN_DATES.set(27, 32);
        BUILT_IN_DATES.set(36);
        BUILT_IN_DATES.set(50, 59);
    }

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^]]*]|\\\\.");

    private final ReadableWorkbook workbook;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private final List<String> header;

    XlsxRows(Path path, @Nullable String sheet, int headerLine) throws IOException {
        ReadableWorkbook opened = null;
        try {
            opened = new ReadableWorkbook(path.toFile(), new ReadingOptions(true, true));
            Sheet found = sheet == null
                    ? opened.getFirstSheet()
                    : opened.findSheet(sheet)
                            .orElseThrow(() -> new FileUnreadable("the workbook has no sheet " + sheet));
            this.workbook = opened;
            this.stream = found.openStream();
            this.rows = stream.iterator();
            this.header = header(headerLine);
        } catch (ExcelReaderException broken) {
            close(opened);
            throw new FileUnreadable("the workbook cannot be read: " + broken.getMessage());
        } catch (IOException | RuntimeException failure) {
            close(opened);
            throw failure;
        }
    }

    private static void close(@Nullable ReadableWorkbook workbook) throws IOException {
        if (workbook != null) {
            workbook.close();
        }
    }

    private List<String> header(int line) {
        while (rows.hasNext()) {
            org.dhatim.fastexcel.reader.Row row = rows.next();
            if (row.getRowNum() >= line) {
                List<String> cells = cells(row);
                int end = cells.size();
                while (end > 0 && cells.get(end - 1).isBlank()) {
                    end--;
                }
                return cells.subList(0, end);
            }
        }
        throw new FileUnreadable("there is no header on line " + line);
    }

    @Override
    public List<String> header() {
        return header;
    }

    /** Rows of a sheet have no length of their own: they are as wide as the header. */
    @Override
    public @Nullable Row next() {
        try {
            while (rows.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = rows.next();
                List<String> cells = cells(row);
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    List<String> wide = new ArrayList<>(header.size());
                    for (int i = 0; i < header.size(); i++) {
                        wide.add(i < cells.size() ? cells.get(i) : "");
                    }
                    return new Row(row.getRowNum(), wide);
                }
            }
            return null;
        } catch (ExcelReaderException broken) {
            throw new FileUnreadable("the workbook cannot be read: " + broken.getMessage());
        }
    }

    private static List<String> cells(org.dhatim.fastexcel.reader.Row row) {
        List<String> cells = new ArrayList<>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? "" : text(cell));
        }
        return cells;
    }

    private static String text(Cell cell) {
        CellType type = cell.getType();
        if (type == CellType.ERROR) {
            return ERROR;
        }
        if (cell.getValue() instanceof BigDecimal number) {
            return isDate(cell)
                    ? date(cell.asDate())
                    : number.stripTrailingZeros().toPlainString();
        }
        if (cell.getValue() instanceof Boolean truth) {
            return truth.toString();
        }
        String text = cell.getText();
        return text == null ? "" : text;
    }

    private static String date(LocalDateTime date) {
        LocalDateTime rounded = date.plusNanos(500_000_000).withNano(0);
        return rounded.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? rounded.toLocalDate().toString()
                : SECONDS.format(rounded);
    }

    /** A number is a date where its format shows years, months or days. */
    private static boolean isDate(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && BUILT_IN_DATES.get(id)) {
            return true;
        }
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        String bare = QUOTED.matcher(format).replaceAll("").toLowerCase(java.util.Locale.ROOT);
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
