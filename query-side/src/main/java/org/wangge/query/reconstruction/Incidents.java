package org.wangge.query.reconstruction;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.reconstruction.Reconstruction.Incident;

/** The incident that a reconstruction starts from. */
final class Incidents {

    record Found(String gridId, Incident incident) {}

    private Incidents() {}

    static Optional<Found> find(JdbcClient sql, UUID incidentId, @Nullable Instant knownAt) {
        return Optional.empty();
    }
}
