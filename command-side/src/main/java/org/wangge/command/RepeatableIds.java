package org.wangge.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from what they stand for: a UUIDv8 (RFC 9562 section 5.8) made of a SHA-256. */
public final class RepeatableIds {

    private RepeatableIds() {}

    /** The same parts in the same order give the same id, in every process and release. */
    public static UUID of(String... parts) {
        byte[] hash = sha256(parts);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (hash[i] & 0xffL);
            low = (low << 8) | (hash[i + 8] & 0xffL);
        }
        return new UUID((high & 0xffffffffffff0fffL) | 0x8000L, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    private static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
