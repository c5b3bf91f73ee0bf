package org.wangge.query.blindspot;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutySchedule;
import org.wangge.api.grid.SlotHours.Span;
import org.wangge.query.grid.Subtree;
import org.wangge.query.ledger.Ledgers;
import org.wangge.query.ledger.OpenOccurrences;
import org.wangge.query.responsibility.Responsible;
import org.wangge.query.version.AsOf;
import org.wangge.query.version.Row;

/** Looks for blind spots in a subtree over an interval; the rules are {@code docs/decisions/0006}. */
final class BlindSpots {

    /** The views that are read. */
    static final List<String> VIEWS = views();

    /** In so short a time fewer cases were open in the whole tree than ever were in the grids of a larger subtree. */
    private static final Duration SHORT = Duration.ofDays(7);

    private final JdbcClient sql;
    private final Instant from;
    private final Instant to;
    private final @Nullable Instant knownAt;
    private final RequiredRoles rules;
    private final Rosters rosters;
    private final Map<String, GridFacts> below = new TreeMap<>();
    private final List<BlindSpot> found = new ArrayList<>();

    private BlindSpots(
            JdbcClient sql, String gridId, Instant from, Instant to, @Nullable Instant knownAt, RequiredRoles rules) {
        this.sql = sql;
        this.from = from;
        this.to = to;
        this.knownAt = knownAt;
        this.rules = rules;
        this.rosters = Rosters.read(sql, gridId, from, to, knownAt);
        rosters.below().forEach(grid -> below.put(grid.gridId(), grid));
    }

    private static List<String> views() {
        Set<String> views = new LinkedHashSet<>(Responsible.VIEWS);
        views.add(OpenOccurrences.VIEW);
        views.add(Ledgers.CASES);
        return List.copyOf(views);
    }

    /** All of them, by when they begin. */
    static List<BlindSpot> in(
            JdbcClient sql, String gridId, Instant from, Instant to, @Nullable Instant knownAt, RequiredRoles rules) {
        BlindSpots spots = new BlindSpots(sql, gridId, from, to, knownAt, rules);
        Map<String, Map<String, Spans>> duties = spots.duties();
        spots.roles(duties);
        spots.keySites(duties);
        spots.dutiesThatNobodyCouldDo();
        spots.cases();
        spots.found.sort(Comparator.comparing(BlindSpot::since)
                .thenComparing(BlindSpot::gridId)
                .thenComparing(BlindSpot::kind)
                .thenComparing(spot -> Objects.requireNonNullElse(spot.role(), ""))
                .thenComparing(spot -> Objects.requireNonNullElse(spot.dutyId(), ""))
                .thenComparing(spot -> Objects.requireNonNullElse(spot.caseId(), "")));
        return spots.found;
    }

    /** When duties of each role were in force, by grid. */
    private Map<String, Map<String, Spans>> duties() {
        Map<String, Map<String, List<Span>>> spans = new HashMap<>();
        sql.sql("select d.grid_id, d.role, d.effective_from, d.effective_to from duty d"
                        + " where d.grid_id = any (cast(:ids as text[])) and d.state = 'ACTIVE' and d.effective_from < :to"
                        + " and (d.effective_to is null or d.effective_to > :from) and "
                        + new AsOf(null, knownAt).known("d"))
                .param("ids", Row.stored(List.copyOf(below.keySet())))
                .param("from", Row.stored(from))
                .param("to", Row.stored(to))
                .param("knownAt", Row.stored(knownAt))
                .query(row -> {
                    spans.computeIfAbsent(row.getString(1), grid -> new TreeMap<>())
                            .computeIfAbsent(row.getString(2), role -> new ArrayList<>())
                            .add(span(row.getObject(3, OffsetDateTime.class), row.getObject(4, OffsetDateTime.class)));
                });
        Map<String, Map<String, Spans>> duties = new HashMap<>();
        spans.forEach((grid, roles) -> {
            Map<String, Spans> ofGrid = new TreeMap<>();
            roles.forEach((role, all) -> ofGrid.put(role, Spans.union(all)));
            duties.put(grid, ofGrid);
        });
        return duties;
    }

    private Span span(OffsetDateTime begins, @Nullable OffsetDateTime ends) {
        Instant first = begins.toInstant().isBefore(from) ? from : begins.toInstant();
        Instant last = ends == null || ends.toInstant().isAfter(to) ? to : ends.toInstant();
        return new Span(first, last);
    }

    private void roles(Map<String, Map<String, Spans>> duties) {
        for (GridFacts grid : below.values()) {
            Map<String, Spans> required = rules.of(
                    grid.standing(from, to),
                    rosters.firstAssigned(grid.gridId()),
                    duties.getOrDefault(grid.gridId(), Map.of()));
            Spans counting = rosters.counting(grid);
            required.forEach((role, when) -> {
                for (Roll.Piece piece : rosters.roll(grid.gridId(), role).pieces(when.and(counting))) {
                    if (piece.reason() != null) {
                        found.add(BlindSpot.role(grid, role, piece, piece.reason()));
                    }
                }
            });
        }
    }

    private void keySites(Map<String, Map<String, Spans>> duties) {
        for (GridFacts grid : below.values()) {
            if (grid.keySite()) {
                Spans without = grid.standing(from, to);
                for (Spans inForce :
                        duties.getOrDefault(grid.gridId(), Map.of()).values()) {
                    without = without.minus(inForce);
                }
                for (Span span : without.all()) {
                    found.add(new BlindSpot(
                            BlindSpot.Kind.KEY_SITE_WITHOUT_DUTY,
                            grid.gridId(),
                            grid.name(),
                            null,
                            span.from(),
                            span.to(),
                            BlindSpot.Reason.NO_DUTY,
                            null,
                            null,
                            null,
                            List.of()));
                }
            }
        }
    }

    /** Windows that open and end within the interval, and throughout which nobody held the role. */
    private void dutiesThatNobodyCouldDo() {
        for (DutySchedule duty : OpenOccurrences.schedulesIn(List.copyOf(below.keySet()), knownAt, sql)) {
            GridFacts grid = below.get(duty.gridId());
            if (grid == null) {
                continue;
            }
            Roll roll = rosters.roll(duty.gridId(), duty.role());
            Spans standing = grid.standing(from, to);
            for (Span gap : standing.minus(roll.answered(standing)).all()) {
                List<Window> windows = duty.windows(gap.from(), gap.to())
                        .filter(window -> !window.windowEnd().isAfter(gap.to()) && duty.owed(window))
                        .toList();
                if (!windows.isEmpty()) {
                    Instant first = windows.getFirst().windowStart();
                    Instant last = windows.stream()
                            .map(Window::windowEnd)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
                    List<Roll.Piece> why = roll.pieces(Spans.of(first, last));
                    TreeSet<String> events = new TreeSet<>();
                    why.forEach(piece -> events.addAll(piece.eventIds()));
                    found.add(new BlindSpot(
                            BlindSpot.Kind.DUTY_UNHELD,
                            grid.gridId(),
                            grid.name(),
                            duty.role(),
                            first,
                            last,
                            Objects.requireNonNull(why.getFirst().reason()),
                            duty.dutyId(),
                            windows.size(),
                            null,
                            List.copyOf(events)));
                }
            }
        }
    }

    private record Unheld(String caseId, String gridId, String category, Span span) {}

    /** Open, with no unit and no authority, while nobody from its grid to the top is first responsible for it. */
    private void cases() {
        AsOf known = new AsOf(null, knownAt);
        Map<String, List<Unheld>> cases = new TreeMap<>();
        String ends =
                knownAt == null ? "c.effective_to" : "case when c.recorded_to <= :knownAt then c.effective_to end";
        Instant begins = knownAt != null && knownAt.isBefore(from) ? knownAt : from;
        String grid = Duration.between(begins, to).compareTo(SHORT) > 0 ? "c.grid_id" : Subtree.unindexed("c.grid_id");
        sql.sql("select c.case_id, c.grid_id, c.category, c.effective_from, " + ends + " as ends from case_version c"
                        + " where " + grid
                        + " = any (cast(:ids as text[])) and c.open and c.unit_id is null and c.authority is null"
                        // Says nothing new, but in the words of an index: nothing ends later than that is recorded.
                        + " and tstzrange(c.effective_from, c.recorded_to)"
                        + " && tstzrange(cast(:begins as timestamptz), cast(:to as timestamptz))"
                        + " and " + known.steps("c") + " and c.effective_from < :to and (" + ends + " is null or "
                        + ends + " > :from)"
                        + " order by c.case_id, c.effective_from, c.sequence")
                .param("ids", Row.stored(List.copyOf(below.keySet())))
                .param("begins", Row.stored(begins))
                .param("from", Row.stored(from))
                .param("to", Row.stored(to))
                .param("knownAt", Row.stored(knownAt))
                .query(row -> {
                    cases.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(new Unheld(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    span(
                                            row.getObject(4, OffsetDateTime.class),
                                            row.getObject(5, OffsetDateTime.class))));
                });
        Map<String, Spans> answered = new HashMap<>();
        for (List<Unheld> versions : cases.values()) {
            Map<String, List<Unheld>> places = new TreeMap<>();
            versions.forEach(each -> places.computeIfAbsent(each.gridId + " " + each.category, key -> new ArrayList<>())
                    .add(each));
            places.forEach((key, here) -> {
                Unheld one = here.getFirst();
                Spans held = answered.computeIfAbsent(
                        key, any -> rosters.answeredUpTheChain(one.gridId, Responsible.FIRST, one.category));
                Spans unheld =
                        Spans.union(here.stream().map(Unheld::span).toList()).minus(held);
                for (Span span : unheld.all()) {
                    found.add(new BlindSpot(
                            BlindSpot.Kind.CASE_UNHELD,
                            one.gridId,
                            Objects.requireNonNull(below.get(one.gridId)).name(),
                            Responsible.FIRST,
                            span.from(),
                            span.to(),
                            BlindSpot.Reason.NO_HOLDER,
                            null,
                            null,
                            one.caseId,
                            List.of()));
                }
            });
        }
    }
}
