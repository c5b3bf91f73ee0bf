package org.wangge.query.responsibility;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Additions;
import org.wangge.query.version.Columns;
import org.wangge.query.version.Former;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.Intervals.Interval;
import org.wangge.query.version.Intervals.Known;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;

/** Keeps who answered for what, and what was known of it when. Ends tenures as {@link org.wangge.api.grid.Roster} does. */
final class ResponsibilityProjection implements Buffering {

    private final Intervals responsibilities;
    private final Additions tenureEnds;

    ResponsibilityProjection(JdbcOperations jdbc) {
        this.responsibilities = new Intervals(
                jdbc,
                "responsibility",
                List.of("grid_id", "role"),
                Columns.of(
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
        this.tenureEnds = new Additions(
                jdbc,
                "tenure_end",
                "event_id",
                "position",
                "occurred_at",
                "recorded_at",
                "grid_id",
                "role",
                "person_id",
                "ends_at");
    }

    @Override
    public void begin(boolean continued) {
        responsibilities.begin(continued);
        tenureEnds.begin(continued);
    }

    @Override
    public void flush() {
        responsibilities.flush();
        tenureEnds.flush();
    }

    @EventHandler
    void on(ResponsibilityAssigned event, Envelope envelope) {
        Row assignment = row(envelope, event.gridId(), event.role(), "ASSIGNMENT")
                .set("person_id", event.personId())
                .set("since", event.effectiveFrom());
        responsibilities.change(List.of(event.gridId(), event.role()), role -> {
            // A vacancy ends where somebody holds the role again.
            role.end(envelope, kind("VACANCY"), event.effectiveFrom());
            role.add(envelope, event.effectiveFrom(), null, assignment);
        });
    }

    @EventHandler
    void on(ResponsibilityHandedOver event, Envelope envelope) {
        ended(envelope, event.gridId(), event.role(), event.fromPersonId(), event.effectiveAt());
        Row assignment = row(envelope, event.gridId(), event.role(), "ASSIGNMENT")
                .set("person_id", event.toPersonId())
                .set("since", event.effectiveAt())
                .set("reason", event.reason());
        responsibilities.change(List.of(event.gridId(), event.role()), role -> {
            role.end(envelope, tenure(event.fromPersonId(), event.effectiveAt()), event.effectiveAt());
            role.add(envelope, event.effectiveAt(), null, assignment);
        });
    }

    @EventHandler
    void on(ResponsibilityRelieved event, Envelope envelope) {
        ended(envelope, event.gridId(), event.role(), event.personId(), event.effectiveAt());
        Row vacancy = row(envelope, event.gridId(), event.role(), "VACANCY").set("reason", event.reason());
        responsibilities.change(List.of(event.gridId(), event.role()), role -> {
            role.end(envelope, tenure(event.personId(), event.effectiveAt()), event.effectiveAt());
            if (event.vacant()) {
                role.add(envelope, event.effectiveAt(), nextHolderFrom(role, event.effectiveAt()), vacancy);
            }
        });
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
        Predicate<Former> assignment =
                kind("ASSIGNMENT").and(each -> event.personId().equals(each.text("person_id")));
        Row letter = new Row()
                .set("letter_sha256", event.letterSha256())
                .set("letter_signed_at", event.signedAt())
                .set("letter_event_id", envelope.eventId())
                .set("letter_occurred_at", envelope.occurredAt())
                .set("letter_recorded_at", envelope.recordedAt());
        responsibilities.change(List.of(event.gridId(), event.role()), role -> {
            if (role.change(envelope, assignment, event.signedAt(), letter) == 0) {
                // Signed only after the assignment had ended: it is the letter behind it all the same.
                role.change(envelope, assignment, Instant.EPOCH, letter);
            }
        });
    }

    private static Predicate<Former> kind(String kind) {
        return each -> kind.equals(each.text("kind"));
    }

    /** Somebody's assignment that had begun by then. */
    private static Predicate<Former> tenure(String personId, Instant by) {
        return kind("ASSIGNMENT").and(each -> {
            Instant since = each.instant("since");
            return personId.equals(each.text("person_id")) && since != null && !since.isAfter(by);
        });
    }

    private static @Nullable Instant nextHolderFrom(Known role, Instant after) {
        return role.intervals()
                .filter(each -> kind("ASSIGNMENT").test(each.said()))
                .map(Interval::from)
                .filter(from -> from.isAfter(after))
                .findFirst()
                .orElse(null);
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

    private void ended(Envelope envelope, String gridId, String role, String personId, Instant at) {
        tenureEnds.add(
                envelope.eventId(),
                envelope.position(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                gridId,
                role,
                personId,
                at);
    }
}
