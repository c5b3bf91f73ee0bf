package org.wangge.query.grid;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.people.PeopleEvent.UnitDissolved;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.api.people.PeopleEvent.UnitRenamed;
import org.wangge.query.version.Row;

/** Keeps the tree of grids and the names of units. */
final class GridProjection {

    private static final Table GRID =
            new Table("grid", "grid_id", "name, kind, level, parent_id, key_site, retired, path");
    private static final Table UNIT = new Table("unit_version", "unit_id", "name, dissolved");

    private record Table(String name, String key, String columns) {}

    private final JdbcClient sql;

    GridProjection(JdbcClient sql) {
        this.sql = sql;
    }

    @EventHandler
    void on(GridDefined event, Envelope envelope) {
        int rows = sql.sql("""
                        insert into grid (grid_id, event_id, position, effective_from, recorded_from, origin,
                          name, kind, level, parent_id, key_site, path)
                        select :id, :event, :position, :occurred, :recorded, true, :name, :kind, :level, :parent, :keySite,
                          case when :parent::text is null then :id
                            else (select path from grid where grid_id = :parent and recorded_to is null) || '/' || :id end""")
                .param("id", event.gridId())
                .param("event", envelope.eventId())
                .param("position", envelope.position())
                .param("occurred", Row.stored(envelope.occurredAt()))
                .param("recorded", Row.stored(envelope.recordedAt()))
                .param("name", event.name())
                .param("kind", event.kind().name())
                .param("level", event.level())
                .param("parent", event.parentId())
                .param("keySite", event.keySite())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("grid " + event.gridId() + " was not added");
        }
    }

    @EventHandler
    void on(GridRenamed event, Envelope envelope) {
        advance(envelope, event.gridId(), "?, kind, level, parent_id, key_site, retired, path", event.name());
    }

    @EventHandler
    void on(GridRetired event, Envelope envelope) {
        advance(envelope, event.gridId(), "name, kind, level, parent_id, key_site, true, path");
    }

    /** Everything below moves along: each grid of the subtree gets a version with its new path. */
    @EventHandler
    void on(GridMoved event, Envelope envelope) {
        String path = path(event.gridId());
        String target = path(event.toParentId()) + "/" + event.gridId();
        advanceWhere(
                envelope,
                "(path = ? or (path > ? || '/' and path < ? || '0'))",
                List.of(path, path, path),
                "name, kind, level, case when grid_id = ? then ? else parent_id end, key_site, retired,"
                        + " ? || substr(path, ?)",
                List.of(event.gridId(), event.toParentId(), target, path.length() + 1));
    }

    private String path(String gridId) {
        return sql.sql("select path from grid where grid_id = ? and recorded_to is null")
                .param(gridId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("there is no grid " + gridId));
    }

    private void advance(Envelope envelope, String gridId, String columns, Object... values) {
        advanceWhere(envelope, "grid_id = ?", List.of(gridId), columns, List.of(values));
    }

    private void advanceWhere(
            Envelope envelope, String which, List<Object> whichValues, String columns, List<Object> values) {
        advance(GRID, envelope, which, whichValues, columns, values);
    }

    private void advance(
            Table table,
            Envelope envelope,
            String which,
            List<Object> whichValues,
            String columns,
            List<Object> values) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(Row.stored(envelope.recordedAt()));
        all.add(Row.stored(envelope.occurredAt()));
        all.addAll(whichValues);
        all.add(envelope.eventId());
        all.add(envelope.position());
        all.add(Row.stored(envelope.occurredAt()));
        all.add(Row.stored(envelope.recordedAt()));
        all.addAll(values);
        int rows = sql.sql("with former as (update " + table.name + " set recorded_to = ?,"
                        + " effective_to = greatest(effective_from, ?) where recorded_to is null and " + which
                        + " returning *) insert into " + table.name + " (" + table.key
                        + ", event_id, position, effective_from, recorded_from, " + table.columns + ") select "
                        + table.key + ", ?, ?, greatest(effective_from, ?), ?, " + columns + " from former")
                .params(all)
                .update();
        if (rows == 0) {
            throw new IllegalStateException(
                    "event " + envelope.eventId() + " is about a " + table.name + " that is not there");
        }
    }

    @EventHandler
    void on(UnitRegistered event, Envelope envelope) {
        sql.sql("insert into unit_version (unit_id, event_id, position, effective_from, recorded_from, origin, name)"
                        + " values (?, ?, ?, ?, ?, true, ?)")
                .param(event.unitId())
                .param(envelope.eventId())
                .param(envelope.position())
                .param(Row.stored(envelope.occurredAt()))
                .param(Row.stored(envelope.recordedAt()))
                .param(event.name())
                .update();
    }

    @EventHandler
    void on(UnitRenamed event, Envelope envelope) {
        advance(UNIT, envelope, "unit_id = ?", List.of(event.unitId()), "?, dissolved", List.of(event.name()));
    }

    @EventHandler
    void on(UnitDissolved event, Envelope envelope) {
        advance(UNIT, envelope, "unit_id = ?", List.of(event.unitId()), "name, true", List.of());
    }
}
