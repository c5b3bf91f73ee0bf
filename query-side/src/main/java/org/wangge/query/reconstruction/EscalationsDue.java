package org.wangge.query.reconstruction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.reconstruction.Reconstruction.Escalation;
import org.wangge.query.reconstruction.Reconstruction.Section;

/** 应提级: overdues that the rules send to the grid above, and whether the case went there. */
final class EscalationsDue {

    private EscalationsDue() {}

    static Section<Escalation> in(Scope scope) {
        List<Escalation> escalations = scope.statement("""
                        select f.*, c.title, c.origin_grid_id, up.event_id as up_event, up.effective_from as up_at,
                          up.recorded_from as up_recorded, up.grid_id as up_grid
                        from case_overdue f
                          cross join lateral (select * from case_version c where c.case_id = f.case_id and c.position < f.position
                            and %1$s order by c.position desc limit 1) c
                          left join lateral (select up.event_id, up.effective_from, up.grid_id, (
                              -- A copy that a correction made was recorded with it.
                              select min(first.recorded_from) from case_version first
                              where first.case_id = up.case_id and first.event_id = up.event_id) as recorded_from
                            from case_version up where up.case_id = f.case_id
                            and up.position > f.position and up.escalations > c.escalations and %2$s
                            order by up.position limit 1) up on true
                        where f.occurred_at > :from and f.stage = :stage and f.rules = :rules and c.severity = :severity
                          and (c.grid_id = any(:grids) or c.origin_grid_id = any(:grids)) and %3$s
                        order by f.occurred_at desc, f.position desc limit %4$d""".formatted(
                                scope.asOf().steps("c"),
                                scope.asOf().steps("up"),
                                scope.asOf().facts("f"),
                                Reconstructor.LONGEST_SECTION))
                .param("stage", DefaultRules.ESCALATED_STAGE.name())
                .param("severity", DefaultRules.ESCALATED_SEVERITY.name())
                .param("rules", DefaultRules.VERSION)
                .query((row, number) -> escalation(scope, row))
                .list();
        return scope.section(escalations, Escalation::basis);
    }

    private static Escalation escalation(Scope scope, ResultSet row) throws SQLException {
        @Nullable Instant made = Scope.maybe(row, "up_recorded");
        return new Escalation(
                UUID.fromString(row.getString("case_id")),
                row.getString("title"),
                row.getString("origin_grid_id"),
                row.getString("stage"),
                Scope.instant(row, "due_at"),
                Scope.instant(row, "occurred_at"),
                Scope.texts(row, "responsible"),
                Scope.maybe(row, "up_at"),
                row.getString("up_grid"),
                row.getString("rules"),
                scope.basis(
                        Scope.ids(row, "event_id", "up_event"),
                        made == null ? Scope.instant(row, "recorded_at") : made,
                        false));
    }
}
