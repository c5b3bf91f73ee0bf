package org.wangge.query.timeline;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.Streams;
import org.wangge.edge.Positions;
import org.wangge.query.answer.Question;
import org.wangge.query.grid.Subtree;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.version.AsOf;

/** Which events of the timeline are asked for, in pages and as they come. */
record TimelineFilter(
        @Nullable String gridId,
        @Nullable UUID caseId,
        @Nullable String personId,
        @Nullable String unitId,
        @Nullable String dutyId,
        @Nullable String type,
        @Nullable Boolean lateEntered,
        @Nullable Instant from,
        @Nullable Instant to,
        AsOf asOf) {

    static final TimelineFilter EVERYTHING =
            new TimelineFilter(null, null, null, null, null, null, null, null, null, new AsOf(null, null));

    static TimelineFilter ofCase(UUID caseId, @Nullable Instant from, @Nullable Instant to, AsOf asOf) {
        return new TimelineFilter(null, caseId, null, null, null, null, null, from, to, asOf);
    }

    /** A case that is known once is known for ever: what is asked about it may be read from a later moment. */
    static void requireCase(UUID caseId, HttpServletRequest request, Snapshots snapshots) {
        OptionalLong asked = Positions.asked(request.getHeader(Positions.MIN_POSITION));
        boolean known = snapshots.read(
                List.of(TimelineView.NAME),
                asked.isPresent() ? Long.valueOf(asked.getAsLong()) : null,
                snapshot -> snapshot.sql()
                        .sql("select exists (select from subject where stream = ?)")
                        .param(Streams.caseFile(caseId))
                        .query(Boolean.class)
                        .single());
        if (!known) {
            throw Refused.because(CommonRefusal.NOT_FOUND);
        }
    }

    Question asked(Instant now) {
        return new Question(asOf, now)
                .where(asOf.facts("e"))
                .whereGiven("gridId", gridId, touching(Link.Kind.GRID, Subtree.of("l.id", asOf)))
                .whereGiven(
                        "caseId", caseId == null ? null : caseId.toString(), touching(Link.Kind.CASE, "l.id = :caseId"))
                .whereGiven("personId", personId, touching(Link.Kind.PERSON, "l.id = :personId"))
                .whereGiven("unitId", unitId, touching(Link.Kind.UNIT, "l.id = :unitId"))
                .whereGiven("dutyId", dutyId, touching(Link.Kind.DUTY, "l.id = :dutyId"))
                .whereGiven("type", type, "e.type = :type")
                .whereGiven("lateEntered", lateEntered, "e.late = :lateEntered")
                .whereGiven("from", from, "e.occurred_at >= :from")
                .whereGiven("to", to, "e.occurred_at < :to");
    }

    private static String touching(Link.Kind kind, String which) {
        return "e.position in (select l.position from link l where l.kind = '" + kind + "' and " + which + ")";
    }
}
