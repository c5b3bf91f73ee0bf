package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Streams;
import org.wangge.api.grid.SlotHours.Span;

/**
 * 覆盖证明: that somebody answered in a role of a grid throughout an interval, with the events from which anybody can find so again.
 * It holds every event of the grid and of all who held or covered the role then, from the first to the last that was known, each
 * as the log has it. It vouches for what was known at {@code position}, and for nothing recorded later.
 *
 * @param knownAt only what was recorded by then is in it; none means everything up to {@code position}
 * @param required when somebody has to answer; for a time slot, its hours
 * @param covered false when there are gaps, or when nobody has to answer at all
 * @param gaps empty when covered
 * @param streams empty unless covered
 */
record Certificate(
        String kind,
        int v,
        String gridId,
        String role,
        Instant from,
        Instant to,
        @Nullable Instant knownAt,
        long position,
        boolean covered,
        List<Span> required,
        List<Roll.Piece> pieces,
        List<Roll.Piece> gaps,
        List<Stream> streams) {

    static final String KIND = "wangge-coverage-certificate";
    static final int VERSION = 1;

    /**
     * The events of one stream, from its first on.
     *
     * @param events the bodies, to the byte
     * @param last the sequence of the last of them
     * @param head SHA-256(0x00 ‖ body) of the last one, in Base64
     */
    record Stream(String stream, List<String> events, long last, String head) {

        static Stream of(String stream, List<String> events) {
            return new Stream(stream, events, events.size() - 1, StoredEvent.hash(events.getLast()));
        }
    }

    /** Where streams come from. */
    interface Log {
        /** The bodies of a stream's events as far as they are known, from the first on; empty where there is none. */
        List<String> bodies(String stream);
    }

    /** Finds from the log alone whether the interval is covered. Empty when the log has no such grid. */
    static Optional<Certificate> of(
            Log log, String gridId, String role, Instant from, Instant to, @Nullable Instant knownAt, long position) {
        Map<String, List<String>> streams = new LinkedHashMap<>();
        RoleFold fold = new RoleFold(role);
        take(log, Streams.grid(gridId), streams, fold);
        if (streams.isEmpty()) {
            return Optional.empty();
        }
        for (String person : fold.roll().peopleWithin(from, to)) {
            take(log, Streams.person(person), streams, fold);
        }
        Spans required = fold.required(from, to);
        List<Roll.Piece> all = fold.roll().pieces(required);
        List<Roll.Piece> gaps =
                all.stream().filter(piece -> piece.reason() != null).toList();
        boolean covered = gaps.isEmpty() && !required.isEmpty();
        List<Stream> told = new ArrayList<>();
        if (covered) {
            streams.forEach((stream, events) -> told.add(Stream.of(stream, events)));
        }
        return Optional.of(new Certificate(
                KIND,
                VERSION,
                gridId,
                role,
                from,
                to,
                knownAt,
                position,
                covered,
                required.all(),
                all.stream().filter(piece -> piece.reason() == null).toList(),
                gaps,
                told));
    }

    private static void take(Log log, String stream, Map<String, List<String>> streams, RoleFold fold) {
        List<String> bodies = log.bodies(stream);
        List<String> faults = new ArrayList<>();
        StoredEvent.read(stream, bodies, faults).forEach(fold::take);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the log does not hold together: " + faults);
        }
        if (!bodies.isEmpty()) {
            streams.put(stream, bodies);
        }
    }
}
