package org.wangge.query.reconstruction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wangge.query.reconstruction.Reconstruction.Told;

/** 谁已知情: who had been told of which case by the instant, and read it. */
final class Knowledge {

    private Knowledge() {}

    static Map<String, List<Told>> ofCases(Scope scope, String[] caseIds) {
        Map<String, List<Told>> told = new HashMap<>();
        scope.statement("""
                        select n.case_id, n.notice_id, n.kind, n.person_id, n.occurred_at, f.delivered_at, f.read_at,
                          array[n.event_id] || f.events as events
                        from notice n cross join lateral (
                          select min(f.occurred_at) filter (where f.fact = 'DELIVERED') as delivered_at,
                            min(f.occurred_at) filter (where f.fact = 'READ') as read_at,
                            coalesce(array_agg(f.event_id order by f.position), '{}') as events
                          from notice_fact f where f.notice_id = n.notice_id and %s) f
                        where n.case_id = any(:cases) and %s order by n.position""".formatted(scope.asOf().facts("f"), scope.asOf().facts("n")))
                .param("cases", caseIds)
                .query(row -> {
                    List<UUID> events = Scope.ids(row, "events");
                    Instant read = Scope.maybe(row, "read_at");
                    told.computeIfAbsent(row.getString("case_id"), id -> new ArrayList<>())
                            .add(new Told(
                                    UUID.fromString(row.getString("notice_id")),
                                    row.getString("kind"),
                                    row.getString("person_id"),
                                    Scope.instant(row, "occurred_at"),
                                    Scope.maybe(row, "delivered_at"),
                                    read,
                                    events));
                });
        return told;
    }
}
