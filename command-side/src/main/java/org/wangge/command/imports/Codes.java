package org.wangge.command.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Codes and ids that follow from what a table says, so that the same row names the same thing every time. */
final class Codes {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern MADE_BY_US = Pattern.compile(".*-[0-9a-f]{12}");
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9]+");
    private static final int LONGEST_STEM = 24;
    private static final int LONGEST_KEPT = 40;

    private Codes() {}

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /**
     * A code for a name. A name that is a code already stays as it is; of any other a readable stem is kept and twelve digits of its
     * SHA-256 are added, so that no two names get the same code.
     */
    static String slug(String name) {
        if (name.length() <= LONGEST_KEPT
                && isCode(name)
                && !MADE_BY_US.matcher(name).matches()) {
            return name;
        }
        String ascii = FOREIGN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("-");
        String stem = ascii.substring(0, Math.min(ascii.length(), LONGEST_STEM)).replaceAll("^-+|-+$", "");
        String hash = HexFormat.of().formatHex(sha256(name), 0, 6);
        return (stem.isEmpty() ? "x" : stem) + "-" + hash;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
