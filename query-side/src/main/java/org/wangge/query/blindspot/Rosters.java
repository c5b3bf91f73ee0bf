package org.wangge.query.blindspot;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.SlotHours;
import org.wangge.api.grid.SlotHours.Span;
import org.wangge.query.grid.Subtree;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/**
 * 责任名册集: a subtree's grids, those above it and their facets, with everything that says who answers in them within an interval,
 * as it was known. Read in a handful of queries, whatever the number of grids.
 */
final class Rosters {

    private record Key(String gridId, String role) {}

    /** Hours or a line that a grid had from an instant on. */
    private record Setting(
            Instant from,
            @Nullable Instant to,
            @Nullable SlotHours hours,
            @Nullable String line) {}

    private static final class Draft {
        private final List<Roll.Tenure> tenures = new ArrayList<>();
        private final List<Roll.Cover> covers = new ArrayList<>();
        private final List<Roll.Ending> endings = new ArrayList<>();
    }

    private final Instant from;
    private final Instant to;
    private final Map<String, GridFacts> grids = new LinkedHashMap<>();
    private final Map<String, List<String>> facets = new HashMap<>();
    private final Map<Key, Draft> drafts = new HashMap<>();
    private final Map<String, Map<String, Instant>> firstAssigned = new HashMap<>();
    private final Map<String, List<Roll.Absence>> absences = new HashMap<>();
    private final Map<String, List<Setting>> settings = new HashMap<>();

    private Rosters(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    static Rosters read(JdbcClient sql, String gridId, Instant from, Instant to, @Nullable Instant knownAt) {
        Rosters rosters = new Rosters(from, to);
        AsOf asOf = new AsOf(from, knownAt);
        rosters.readGrids(sql, gridId, asOf);
        Reader reader = new Reader(sql, asOf, rosters.grids.keySet(), from, to);
        reader.read(
                "select * from responsibility r where grid_id = any (cast(:ids as text[])) and kind <> 'VACANCY'"
                        + " and r.effective_from < :to and " + asOf.known("r")
                        + " order by r.effective_from, r.position",
                rosters::responsibility);
        reader.read(
                "select * from tenure_end e where grid_id = any (cast(:ids as text[])) and e.ends_at < :to"
                        + (knownAt == null ? "" : " and e.recorded_at <= :knownAt") + " order by e.position",
                row -> rosters.draft(row)
                        .endings
                        .add(new Roll.Ending(required(row, "ends_at"), row.getString("event_id"))));
        reader.read(
                "select *, null as line from slot_hours h where grid_id = any (cast(:ids as text[])) and " + held("h")
                        + " and " + asOf.known("h") + " order by h.effective_from",
                rosters::setting);
        reader.read(
                "select *, null::smallint[] as days from business_line b where grid_id = any (cast(:ids as text[])) and "
                        + held("b") + " and " + asOf.known("b") + " order by b.effective_from",
                rosters::setting);
        reader.over(rosters.people())
                .read(
                        "select * from absence a where person_id = any (cast(:ids as text[])) and " + held("a")
                                + " and " + asOf.known("a") + " order by a.position",
                        rosters::absence);
        return rosters;
    }

    private static String held(String alias) {
        return alias + ".effective_from < :to and (" + alias + ".effective_to is null or " + alias
                + ".effective_to > :from)";
    }

    private void readGrids(JdbcClient sql, String gridId, AsOf asOf) {
        String standing = Subtree.standing("g", asOf);
        String known = asOf.knownAt() == null ? "true" : "x.recorded_from <= :knownAt";
        sql.sql("with recursive below as (select g.grid_id from grid g where " + Subtree.of("g.grid_id", asOf)
                        + " and " + standing
                        + "), above as (select g.grid_id, g.parent_id from grid g where g.grid_id = :gridId and "
                        + standing
                        + " union all select g.grid_id, g.parent_id from above a join grid g on g.grid_id = a.parent_id"
                        + " where " + standing + "), facet as (select grid_id from above union all"
                        + " select g.grid_id from facet f join grid g on g.parent_id = f.grid_id"
                        + " where g.kind in ('POST', 'TIME_SLOT', 'BUSINESS_LINE') and " + standing + "),"
                        + " meant as (select grid_id, true as below from below union all"
                        + " select distinct grid_id, false from facet where grid_id not in (select grid_id from below))"
                        + " select g.grid_id, g.name, g.kind, g.parent_id, g.key_site, m.below, o.effective_from as founded,"
                        + " (select min(x.effective_from) from grid x where x.grid_id = g.grid_id and x.retired and "
                        + known
                        + ") as retired"
                        + " from meant m join grid g on g.grid_id = m.grid_id and " + standing
                        + " join grid o on o.grid_id = g.grid_id and o.origin and " + known.replace("x.", "o.")
                        + " order by g.grid_id")
                .param("gridId", gridId)
                .param("at", Row.stored(asOf.at()))
                .param("knownAt", Row.stored(asOf.knownAt()))
                .query(row -> {
                    GridFacts grid = new GridFacts(
                            row.getString("grid_id"),
                            row.getString("name"),
                            GridKind.valueOf(row.getString("kind")),
                            row.getString("parent_id"),
                            row.getBoolean("key_site"),
                            row.getBoolean("below"),
                            required(row, "founded"),
                            instant(row, "retired"));
                    grids.put(grid.gridId(), grid);
                    if (grid.parentId() != null && isFacet(grid.kind())) {
                        facets.computeIfAbsent(grid.parentId(), parent -> new ArrayList<>())
                                .add(grid.gridId());
                    }
                });
    }

    private static boolean isFacet(GridKind kind) {
        return kind == GridKind.POST || kind == GridKind.TIME_SLOT || kind == GridKind.BUSINESS_LINE;
    }

    private Draft draft(ResultSet row) throws SQLException {
        return drafts.computeIfAbsent(new Key(row.getString("grid_id"), row.getString("role")), key -> new Draft());
    }

    private void responsibility(ResultSet row) throws SQLException {
        Instant begins = required(row, "effective_from");
        Instant ends = instant(row, "effective_to");
        String event = row.getString("made_by");
        if (row.getString("kind").equals("STAND_IN")) {
            draft(row)
                    .covers
                    .add(new Roll.Cover(
                            row.getString("person_id"),
                            row.getString("for_person_id"),
                            begins,
                            Objects.requireNonNull(ends),
                            event));
        } else {
            draft(row).tenures.add(new Roll.Tenure(row.getString("person_id"), begins, ends, event));
            firstAssigned
                    .computeIfAbsent(row.getString("grid_id"), grid -> new TreeMap<>())
                    .putIfAbsent(row.getString("role"), begins);
        }
    }

    private void setting(ResultSet row) throws SQLException {
        Array days = row.getArray("days");
        SlotHours hours = days == null
                ? null
                : new SlotHours(
                        Arrays.stream((Object[]) days.getArray())
                                .map(day -> DayOfWeek.of(((Number) day).intValue()))
                                .toList(),
                        row.getObject("begins", LocalTime.class),
                        row.getObject("ends", LocalTime.class),
                        ZoneId.of(row.getString("time_zone")));
        settings.computeIfAbsent(row.getString("grid_id"), grid -> new ArrayList<>())
                .add(new Setting(
                        required(row, "effective_from"), instant(row, "effective_to"), hours, row.getString("line")));
    }

    private void absence(ResultSet row) throws SQLException {
        absences.computeIfAbsent(row.getString("person_id"), person -> new ArrayList<>())
                .add(new Roll.Absence(
                        row.getString("kind").equals("LEFT"),
                        required(row, "effective_from"),
                        instant(row, "effective_to"),
                        row.getString("event_id")));
    }

    private Set<String> people() {
        Set<String> people = new TreeSet<>();
        for (Draft draft : drafts.values()) {
            draft.tenures.forEach(tenure -> people.add(tenure.personId()));
            draft.covers.forEach(cover -> people.add(cover.personId()));
        }
        return people;
    }

    /** Those of the subtree asked about, by id. */
    List<GridFacts> below() {
        return grids.values().stream().filter(GridFacts::below).toList();
    }

    Roll roll(String gridId, String role) {
        Draft draft = drafts.get(new Key(gridId, role));
        if (draft == null) {
            return Roll.EMPTY;
        }
        // A stand-in counts in the order of recording, a tenure in that of its beginning.
        return new Roll(draft.tenures, draft.covers, draft.endings, absences);
    }

    /** From when on each role was first held in the grid. */
    Map<String, Instant> firstAssigned(String gridId) {
        return firstAssigned.getOrDefault(gridId, Map.of());
    }

    /** When the grid counts at all: a time slot within its hours, and not before it has any; others always. */
    Spans counting(GridFacts grid) {
        Spans always = grid.standing(from, to);
        if (grid.kind() != GridKind.TIME_SLOT) {
            return always;
        }
        List<Span> spans = new ArrayList<>();
        for (Setting setting : settings.getOrDefault(grid.gridId(), List.of())) {
            if (setting.hours != null) {
                Instant begin = setting.from.isAfter(from) ? setting.from : from;
                Instant end = setting.to != null && setting.to.isBefore(to) ? setting.to : to;
                spans.addAll(setting.hours.spans(begin, end));
            }
        }
        return Spans.union(spans).and(always);
    }

    /** When somebody answers in a role for cases of a line, in the grid or anywhere from there to the top. */
    Spans answeredUpTheChain(String gridId, String role, String line) {
        Spans answered = Spans.NONE;
        Set<String> way = new TreeSet<>();
        for (GridFacts here = grids.get(gridId); here != null; here = above(here)) {
            way.add(here.gridId());
        }
        for (GridFacts here = grids.get(gridId); here != null; here = above(here)) {
            answered = answered.or(roll(here.gridId(), role).answered(onTheWay(here, line)));
            boolean above = !here.gridId().equals(gridId);
            answered = answered.or(facetsOf(here, role, line, Spans.of(from, to), way, above));
        }
        return answered;
    }

    private @Nullable GridFacts above(GridFacts grid) {
        return grid.parentId() == null ? null : grids.get(grid.parentId());
    }

    /** As {@link org.wangge.query.responsibility.Responsible} has it: whose hours or line nobody named counts when asked for. */
    private Spans onTheWay(GridFacts grid, String line) {
        Spans standing = grid.retired() == null ? Spans.of(from, to) : Spans.of(from, earlier(grid.retired(), to));
        List<Setting> set = settings.getOrDefault(grid.gridId(), List.of());
        Spans named = Spans.union(set.stream()
                .map(setting -> new Span(setting.from, setting.to == null ? Instant.MAX : setting.to))
                .toList());
        return switch (grid.kind()) {
            case TIME_SLOT -> standing.minus(named).or(counting(grid).and(standing));
            case BUSINESS_LINE -> standing.minus(named).or(ofLine(grid, line).and(standing));
            default -> standing;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Spans ofLine(GridFacts grid, String line) {
        return Spans.union(settings.getOrDefault(grid.gridId(), List.of()).stream()
                .filter(setting -> line.equals(setting.line))
                .map(setting -> new Span(setting.from, setting.to == null ? Instant.MAX : setting.to))
                .toList());
    }

    private Spans facetsOf(
            GridFacts grid, String role, String line, Spans within, Set<String> way, boolean withoutPosts) {
        Spans answered = Spans.NONE;
        for (String id : facets.getOrDefault(grid.gridId(), List.of())) {
            GridFacts facet = Objects.requireNonNull(grids.get(id));
            if (way.contains(id) || (withoutPosts && facet.kind() == GridKind.POST)) {
                continue;
            }
            Spans standing =
                    facet.retired() == null ? within : within.and(Spans.of(from, earlier(facet.retired(), to)));
            Spans counts = switch (facet.kind()) {
                case TIME_SLOT -> standing.and(hoursOf(facet));
                case BUSINESS_LINE -> standing.and(ofLine(facet, line));
                default -> standing;
            };
            answered = answered.or(roll(id, role).answered(counts))
                    .or(facetsOf(facet, role, line, counts, way, withoutPosts));
        }
        return answered;
    }

    /** The hours whether or not the grid had been set up by then. */
    private Spans hoursOf(GridFacts slot) {
        return counting(new GridFacts(
                slot.gridId(),
                slot.name(),
                slot.kind(),
                slot.parentId(),
                slot.keySite(),
                slot.below(),
                Instant.MIN,
                null));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private record Reader(JdbcClient sql, AsOf asOf, Iterable<String> ids, Instant from, Instant to) {

        Reader over(Iterable<String> others) {
            return new Reader(sql, asOf, others, from, to);
        }

        void read(String text, Each each) {
            List<String> list = new ArrayList<>();
            ids.forEach(list::add);
            list.sort(Comparator.naturalOrder());
            sql.sql(text)
                    .param("ids", Row.stored(list))
                    .param("from", Row.stored(from))
                    .param("to", Row.stored(to))
                    .param("knownAt", Row.stored(asOf.knownAt()))
                    .query(row -> {
                        each.row(row);
                    });
        }
    }
}
