package org.wangge.command.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.incident.NoPassOver;

/** 事故办理状态: how far an incident has been gone into, with exactly what holds there. */
sealed interface IncidentState {

    /** 已报告，未启动调查. */
    record Reported() implements IncidentState {}

    /** 已结案. */
    record Closed(Instant openedAt) implements IncidentState {}

    /** 责任认定: whom it is about, and since when it stands. */
    record Finding(@Nullable String personId, @Nullable String unitId, Instant at) {}

    /**
     * 调查中.
     *
     * @param steppedAt the latest that anything in the investigation happened
     * @param heard the findings to which the one concerned has responded
     */
    record Investigated(
            Instant openedAt,
            Instant steppedAt,
            Map<UUID, Finding> findings,
            Set<UUID> heard,
            Set<UUID> sanctions,
            Set<NoPassOver> settled)
            implements IncidentState {

        static Investigated opened(Instant at) {
            return new Investigated(at, at, Map.of(), Set.of(), Set.of(), Set.of());
        }

        Investigated found(UUID findingId, Finding finding) {
            Map<UUID, Finding> more = new HashMap<>(findings);
            more.put(findingId, finding);
            return new Investigated(openedAt, later(finding.at()), Map.copyOf(more), heard, sanctions, settled);
        }

        Investigated responded(UUID findingId, Instant at) {
            return new Investigated(openedAt, later(at), findings, with(heard, findingId), sanctions, settled);
        }

        Investigated sanctioned(UUID sanctionId, Instant at) {
            return new Investigated(openedAt, later(at), findings, heard, with(sanctions, sanctionId), settled);
        }

        Investigated settled(NoPassOver point, Instant at) {
            return new Investigated(openedAt, later(at), findings, heard, sanctions, with(settled, point));
        }

        private Instant later(Instant at) {
            return at.isAfter(steppedAt) ? at : steppedAt;
        }

        private static <T> Set<T> with(Set<T> set, T one) {
            Set<T> more = new HashSet<>(set);
            more.add(one);
            return Set.copyOf(more);
        }
    }
}
