package org.wangge.query.dossier;

import java.text.Normalizer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes well-formed markup. What people wrote is only ever text: escaped, and with every sign that could hide or reorder other
 * signs (controls, bidirectional overrides, zero widths) spelled out as its code point, since a dossier shows what is there.
 */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final IntPredicate drawable;

    /** @param drawable code points that the reader's device can show; others are written in another form */
    Markup(IntPredicate drawable) {
        this.drawable = drawable;
    }

    /** Markup as it stands: only ever constants and what this class wrote. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    Markup element(String tag, Runnable content) {
        return element(tag, null, content);
    }

    Markup element(String tag, @Nullable String styles, Runnable content) {
        out.append('<').append(tag);
        if (styles != null && !styles.isEmpty()) {
            out.append(" class=\"").append(styles).append('"');
        }
        out.append('>');
        content.run();
        out.append("</").append(tag).append(">");
        return this;
    }

    /** A whole element with nothing but text in it. */
    Markup line(String tag, @Nullable String styles, String text) {
        return element(tag, styles, () -> text(text));
    }

    Markup text(String text) {
        write(text);
        return this;
    }

    private void write(String text) {
        text.codePoints().forEach(this::write);
    }

    private void write(int point) {
        switch (point) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t' -> out.append(' ');
            default -> {
                if (hides(point)) {
                    spell(point);
                } else if (drawable.test(point)) {
                    out.appendCodePoint(point);
                } else {
                    likeness(point);
                }
            }
        }
    }

    /** A compatible form where there is one that can be shown (⒈ as 1.); readable, though not the same sign. */
    private void likeness(int point) {
        String other = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
        if (other.codePoints().allMatch(each -> each != point && !hides(each) && drawable.test(each))) {
            write(other);
        } else {
            spell(point);
        }
    }

    private void spell(int point) {
        write(String.format("〔U+%04X〕", point));
    }

    static boolean hides(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
