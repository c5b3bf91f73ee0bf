package org.wangge.query.version;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's {@code COPY}, in UTF-8: no byte of a character beyond ASCII looks like one of ASCII. */
final class CopyText {

    private static final byte[] NOTHING = {'\\', 'N'};

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean inRow;

    /** The next column of the row. */
    void column(@Nullable Object value) {
        if (inRow) {
            text.write('\t');
        }
        inRow = true;
        switch (value) {
            case null -> text.writeBytes(NOTHING);
            case List<?> list -> escaped(array(list));
            default -> escaped(value.toString());
        }
    }

    void endRow() {
        text.write('\n');
        inRow = false;
    }

    private void escaped(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int written = 0;
        for (int i = 0; i < bytes.length; i++) {
            int letter = letter(bytes[i]);
            if (letter != 0) {
                text.write(bytes, written, i - written);
                text.write('\\');
                text.write(letter);
                written = i + 1;
            }
        }
        text.write(bytes, written, bytes.length - written);
    }

    /** What stands behind a backslash for a byte that may not stand for itself; 0 for every other. */
    private static int letter(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private static String array(List<?> list) {
        StringBuilder array = new StringBuilder("{");
        for (Object element : list) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append('"')
                    .append(String.valueOf(element).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    byte[] bytes() {
        return text.toByteArray();
    }
}
