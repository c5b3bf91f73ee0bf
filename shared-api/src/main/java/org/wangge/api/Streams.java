package org.wangge.api;

import java.time.Instant;
import java.util.UUID;

/**
 * Names of event streams: {@code <kind>:<id>}. Organisations name their own things, so a grid and a unit may both be called
 * {@code A1}; the kind keeps their streams apart.
 */
public final class Streams {

    private Streams() {}

    public static String grid(String gridId) {
        return "grid:" + gridId;
    }

    public static String person(String personId) {
        return "person:" + personId;
    }

    public static String unit(String unitId) {
        return "unit:" + unitId;
    }

    public static String account(String username) {
        return "account:" + username;
    }

    public static String duty(String dutyId) {
        return "duty:" + dutyId;
    }

    /** One window of a duty, named by the instant at which it opens. */
    public static String occurrence(String dutyId, Instant windowStart) {
        return "occurrence:" + dutyId + ":" + windowStart;
    }

    public static String inspection(UUID inspectionId) {
        return "inspection:" + inspectionId;
    }

    /** {@code case} is a word of Java, hence the longer name. */
    public static String caseFile(UUID caseId) {
        return "case:" + caseId;
    }

    public static String notice(UUID noticeId) {
        return "notice:" + noticeId;
    }

    public static String incident(UUID incidentId) {
        return "incident:" + incidentId;
    }

    /** The id without its kind: what the outside calls the thing. */
    public static String idOf(String stream) {
        return stream.substring(stream.indexOf(':') + 1);
    }
}
