package org.wangge.query.responsibility;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.Intervals.Which;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;

/** Keeps who answered for what, and what was known of it when. Ends tenures as {@link org.wangge.api.grid.Roster} does. */
final class ResponsibilityProjection {

    private final JdbcClient sql;
    private final Intervals responsibilities;

    ResponsibilityProjection(JdbcClient sql) {
        this.sql = sql;
        this.responsibilities = new Intervals(
                sql,
                "responsibility",
                List.of(
                        "grid_id",
                        "role",
                        "kind",
                        "person_id",
                        "for_person_id",
                        "reason",
                        "letter_sha256",
                        "letter_signed_at",
                        "letter_event_id",
                        "letter_occurred_at",
                        "letter_recorded_at",
                        "late",
                        "made_by",
                        "since",
                        "occurred_at",
                        "recorded_at"));
    }

    @EventHandler
    void on(ResponsibilityAssigned event, Envelope envelope) {
        fill(envelope, event.gridId(), event.role(), event.effectiveFrom());
        responsibilities.add(
                envelope,
                event.effectiveFrom(),
                null,
                row(envelope, event.gridId(), event.role(), "ASSIGNMENT")
                        .set("person_id", event.personId())
                        .set("since", event.effectiveFrom()));
    }

    @EventHandler
    void on(ResponsibilityHandedOver event, Envelope envelope) {
        end(envelope, event.gridId(), event.role(), event.fromPersonId(), event.effectiveAt());
        responsibilities.add(
                envelope,
                event.effectiveAt(),
                null,
                row(envelope, event.gridId(), event.role(), "ASSIGNMENT")
                        .set("person_id", event.toPersonId())
                        .set("since", event.effectiveAt())
                        .set("reason", event.reason()));
    }

    @EventHandler
    void on(ResponsibilityRelieved event, Envelope envelope) {
        end(envelope, event.gridId(), event.role(), event.personId(), event.effectiveAt());
        if (event.vacant()) {
            responsibilities.add(
                    envelope,
                    event.effectiveAt(),
                    nextHolderFrom(event.gridId(), event.role(), event.effectiveAt()),
                    row(envelope, event.gridId(), event.role(), "VACANCY").set("reason", event.reason()));
        }
    }

    @EventHandler
    void on(StandInAppointed event, Envelope envelope) {
        responsibilities.add(
                envelope,
                event.from(),
                event.to(),
                row(envelope, event.gridId(), event.role(), "STAND_IN")
                        .set("person_id", event.personId())
                        .set("for_person_id", event.forPersonId())
                        .set("since", event.from()));
    }

    @EventHandler
    void on(ResponsibilityLetterSigned event, Envelope envelope) {
        Which assignment = Which.of(
                "grid_id = ? and role = ? and person_id = ? and kind = 'ASSIGNMENT'",
                event.gridId(),
                event.role(),
                event.personId());
        Row letter = new Row()
                .set("letter_sha256", event.letterSha256())
                .set("letter_signed_at", event.signedAt())
                .set("letter_event_id", envelope.eventId())
                .set("letter_occurred_at", envelope.occurredAt())
                .set("letter_recorded_at", envelope.recordedAt());
        if (responsibilities.change(envelope, assignment, event.signedAt(), letter) == 0) {
            // Signed only after the assignment had ended: it is the letter behind it all the same.
            responsibilities.change(envelope, assignment, Instant.EPOCH, letter);
        }
    }

    private static Row row(Envelope envelope, String gridId, String role, String kind) {
        return new Row()
                .set("grid_id", gridId)
                .set("role", role)
                .set("kind", kind)
                .set("late", LateEntry.isLate(envelope))
                .set("made_by", envelope.eventId())
                .set("occurred_at", envelope.occurredAt())
                .set("recorded_at", envelope.recordedAt());
    }

    private void end(Envelope envelope, String gridId, String role, String personId, Instant at) {
        sql.sql(
                        "insert into tenure_end (event_id, position, occurred_at, recorded_at, grid_id, role, person_id, ends_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(envelope.eventId())
                .param(envelope.position())
                .param(Row.stored(envelope.occurredAt()))
                .param(Row.stored(envelope.recordedAt()))
                .param(gridId)
                .param(role)
                .param(personId)
                .param(Row.stored(at))
                .update();
        responsibilities.end(
                envelope,
                Which.of(
                        "grid_id = ? and role = ? and person_id = ? and kind = 'ASSIGNMENT' and since <= ?",
                        gridId,
                        role,
                        personId,
                        at),
                at);
    }

    /** A vacancy ends where somebody holds the role again. */
    private void fill(Envelope envelope, String gridId, String role, Instant from) {
        responsibilities.end(envelope, Which.of("grid_id = ? and role = ? and kind = 'VACANCY'", gridId, role), from);
    }

    private @Nullable Instant nextHolderFrom(String gridId, String role, Instant after) {
        return sql.sql("""
                        select effective_from from responsibility
                        where grid_id = ? and role = ? and kind = 'ASSIGNMENT' and recorded_to is null and effective_from > ?
                        order by effective_from limit 1""")
                .param(gridId)
                .param(role)
                .param(Row.stored(after))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
