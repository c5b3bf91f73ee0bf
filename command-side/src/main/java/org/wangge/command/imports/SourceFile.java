package org.wangge.command.imports;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * 源文件: an uploaded file, whose type its content decides: XLSX, CSV, or CSV in gzip. Unpacking stops at a limit, so that a small
 * file cannot grow without bounds.
 *
 * @param mostUnpacked bytes
 */
record SourceFile(Path path, long mostUnpacked) {

    /** A workbook's shared texts are held in memory by its reader. */
    private static final long MOST_SHARED_TEXTS = 128L << 20;

    private static final int MOST_ENTRIES = 10_000;
    private static final int BUFFER = 64 * 1024;

    /** Opens the table; {@code sheet} names the sheet of a workbook, the first one otherwise. */
    Rows open(Mapping.Dialect dialect, @Nullable String sheet) throws IOException {
        byte[] magic = magic();
        if (startsWith(magic, 'P', 'K')) {
            checkWorkbook();
            return new XlsxRows(path, sheet, dialect.headerLine());
        }
        if (startsWith(magic, 0xd0, 0xcf)) {
            throw new FileUnreadable("an old binary workbook (.xls): save it as .xlsx or CSV");
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            if (startsWith(magic, 0x1f, 0x8b)) {
                bytes = new BufferedInputStream(new Bounded(new GZIPInputStream(bytes, BUFFER), mostUnpacked), BUFFER);
            }
            bytes.mark(BUFFER);
            byte[] beginning = bytes.readNBytes(BUFFER / 2);
            bytes.reset();
            for (byte b : beginning) {
                if (b == 0) {
                    throw new FileUnreadable("neither a workbook (.xlsx) nor text");
                }
            }
            return new CsvRows(bytes, dialect);
        } catch (ZipException | EOFException broken) {
            bytes.close();
            throw new FileUnreadable("the gzip file is damaged or not complete");
        } catch (IOException | RuntimeException failure) {
            bytes.close();
            throw failure;
        }
    }

    private byte[] magic() throws IOException {
        try (InputStream bytes = Files.newInputStream(path)) {
            return bytes.readNBytes(4);
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** Sizes in a ZIP's directory are claims: what counts is what comes out. */
    private void checkWorkbook() throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new FileUnreadable("a ZIP file that is no workbook (.xlsx)");
            }
            if (zip.size() > MOST_ENTRIES) {
                throw new FileUnreadable("a workbook of more than " + MOST_ENTRIES + " parts");
            }
            long left = mostUnpacked;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                boolean inMemory = entry.getName().equals("xl/sharedStrings.xml");
                try (InputStream bytes = zip.getInputStream(entry)) {
                    left -= drain(bytes, inMemory ? Math.min(left, MOST_SHARED_TEXTS) : left);
                }
            }
        } catch (ZipException broken) {
            throw new FileUnreadable("the workbook is damaged: " + broken.getMessage());
        }
    }

    private static long drain(InputStream bytes, long most) throws IOException {
        InputStream bounded = new Bounded(bytes, most);
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = bounded.read(buffer); read >= 0; read = bounded.read(buffer)) {
            size += read;
        }
        return size;
    }

    /** Refuses to give more than so many bytes. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream bytes, long most) {
            super(bytes);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                count(1);
            }
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new FileUnreadable("unpacked, the file is larger than what is taken");
            }
        }
    }
}
