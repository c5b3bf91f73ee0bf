package org.wangge.command.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.wangge.api.Refused;
import org.wangge.api.imports.ImportRefusal;

/** The mappings that come with Wangge, by name. */
final class Mappings {

    private static final Pattern BARE_NAME = Pattern.compile("\\s*[a-z0-9][a-z0-9-]{0,63}\\s*");

    private Mappings() {}

    /** The text itself, or the mapping that comes with Wangge where the text is nothing but its name. */
    static String resolve(String nameOrText) {
        if (!BARE_NAME.matcher(nameOrText).matches()) {
            return nameOrText;
        }
        String name = nameOrText.strip();
        try (InputStream bytes = Mappings.class.getResourceAsStream("/imports/" + name + ".yaml")) {
            if (bytes == null) {
                throw Refused.because(
                        ImportRefusal.MAPPING_INVALID, "/mapping", "no mapping called " + name + " comes with Wangge");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
