package org.wangge.query.reconstruction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.query.grid.Subtree;
import org.wangge.query.incident.Incidents;
import org.wangge.query.knowledge.WhoKnew;
import org.wangge.query.lateentry.WrittenAfter;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.ledger.OpenOccurrences;
import org.wangge.query.reconstruction.Reconstruction.Incident;
import org.wangge.query.reconstruction.Reconstruction.Place;
import org.wangge.query.replay.Snapshots.Snapshot;
import org.wangge.query.responsibility.Chain;
import org.wangge.query.responsibility.Responsible;
import org.wangge.query.timeline.Timelines;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** Reads a reconstruction from the views, all of them at one moment. */
public final class Reconstructor {

    /** At most so many lines of a section are listed; its total says how many there are. */
    public static final int LONGEST_SECTION = 500;

    /** The views that have to be in the snapshot. */
    public static final List<String> VIEWS = List.of(
            Subtree.VIEW,
            Responsible.VIEW,
            Incidents.VIEW,
            Ledgers.INSPECTIONS,
            OpenOccurrences.VIEW,
            Ledgers.CASES,
            WhoKnew.VIEW,
            Timelines.VIEW,
            WrittenAfter.VIEW);

    private final Snapshot snapshot;
    private final @Nullable Instant knownAt;
    private final int days;

    /**
     * One question.
     *
     * @param snapshot of {@link #VIEWS}
     * @param knownAt what the system had recorded by then; none means everything that is in the snapshot
     * @param days how long before the instant lapses and ended cases are looked for
     */
    public Reconstructor(Snapshot snapshot, @Nullable Instant knownAt, int days) {
        this.snapshot = snapshot;
        this.knownAt = knownAt;
        this.days = days;
    }

    /** What held at the place of an incident and below it when it happened. */
    public Reconstruction ofIncident(UUID incidentId) {
        StartingIncident.Found found = StartingIncident.find(snapshot.sql(), incidentId, knownAt)
                .orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
        Incident incident = found.incident();
        return of(found.gridId(), incident.occurredAt(), incident.line(), incident);
    }

    /** What held in a grid and below it at an instant. */
    public Reconstruction ofGrid(String gridId, Instant at, @Nullable String line) {
        return of(gridId, at, line, null);
    }

    private Reconstruction of(String gridId, Instant at, @Nullable String line, @Nullable Incident incident) {
        AsOf asOf = new AsOf(at, knownAt);
        List<String> grids = bound(
                        "select g.grid_id from grid g where not g.retired and " + Subtree.standing("g", asOf) + " and "
                                + Subtree.of("g.grid_id", asOf) + " order by g.path",
                        gridId,
                        at)
                .query((row, number) -> row.getString(1))
                .list();
        Place place = place(gridId, at, asOf, grids.size()).orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
        Chain responsibility = Responsible.chain(snapshot.sql(), gridId, at, line, knownAt)
                .orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
        List<String> path = List.of(place.path().split("/"));
        Scope scope = new Scope(
                snapshot.sql(),
                grids.isEmpty() ? List.of(gridId) : grids,
                path.subList(0, path.size() - 1),
                at,
                knownAt,
                at.minus(Duration.ofDays(days)));
        return new Reconstruction(
                place,
                incident,
                at,
                knownAt,
                days,
                scope.from(),
                snapshot.position(),
                responsibility,
                InspectionsBefore.in(scope),
                CasesThen.open(scope),
                CasesThen.ended(scope),
                DutiesThen.inForce(scope),
                DutiesThen.lapses(scope),
                EscalationsDue.in(scope),
                RulesThen.inForce(),
                EntriesAfterwards.in(scope));
    }

    private Optional<Place> place(String gridId, Instant at, AsOf asOf, int grids) {
        return bound("select * from grid g where g.grid_id = :gridId and " + Subtree.standing("g", asOf), gridId, at)
                .query((row, number) -> new Place(
                        row.getString("grid_id"),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getInt("level"),
                        row.getString("path"),
                        row.getBoolean("key_site"),
                        grids,
                        row.getObject("event_id", UUID.class)))
                .optional();
    }

    private JdbcClient.StatementSpec bound(String text, String gridId, Instant at) {
        return snapshot.sql()
                .sql(text)
                .param("gridId", gridId)
                .param("at", Row.stored(at))
                .param("knownAt", Row.stored(knownAt));
    }
}
