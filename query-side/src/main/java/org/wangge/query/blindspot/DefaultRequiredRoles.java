package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.responsibility.Responsible;

/**
 * {@code default-1}: every standing grid has a first responsible person; a role that was once held there is held from then on; a
 * role that a duty names is held while the duty is in force.
 */
@Component
final class DefaultRequiredRoles implements RequiredRoles {

    @Override
    public String version() {
        return DefaultRules.VERSION;
    }

    @Override
    public Map<String, Spans> of(Spans standing, Map<String, Instant> firstAssigned, Map<String, Spans> duties) {
        Map<String, Spans> required = new TreeMap<>();
        required.put(Responsible.FIRST, standing);
        firstAssigned.forEach(
                (role, since) -> required.merge(role, standing.and(Spans.of(since, Instant.MAX)), Spans::or));
        duties.forEach((role, inForce) -> required.merge(role, standing.and(inForce), Spans::or));
        return required;
    }
}
