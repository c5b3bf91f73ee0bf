package org.wangge.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.StoredAs;

/**
 * An event whose body is written but for two members. In the canonical order {@code prev} and {@code recordedAt} stand side by side,
 * so the rest is written by the thread that decided on the event, and the writer only sets these two between.
 */
final class Draft {

    private static final int MAX_BODY_BYTES = 60 * 1024;
    private static final byte[] PREV = ",\"prev\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RECORDED_AT = "\",\"recordedAt\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REST = "\",".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = {};

    private final StagedEvent event;
    private final StoredAs name;
    private final byte[] front;
    private final byte[] back;

    /**
     * @param front the object of all members before {@code prev}
     * @param back the object of all members behind {@code recordedAt}
     */
    Draft(StagedEvent event, StoredAs name, byte[] front, byte[] back) {
        this.event = event;
        this.name = name;
        this.front = front;
        this.back = back;
    }

    StagedEvent event() {
        return event;
    }

    StoredAs name() {
        return name;
    }

    /**
     * The whole body.
     *
     * @param recordedAt as {@link java.time.Instant#toString}
     * @throws Refused where it is too large
     */
    byte[] body(String recordedAt, byte @Nullable [] prev) {
        byte[] hash = prev == null ? NONE : Base64.getEncoder().encode(prev);
        byte[] time = recordedAt.getBytes(StandardCharsets.US_ASCII);
        int length = front.length
                - 1
                + PREV.length
                + hash.length
                + RECORDED_AT.length
                + time.length
                + REST.length
                + back.length
                - 1;
        if (length > MAX_BODY_BYTES) {
            throw Refused.because(CommonRefusal.EVENT_TOO_LARGE);
        }
        byte[] body = new byte[length];
        int at = put(body, 0, front, 0, front.length - 1);
        at = put(body, at, PREV, 0, PREV.length);
        at = put(body, at, hash, 0, hash.length);
        at = put(body, at, RECORDED_AT, 0, RECORDED_AT.length);
        at = put(body, at, time, 0, time.length);
        at = put(body, at, REST, 0, REST.length);
        put(body, at, back, 1, back.length - 1);
        return body;
    }

    private static int put(byte[] target, int at, byte[] source, int from, int length) {
        System.arraycopy(source, from, target, at, length);
        return at + length;
    }
}
