package org.wangge.query.reconstruction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.query.grid.Subtree;
import org.wangge.query.reconstruction.Reconstruction.Inspection;
import org.wangge.query.reconstruction.Reconstruction.Section;

/** 最近检查: the last inspections of each grid, whenever they were, and whether they were due and in time. */
final class InspectionsBefore {

    private static final int OF_EACH_GRID = 3;

    private InspectionsBefore() {}

    static Section<Inspection> in(Scope scope) {
        List<Inspection> inspections = scope.statement("""
                        select i.*, g.name as grid_name, o.status, o.window_start, o.window_end, o.event_id as occurrence_event,
                          o.recorded_from as occurrence_recorded,
                          case when i.corrections > 0 then array(
                            select x.event_id from inspection x
                            where x.inspection_id = i.inspection_id and x.recorded_from <= i.recorded_from order by x.position)
                          else array[i.event_id] end as events,
                          array(select item ->> 'code' from jsonb_array_elements(i.items) item
                            where item ->> 'result' = 'FAIL') as failed_items
                        from unnest(:grids) as place (grid_id)
                          cross join lateral (select * from inspection i where i.grid_id = place.grid_id and i.began_at <= :at
                            and %s order by i.began_at desc, i.inspection_id desc limit %d) i
                          left join occurrence o on o.inspection_id = i.inspection_id and %s
                          left join grid g on g.grid_id = i.grid_id and %s
                        order by i.began_at desc, i.inspection_id desc, o.window_start""".formatted(
                                scope.asOf().known("i"),
                                OF_EACH_GRID,
                                scope.asOf().intervals("o"),
                                Subtree.standing("g", scope.asOf())))
                .query((row, number) -> inspection(scope, row))
                .list();
        return scope.section(inspections, Inspection::basis);
    }

    private static Inspection inspection(Scope scope, ResultSet row) throws SQLException {
        return new Inspection(
                UUID.fromString(row.getString("inspection_id")),
                row.getString("grid_id"),
                row.getString("grid_name"),
                row.getString("kind"),
                row.getString("inspector"),
                Scope.instant(row, "began_at"),
                Scope.maybe(row, "ended_at"),
                row.getString("duty_id"),
                timing(row.getString("duty_id"), row.getString("status")),
                Scope.maybe(row, "window_start"),
                Scope.maybe(row, "window_end"),
                row.getInt("passed"),
                row.getInt("failed"),
                row.getInt("not_applicable"),
                Scope.texts(row, "failed_items"),
                Scope.texts(row, "case_ids"),
                row.getInt("corrections"),
                scope.basis(
                        Scope.ids(row, "events", "occurrence_event"),
                        Scope.instant(row, "recorded_from"),
                        row.getBoolean("late")));
    }

    private static String timing(@Nullable String dutyId, @Nullable String status) {
        return switch (status) {
            case "FULFILLED" -> "IN_TIME";
            case "FULFILLED_LATE" -> "LATE";
            case null -> dutyId == null ? "NOT_DUE" : "UNSETTLED";
            default -> "UNSETTLED";
        };
    }
}
