package org.wangge.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Canonical JSON (RFC 8785) for what Wangge stores: members sorted by UTF-16 code units, no white space, control characters
 * escaped in lower case, whole numbers only, nothing that another implementation would read differently. Written directly by the serializer; a test holds it against an independent
 * implementation.
 */
public final class CanonicalJson {

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .addModule(new FaithfulValues())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private CanonicalJson() {}

    /** The canonical bytes of a record of plain values. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The record back from its canonical bytes; unknown members are refused. */
    public static <T> T read(byte[] canonical, Class<T> type) {
        return MAPPER.readValue(canonical, type);
    }

    /** SHA-256(0x00 ‖ bytes): the hash of a leaf in RFC 6962 section 2.1. */
    public static byte[] leafHash(byte[] canonical) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return digest.digest(canonical);
    }

    /** SHA-256 of the canonical bytes: tells whether two requests ask the same. */
    public static byte[] fingerprint(Object value) {
        MessageDigest digest = sha256();
        digest.update(value.getClass().getSimpleName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(bytes(value));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
