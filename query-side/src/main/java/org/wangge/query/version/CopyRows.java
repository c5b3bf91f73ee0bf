package org.wangge.query.version;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's {@code COPY} (its documentation, COPY, “Binary Format”): what the server would
 * otherwise read from text, above all times, it takes as it is.
 */
final class CopyRows {

    /** How a column is written, by the name that the driver has for its type. */
    enum Type {
        TEXT("text"),
        UUID("uuid"),
        INT2("int2"),
        INT4("int4"),
        INT8("int8"),
        BOOL("bool"),
        TIMESTAMPTZ("timestamptz"),
        TIME("time"),
        JSONB("jsonb"),
        TEXTS("_text"),
        INT2S("_int2");

        private final String name;

        Type(String name) {
            this.name = name;
        }

        static Type named(String name) {
            for (Type type : values()) {
                if (type.name.equals(name)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("columns of type " + name + " are not written");
        }
    }

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLAGS_AND_EXTENSION = 2 * Integer.BYTES;
    private static final int NOTHING = -1;
    private static final short END = -1;
    private static final byte JSONB_VERSION = 1;
    private static final int OID_OF_TEXT = 25;
    private static final int OID_OF_INT2 = 21;
    /** The server's time begins at 2000-01-01. */
    private static final long EPOCH_SECOND = 946_684_800L;

    private static final int FIRST_SIZE = 1 << 14;

    private final List<Type> columns;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE);
    private boolean any;

    CopyRows(List<Type> columns) {
        this.columns = columns;
        clear();
    }

    void clear() {
        buffer.clear();
        buffer.put(SIGNATURE);
        buffer.position(buffer.position() + FLAGS_AND_EXTENSION);
        any = false;
    }

    boolean isEmpty() {
        return !any;
    }

    /** Adds a row of values as {@link Row#kept} has them. */
    void add(@Nullable Object... values) {
        any = true;
        room(Short.BYTES).putShort((short) columns.size());
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                room(Integer.BYTES).putInt(NOTHING);
            } else {
                write(columns.get(i), value);
            }
        }
    }

    private void write(Type type, Object value) {
        switch (type) {
            case TEXT -> text(value.toString());
            case UUID -> {
                UUID id = value instanceof UUID uuid ? uuid : java.util.UUID.fromString(value.toString());
                sized(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            case INT2 -> sized(Short.BYTES).putShort(((Number) value).shortValue());
            case INT4 -> sized(Integer.BYTES).putInt(((Number) value).intValue());
            case INT8 -> sized(Long.BYTES).putLong(((Number) value).longValue());
            case BOOL -> sized(1).put((byte) ((Boolean) value ? 1 : 0));
            case TIMESTAMPTZ -> sized(Long.BYTES).putLong(micros((Instant) value));
            case TIME ->
                sized(Long.BYTES)
                        .putLong(TimeUnit.NANOSECONDS.toMicros(
                                LocalTime.parse(value.toString()).toNanoOfDay()));
            case JSONB -> {
                byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                sized(1 + bytes.length).put(JSONB_VERSION).put(bytes);
            }
            case TEXTS -> array((List<?>) value, OID_OF_TEXT, element -> text(element.toString()));
            case INT2S ->
                array(
                        (List<?>) value,
                        OID_OF_INT2,
                        element -> sized(Short.BYTES).putShort(Short.parseShort(element.toString())));
        }
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond() - EPOCH_SECOND, TimeUnit.SECONDS.toMicros(1)),
                TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        sized(bytes.length).put(bytes);
    }

    private interface Element {
        void write(Object element);
    }

    private void array(List<?> elements, int type, Element each) {
        int length = room(Integer.BYTES).position();
        buffer.putInt(0);
        room(5 * Integer.BYTES).putInt(elements.isEmpty() ? 0 : 1).putInt(0).putInt(type);
        if (!elements.isEmpty()) {
            buffer.putInt(elements.size()).putInt(1);
        }
        elements.forEach(each::write);
        buffer.putInt(length, buffer.position() - length - Integer.BYTES);
    }

    /** A field of so many bytes, which the caller writes. */
    private ByteBuffer sized(int bytes) {
        return room(Integer.BYTES + bytes).putInt(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes));
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }

    /** All rows, as the server takes them. */
    byte[] finished() {
        room(Short.BYTES).putShort(END);
        byte[] all = new byte[buffer.position()];
        buffer.get(0, all);
        return all;
    }
}
