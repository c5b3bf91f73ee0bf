package org.wangge.eventstore;

import java.math.BigInteger;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses what RFC 8785 cannot carry from one implementation to another (I-JSON, RFC 7493 sections 2.1 and 2.2): surrogates without
 * their other half, and whole numbers that a double does not hold exactly.
 */
final class FaithfulValues extends SimpleModule {

    private static final long LARGEST = (1L << 53) - 1;

    FaithfulValues() {
        super("faithful-values");
        addSerializer(String.class, new Text());
        addKeySerializer(String.class, new Name());
        addSerializer(Long.class, new Whole());
        addSerializer(long.class, new Whole());
        addSerializer(BigInteger.class, new Large());
    }

    private static String whole(String text, JsonGenerator generator) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw refused(generator, "holds half a character (a lone surrogate)");
                }
                i++;
            }
        }
        return text;
    }

    private static Refused refused(JsonGenerator generator, String detail) {
        TokenStreamContext place = generator.streamWriteContext();
        String pointer = place.inArray()
                ? place.getParent().pathAsPointer() + "/" + place.getEntryCount()
                : place.pathAsPointer().toString();
        return Refused.because(
                CommonRefusal.UNSTORABLE_VALUE,
                pointer.startsWith("/payload/") ? pointer.substring("/payload".length()) : pointer,
                detail);
    }

    private static final class Text extends ValueSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(whole(value, generator));
        }
    }

    private static final class Name extends ValueSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeName(whole(value, generator));
        }
    }

    private static final class Whole extends ValueSerializer<Long> {
        @Override
        public void serialize(Long value, JsonGenerator generator, SerializationContext context) {
            if (value > LARGEST || value < -LARGEST) {
                throw refused(generator, "is beyond ±(2^53−1)");
            }
            generator.writeNumber(value.longValue());
        }
    }

    private static final class Large extends ValueSerializer<BigInteger> {
        @Override
        public void serialize(BigInteger value, JsonGenerator generator, SerializationContext context) {
            if (value.abs().compareTo(BigInteger.valueOf(LARGEST)) > 0) {
                throw refused(generator, "is beyond ±(2^53−1)");
            }
            generator.writeNumber(value);
        }
    }
}
