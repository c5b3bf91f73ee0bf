package org.wangge.query.dossier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * A font that the PDF is drawn with, and the code points that it has. TrueType, because the renderer embeds no other; each glyph of
 * the Chinese one stands for exactly one code point, because the renderer's map from glyphs back to text keeps only one.
 */
final class DossierFont {

    /** In the order in which they are asked for a sign: Latin (Liberation Sans, which PDFBox brings), Han, what neither has. */
    static final List<DossierFont> ALL = List.of(
            read("Dossier Latin", PDFont.class, "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf", false),
            read("Dossier Han", DossierFont.class, "dossier-han.ttf.gz", true),
            read("Dossier Signs", DossierFont.class, "dossier-signs.ttf.gz", true));

    private final String family;
    private final byte[] file;
    private final BitSet points;

    private DossierFont(String family, byte[] file, BitSet points) {
        this.family = family;
        this.file = file;
        this.points = points;
    }

    static boolean draws(int point) {
        return ALL.stream().anyMatch(font -> font.points.get(point));
    }

    String family() {
        return family;
    }

    InputStream open() {
        return new ByteArrayInputStream(file);
    }

    private static DossierFont read(String family, Class<?> room, String name, boolean packed) {
        try (InputStream found = room.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException("there is no " + name);
            }
            byte[] file = (packed ? new GZIPInputStream(found) : found).readAllBytes();
            BitSet points = new BitSet();
            try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
                CmapLookup glyphs = font.getUnicodeCmapLookup();
                for (int point = 0x20; point <= Character.MAX_VALUE; point++) {
                    if (glyphs.getGlyphId(point) != 0) {
                        points.set(point);
                    }
                }
            }
            return new DossierFont(family, file, points);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
