package org.wangge.query.holding;

import org.wangge.query.version.AsOf;

/**
 * The holdings of one case as a query over its versions. A holding is the longest time in which the same holder had it in the
 * same stage by the same deadline.
 */
final class HoldingSql {

    /** Who has the case in a version {@code s}; none when it has ended. Whom another system's log names goes before the unit. */
    private static final String KIND = "case when not s.open then null when s.state = 'TRANSFERRED' then 'AUTHORITY'"
            + " when s.handler is not null then 'PERSON' when s.handler_unit is not null then 'UNIT'"
            + " when s.state in ('DISPATCHED', 'ACCEPTED') and s.unit_id is not null then 'UNIT' else 'GRID' end";

    private static final String HOLDER = "case when not s.open then null when s.state = 'TRANSFERRED' then s.authority"
            + " when s.handler is not null then s.handler when s.handler_unit is not null then s.handler_unit"
            + " when s.state in ('DISPATCHED', 'ACCEPTED') and s.unit_id is not null then s.unit_id else s.grid_id end";

    private HoldingSql() {}

    /** A derived table over the case {@code c}; uses {@code :instant}, until which what has not ended is counted. */
    static String of(AsOf asOf) {
        String steps =
                "select s.effective_from as since, s.position, s.event_id, s.open, s.state, s.stage, s.stage_since,"
                        + " s.deadline, s.grid_id, " + KIND + " as kind, " + HOLDER
                        + " as holder, s.rejections + s.returns + s.reopenings as backs from case_version s"
                        + " where s.case_id = c.case_id and " + asOf.steps("s");
        // A step opens a holding when it changes who has the case, in which stage or until when.
        String marked =
                "select t.*, lag(t.position) over w is null or (t.kind, t.holder, t.stage, t.stage_since, t.deadline)"
                        + " is distinct from (lag(t.kind) over w, lag(t.holder) over w, lag(t.stage) over w,"
                        + " lag(t.stage_since) over w, lag(t.deadline) over w) as opens,"
                        + " coalesce(t.backs > lag(t.backs) over w, false)"
                        + " or coalesce(lag(t.state) over w = 'TRANSFERRED' and t.state = 'REPORTED', false) as hand_back"
                        + " from (" + steps + ") t window w as (order by t.since, t.position)";
        String bounded = "select m.*, lead(m.since) over w as until, lead(m.event_id) over w as ended_by from ("
                + marked + ") m where m.opens window w as (order by m.since, m.position)";
        String held =
                "select b.*, lag(b.position) over w is null or (b.kind, b.holder) is distinct from (lag(b.kind) over w,"
                        + " lag(b.holder) over w) as changes_hands from (" + bounded
                        + ") b where b.open window w as (order by b.since, b.position)";
        // Among the holdings that begin with another holder than the one before, the last but one is two rows back.
        String passed = "select h.*, h.changes_hands and h.state <> 'RECTIFIED' and coalesce((h.kind, h.holder) ="
                + " (lag(h.kind, 2) over w, lag(h.holder, 2) over w), false) as ping_pong from (" + held
                + ") h window w as (partition by h.changes_hands order by h.since, h.position)";
        return "(select p.*, coalesce(p.until, :instant) as until_then,"
                + " count(*) filter (where p.hand_back) over () as hand_backs,"
                + " count(*) filter (where p.ping_pong) over () as ping_pongs from (" + passed + ") p)";
    }

    /** Whole seconds between two instants such that those of adjoining times add up. */
    static String seconds(String from, String to) {
        return "(floor(extract(epoch from " + to + ")) - floor(extract(epoch from " + from + ")))::bigint";
    }
}
