package org.wangge.query.reconstruction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.reconstruction.Reconstruction.Basis;
import org.wangge.query.reconstruction.Reconstruction.Incident;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** The incident that a reconstruction starts from. */
final class StartingIncident {

    record Found(String gridId, Incident incident) {}

    private StartingIncident() {}

    /** As it was last known, wherever its investigation stands. */
    static Optional<Found> find(JdbcClient sql, UUID incidentId, @Nullable Instant knownAt) {
        return sql.sql("""
                        select i.*, array(select x.event_id from incident x
                            where x.incident_id = i.incident_id and x.recorded_from <= i.recorded_from
                            group by x.event_id order by min(x.position)) as events
                        from incident i where i.incident_id = :id and %s
                        order by i.effective_from desc, i.position desc limit 1""".formatted(new AsOf(null, knownAt).known("i")))
                .param("id", incidentId.toString())
                .param("knownAt", Row.stored(knownAt))
                .query((row, number) -> new Found(
                        row.getString("grid_id"),
                        new Incident(
                                incidentId,
                                row.getString("title"),
                                row.getString("severity"),
                                Scope.instant(row, "happened_at"),
                                row.getString("line"),
                                new Basis(
                                        List.copyOf(Scope.ids(row, "events")),
                                        Scope.instant(row, "recorded_from"),
                                        false,
                                        null))))
                .optional();
    }
}
