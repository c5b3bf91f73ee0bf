package org.wangge.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReadingTest {

    private static final Mapping.Dialect PLAIN = new Mapping.Dialect(',', '"', StandardCharsets.UTF_8, 1);

    @TempDir
    Path folder;

    private List<Row> read(byte[] content, Mapping.Dialect dialect) throws IOException {
        return read(content, dialect, null, 1 << 20);
    }

    private List<Row> read(byte[] content, Mapping.Dialect dialect, String sheet, long mostUnpacked)
            throws IOException {
        Path path = folder.resolve("table");
        Files.write(path, content);
        List<Row> all = new ArrayList<>();
        try (Rows rows = new SourceFile(path, mostUnpacked).open(dialect, sheet)) {
            all.add(new Row(0, rows.header()));
            for (Row row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void quotesAndLineBreaksBelongToTheCellAndLinesAreCountedAsInTheFile() throws IOException {
        List<Row> rows = read(ImportBench.utf8("\ufeffa,b\r\n\"x \"\"y\"\"\",\"1\n2\"\r\n\r\nlast,\r\n"), PLAIN);

        assertThat(rows)
                .containsExactly(
                        new Row(0, List.of("a", "b")),
                        new Row(2, List.of("x \"y\"", "1\n2")),
                        new Row(5, List.of("last", "")));
    }

    @Test
    void gzipIsToldByItsContent() throws IOException {
        assertThat(read(gzip(ImportBench.utf8("a\n1\n")), PLAIN)).contains(new Row(2, List.of("1")));
    }

    @Test
    void aTownsOwnEncodingAndDelimiterAreUnderstood() throws IOException {
        Charset chinese = Charset.forName("GB18030");
        byte[] content = "标题\n编号;名称\n1;一村\n".getBytes(chinese);

        assertThat(read(content, new Mapping.Dialect(';', '"', chinese, 2)))
                .containsExactly(new Row(0, List.of("编号", "名称")), new Row(3, List.of("1", "一村")));
    }

    @Test
    void bytesThatAreNoTextSpoilTheirCellOnly() throws IOException {
        byte[] content = "a,b\n1,ab\n2,cd\n".getBytes(StandardCharsets.UTF_8);
        content[6] = (byte) 0xff;

        List<Row> rows = read(content, PLAIN);

        assertThat(rows.get(1).cell(1)).contains("\ufffd");
        assertThat(rows.get(2).cell(1)).isEqualTo("cd");
    }

    @Test
    void aFileThatUnpacksToMoreThanIsTakenIsRefused() {
        assertThatThrownBy(() -> read(gzip(new byte[100_000]), PLAIN, null, 10_000))
                .isInstanceOf(FileUnreadable.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> read(workbook(row(1, text("A1", "x".repeat(100_000)))), PLAIN, null, 10_000))
                .isInstanceOf(FileUnreadable.class)
                .hasMessageContaining("larger");
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThatThrownBy(() -> read(new byte[] {1, 0, 2, 0}, PLAIN)).isInstanceOf(FileUnreadable.class);
        assertThatThrownBy(() -> read(new byte[0], PLAIN)).isInstanceOf(FileUnreadable.class);
        assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4, 0}, PLAIN)).isInstanceOf(FileUnreadable.class);
        assertThatThrownBy(() -> read(ImportBench.utf8("a,b\n1,\"never closed\n"), PLAIN))
                .isInstanceOf(FileUnreadable.class);
    }

    @Test
    void halfAGzipFileIsRefused() throws IOException {
        byte[] whole = gzip(ImportBench.utf8("a\n" + "1234567890\n".repeat(1000)));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length - 12);

        assertThatThrownBy(() -> read(half, PLAIN)).isInstanceOf(FileUnreadable.class);
    }

    @Test
    void aWorkbooksCellsComeAsTheTextThatTheyStandFor() throws IOException {
        byte[] workbook = workbook(
                row(1, text("A1", "名称"), text("B1", "时间"), text("C1", "邮编"), text("D1", "是")),
                row(
                        3,
                        text("A3", "一村"),
                        number("B3", "46086.5", 1),
                        number("C3", "2116", 0),
                        "<c r=\"D3\" t=\"e\"><v>#REF!</v></c>"));

        List<Row> rows = read(workbook, PLAIN);

        assertThat(rows.get(0).cells()).containsExactly("名称", "时间", "邮编", "是");
        assertThat(rows.get(1).line()).isEqualTo(3);
        assertThat(rows.get(1).cells()).startsWith("一村", "2026-03-05T12:00:00", "2116");
        assertThat(rows.get(1).cell(3)).isEqualTo(XlsxRows.ERROR);
    }

    @Test
    void aSheetIsFoundByItsName() throws IOException {
        byte[] workbook = workbook(row(1, text("A1", "a")));

        assertThat(read(workbook, PLAIN, "网格", 1 << 20)).hasSize(1);
        assertThatThrownBy(() -> read(workbook, PLAIN, "nowhere", 1 << 20)).isInstanceOf(FileUnreadable.class);
    }

    static String row(int number, String... cells) {
        return "<row r=\"" + number + "\">" + String.join("", cells) + "</row>";
    }

    static String text(String place, String text) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    static String number(String place, String number, int style) {
        return "<c r=\"" + place + "\" s=\"" + style + "\"><v>" + number + "</v></c>";
    }

    /** The smallest workbook that a spreadsheet opens: one sheet, and a style for dates. */
    static byte[] workbook(String... rows) throws IOException {
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument."
                            + "spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/"
                            + "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            entry(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns=\"" + relations + "\"><Relationship Id=\"rId1\" Type=\"" + office
                            + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            entry(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office
                            + "\"><sheets><sheet name=\"网格\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            entry(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"" + relations
                            + "\"><Relationship Id=\"rId1\" Type=\"" + office
                            + "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                            + "<Relationship Id=\"rId2\" Type=\"" + office
                            + "/styles\" Target=\"styles.xml\"/></Relationships>");
            entry(
                    zip,
                    "xl/styles.xml",
                    "<styleSheet xmlns=\"" + main + "\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
                            + "<xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            entry(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns=\"" + main + "\"><sheetData>" + String.join("", rows)
                            + "</sheetData></worksheet>");
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
