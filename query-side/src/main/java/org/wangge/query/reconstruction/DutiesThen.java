package org.wangge.query.reconstruction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wangge.query.ledger.UndecidedWindows;
import org.wangge.query.reconstruction.Reconstruction.DutyInForce;
import org.wangge.query.reconstruction.Reconstruction.Lapse;
import org.wangge.query.reconstruction.Reconstruction.Section;

/** 应履职责: what had to be done in the place, and what of it was missed, done late, or never decided about. */
final class DutiesThen {

    private DutiesThen() {}

    static Section<DutyInForce> inForce(Scope scope) {
        List<DutyInForce> duties = scope.statement("select * from duty d where d.grid_id = any(:grids) and "
                        + scope.asOf().intervals("d") + " and d.state <> 'RETIRED' order by d.grid_id, d.duty_id")
                .query((row, number) -> new DutyInForce(
                        row.getString("duty_id"),
                        row.getString("grid_id"),
                        row.getString("role"),
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("state"),
                        row.getString("recurrence"),
                        Scope.instant(row, "effective_from"),
                        row.getString("rules"),
                        scope.basis(
                                Scope.ids(row, "event_id"),
                                Scope.instant(row, "recorded_from"),
                                row.getBoolean("late"))))
                .list();
        return scope.section(duties, DutyInForce::basis);
    }

    static Section<Lapse> lapses(Scope scope) {
        List<Lapse> lapses =
                new ArrayList<>(scope.statement("""
                        select o.*, array(select x.event_id from occurrence x
                            where x.duty_id = o.duty_id and x.window_start = o.window_start and x.position <= o.position
                            group by x.event_id order by min(x.position)) as events
                        from occurrence o
                        where o.grid_id = any(:grids) and o.due_at > :from and o.due_at <= :at
                          and (o.missed or o.status in ('MISSED', 'FULFILLED_LATE')) and""" + " " + scope.asOf().intervals("o"))
                        .query((row, number) -> lapse(scope, row))
                        .list());
        UndecidedWindows.in(scope.grids(), scope.from(), scope.at(), scope.asOf(), scope.sql()).stream()
                .map(window -> new Lapse(
                        window.dutyId(),
                        window.gridId(),
                        window.role(),
                        window.window().windowStart(),
                        window.window().windowEnd(),
                        window.window().dueAt(),
                        "UNRECORDED",
                        null,
                        null,
                        List.of(),
                        window.window().rules(),
                        scope.basis(List.of(window.eventId()), window.recordedAt(), false)))
                .forEach(lapses::add);
        lapses.sort(Comparator.comparing(Lapse::dueAt)
                .reversed()
                .thenComparing(Lapse::dutyId)
                .thenComparing(Lapse::windowStart));
        List<Lapse> listed = lapses.subList(0, Math.min(lapses.size(), Reconstructor.LONGEST_SECTION));
        return scope.section(listed, Lapse::basis, lapses.size());
    }

    private static Lapse lapse(Scope scope, ResultSet row) throws SQLException {
        return new Lapse(
                row.getString("duty_id"),
                row.getString("grid_id"),
                row.getString("role"),
                Scope.instant(row, "window_start"),
                Scope.instant(row, "window_end"),
                Scope.instant(row, "due_at"),
                row.getString("status"),
                row.getString("person_id"),
                Scope.maybe(row, "done_at"),
                Scope.texts(row, "responsible"),
                row.getString("rules"),
                scope.basis(Scope.ids(row, "events"), Scope.instant(row, "recorded_from"), row.getBoolean("late")));
    }
}
