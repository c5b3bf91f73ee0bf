package org.wangge.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private static final byte[] REVISION = ",\"revision\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = {};

    private final StagedEvent event;
    private final StoredAs name;
    private final byte[] members;
    private final int split;

    /** @param members the canonical body without {@code prev} and {@code recordedAt} */
    Draft(StagedEvent event, StoredAs name, byte[] members) {
        this.event = event;
        this.name = name;
        this.members = members;
        this.split = lastBefore(members);
    }

    /**
     * Where {@code ,"revision":} begins for the last time. Behind it stand numbers and texts only, and within a text its quotes would
     * be escaped: so it is the envelope's own, whatever the payload's members are called.
     */
    private static int lastBefore(byte[] members) {
        for (int at = members.length - REVISION.length; at > 0; at--) {
            if (Arrays.equals(members, at, at + REVISION.length, REVISION, 0, REVISION.length)) {
                return at;
            }
        }
        throw new IllegalStateException("a body without a revision");
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
        int length = members.length + PREV.length + hash.length + RECORDED_AT.length + time.length + 1;
        if (length > MAX_BODY_BYTES) {
            throw Refused.because(CommonRefusal.EVENT_TOO_LARGE);
        }
        byte[] body = new byte[length];
        int at = put(body, 0, members, 0, split);
        at = put(body, at, PREV, 0, PREV.length);
        at = put(body, at, hash, 0, hash.length);
        at = put(body, at, RECORDED_AT, 0, RECORDED_AT.length);
        at = put(body, at, time, 0, time.length);
        body[at++] = '"';
        put(body, at, members, split, members.length - split);
        return body;
    }

    private static int put(byte[] target, int at, byte[] source, int from, int length) {
        System.arraycopy(source, from, target, at, length);
        return at + length;
    }
}
