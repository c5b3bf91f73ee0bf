package org.wangge.query.version;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's {@code COPY}. */
final class CopyText {

    private final StringBuilder text = new StringBuilder();
    private boolean inRow;

    /** The next column of the row. */
    CopyText column(@Nullable Object value) {
        if (inRow) {
            text.append('\t');
        }
        inRow = true;
        switch (value) {
            case null -> text.append("\\N");
            case String string -> escaped(string);
            case List<?> list -> escaped(array(list));
            default -> text.append(value);
        }
        return this;
    }

    void endRow() {
        text.append('\n');
        inRow = false;
    }

    private void escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
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
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
