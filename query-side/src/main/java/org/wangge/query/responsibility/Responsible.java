package org.wangge.query.responsibility;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.plan.DefaultRules;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * 责任解析: who answers for a place at an instant, in one query over both clocks. From the place to the top as the tree stood then;
 * at each grid on the way its facets first (posts, the time slots in whose hours the instant lies, the business line asked for),
 * then the grid itself. The order of precedence is {@code docs/decisions/0006}.
 */
public final class Responsible {

    /** The views that the query reads: the client's search path must span them. */
    public static final List<String> VIEWS = List.of(ResponsibilityView.NAME, Subtree.VIEW);

    /** The one of them that holds who answers for what. */
    public static final String VIEW = ResponsibilityView.NAME;

    /** The version of the order of precedence. */
    public static final String RULES = DefaultRules.VERSION;

    /** 第一责任人. */
    public static final String FIRST = "FIRST_RESPONSIBLE";

    /** 直接责任人. */
    public static final String DIRECT = "DIRECTLY_RESPONSIBLE";

    /** 包片/分管领导. */
    public static final String LEADING = "LEAD";

    private Responsible() {}

    /**
     * The chain of responsibility. Empty when there is no such grid.
     *
     * @param sql its search path spans {@link #VIEWS}, as {@link org.wangge.query.replay.Snapshots} gives it
     * @param line a category of cases; none where the question is about none
     * @param knownAt what the system had recorded by then; none means everything that it has
     */
    public static Optional<Chain> chain(
            JdbcClient sql, String gridId, Instant at, @Nullable String line, @Nullable Instant knownAt) {
        ChainReader reader = new ChainReader();
        sql.sql(text(new AsOf(at, knownAt)))
                .param("gridId", gridId)
                .param("line", line)
                .param("at", Row.stored(at))
                .param("instant", Row.stored(at))
                .param("knownAt", Row.stored(knownAt))
                .query(reader::add);
        return reader.chain(gridId, at, line, knownAt);
    }

    private static String text(AsOf asOf) {
        return SQL.replace("{standing}", Subtree.standing("g", asOf))
                .replace("{covers}", COVERS)
                .replace("{hours}", asOf.intervals("h"))
                .replace("{line}", asOf.intervals("b"))
                .replace("{assigned}", asOf.known("r"))
                .replace("{same}", asOf.known("p"))
                .replace("{tenure}", asOf.intervals("t"))
                .replace("{standIn}", asOf.intervals("s"))
                .replace("{absent}", asOf.intervals("a"))
                .replace("{ended}", asOf.knownAt() == null ? "true" : "e.recorded_at <= :knownAt");
    }

    /** Whether the clock on the wall shows a time within the hours; they may go on past midnight. See SlotHours. */
    private static final String COVERS = """
            (select case when h.begins < h.ends
                then wall.day = any (h.days) and wall.time >= h.begins and wall.time < h.ends
                else (wall.day = any (h.days) and wall.time >= h.begins)
                  or ((wall.day + 5) % 7 + 1 = any (h.days) and wall.time < h.ends) end
              from (select extract(isodow from wall)::integer as day, wall::time as time
                from (select cast(:instant as timestamptz) at time zone h.time_zone as wall) shown) wall)""";

    // "offset 0" keeps each step a look-up by index from the row before: the planner cannot know how short the way is,
    // and would
    // rather read whole tables.
    private static final String SQL = """
            with recursive way as (
              select g.grid_id, g.name, g.kind, g.level, g.parent_id, g.key_site, g.retired, g.event_id,
                0 as step
              from grid g where g.grid_id = :gridId and {standing}
              union all
              select g.grid_id, g.name, g.kind, g.level, g.parent_id, g.key_site, g.retired, g.event_id,
                w.step + 1
              from way w cross join lateral (
                select g.* from grid g where g.grid_id = w.parent_id and {standing} offset 0) g
            ),
            link as (
              select w.grid_id, w.name, w.kind, w.level, w.key_site, w.retired, w.event_id,
                w.step, false as post, 0 as depth, w.grid_id as under
              from way w
              union all
              select g.grid_id, g.name, g.kind, g.level, g.key_site, g.retired, g.event_id,
                l.step, l.post or g.kind = 'POST', l.depth + 1, l.under
              from link l cross join lateral (
                select g.* from grid g
                where g.parent_id = l.grid_id and g.kind in ('POST', 'TIME_SLOT', 'BUSINESS_LINE') and not g.retired
                  and {standing} offset 0) g
              where not exists (select from way w where w.grid_id = g.grid_id)
                and case g.kind
                  -- A post is a place within the place: it answers for nothing beside it.
                  when 'POST' then l.step = 0
                  when 'TIME_SLOT' then (
                    select true from slot_hours h where h.grid_id = g.grid_id and {hours} and {covers} limit 1)
                  else (
                    select true from business_line b where b.grid_id = g.grid_id and {line} and b.line = :line limit 1) end
            )
            select l.grid_id, l.name, l.kind, l.level, l.key_site, l.retired, l.event_id as placed_by, l.depth, l.under,
              h.days, h.begins, h.ends, h.time_zone, h.event_id as hours_event, h.occurred_at as hours_occurred,
              h.since as hours_since, h.recorded_at as hours_recorded, h.covered,
              b.line, b.event_id as line_event, b.occurred_at as line_occurred,
              b.since as line_since, b.recorded_at as line_recorded,
              role.role, role.ever,
              t.person_id, t.since, t.until, t.letter_sha256, t.made_by as made_event, t.occurred_at as made_occurred,
              t.since as made_since, t.recorded_at as made_recorded,
              t.letter_event_id as letter_event, t.letter_occurred_at as letter_occurred,
              t.letter_signed_at as letter_since, t.letter_recorded_at as letter_recorded,
              s.person_id as stand_in, s.effective_to as stand_in_until, s.made_by as stand_in_event,
              s.occurred_at as stand_in_occurred, s.since as stand_in_since, s.recorded_at as stand_in_recorded,
              a.kind as absent, a.event_id as absent_event, a.occurred_at as absent_occurred,
              a.since as absent_since, a.recorded_at as absent_recorded,
              e.event_id as ended_event, e.occurred_at as ended_occurred, e.ends_at as ended_since,
              e.recorded_at as ended_recorded
            from link l
            left join lateral (
              select h.*, {covers} as covered from slot_hours h
              where l.kind = 'TIME_SLOT' and h.grid_id = l.grid_id and {hours} offset 0) h on true
            left join lateral (
              select b.* from business_line b
              where l.kind = 'BUSINESS_LINE' and b.grid_id = l.grid_id and {line} offset 0) b on true
            left join lateral (
              select r.role, min(r.effective_from) <= :instant as ever from responsibility r
              where r.grid_id = l.grid_id and r.kind = 'ASSIGNMENT' and {assigned}
              group by r.role) role on true
            left join lateral (
              select t.*, (
                  select nullif(max(coalesce(p.effective_to, 'infinity')), 'infinity') from responsibility p
                  where p.grid_id = t.grid_id and p.role = t.role and p.made_by = t.made_by and {same}) as until
              from responsibility t
              where t.grid_id = l.grid_id and t.role = role.role and t.kind = 'ASSIGNMENT' and {tenure}
              offset 0) t on true
            left join lateral (
              select s.* from responsibility s
              where s.grid_id = l.grid_id and s.role = t.role and s.kind = 'STAND_IN' and s.for_person_id = t.person_id
                and {standIn}
              order by s.position limit 1) s on true
            left join lateral (
              select a.* from absence a
              where a.person_id = coalesce(s.person_id, t.person_id) and {absent}
              order by a.kind = 'LEFT' desc, a.position limit 1) a on true
            left join lateral (
              select e.* from tenure_end e
              where t.person_id is null and e.grid_id = l.grid_id and e.role = role.role and e.ends_at <= :instant
                and {ended}
              order by e.ends_at desc, e.position desc limit 1) e on true
            order by l.step, l.post, l.depth desc, array_position(array['BUSINESS_LINE', 'TIME_SLOT', 'POST'], l.kind), l.grid_id,
              role.role, t.since, t.person_id""";
}
