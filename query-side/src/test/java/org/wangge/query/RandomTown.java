package org.wangge.query;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.Roster;
import org.wangge.api.grid.Roster.Tenure;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;

/**
 * A town of grids, facets and people to which anything happens that the command side would let happen, recorded in order, some
 * of it long after the fact and some long before.
 */
public final class RandomTown {

    public static final List<String> ROLES =
            List.of("FIRST_RESPONSIBLE", "DIRECTLY_RESPONSIBLE", "LEAD", "GRID_MEMBER");
    public static final List<String> LINES = List.of("FIRE", "WATER");

    private static final List<String> ZONES = List.of("Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu");

    /** Takes what happens, in the order in which it is recorded. */
    public interface Log {
        void record(Event event, Instant occurredAt, Instant recordedAt);
    }

    private record Place(String id, GridKind kind, int level) {}

    private final Random random;
    private final Log log;
    private final String town;
    private final Instant start;
    private final Duration spread;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> retired = new TreeSet<>();
    private final Map<String, Roster> rosters = new LinkedHashMap<>();
    private final List<String> people = new ArrayList<>();
    private final List<LeaveRecorded> leaves = new ArrayList<>();
    private final Map<String, Instant> left = new HashMap<>();
    private Instant now;

    /** @param spread how far what is recorded may lie before and after the recording */
    public RandomTown(Random random, String town, Instant start, Duration spread, int people, Log log) {
        this.random = random;
        this.town = town;
        this.start = start;
        this.spread = spread;
        this.log = log;
        this.now = start;
        for (int i = 0; i < people; i++) {
            this.people.add(town + "-p" + i);
        }
    }

    public List<String> grids() {
        return places.stream().map(Place::id).toList();
    }

    public Instant now() {
        return now;
    }

    public String top() {
        return town;
    }

    /** The tree: areas down to level 3, and facets anywhere, also below one another. */
    public void found(int villages, int facets) {
        define(new Place(town, GridKind.AREA, 1), null);
        for (int i = 0; i < villages; i++) {
            Place village = new Place(town + "-v" + i, GridKind.AREA, 2);
            define(village, town);
            define(new Place(village.id + "-g", GridKind.AREA, 3), village.id);
        }
        List<GridKind> kinds = List.of(GridKind.POST, GridKind.TIME_SLOT, GridKind.BUSINESS_LINE);
        for (int i = 0; i < facets; i++) {
            Place parent = any(places.stream().filter(place -> place.level < 6).toList());
            Place facet = new Place(town + "-f" + i, kinds.get(i % 3), parent.level + 1);
            define(facet, parent.id);
            if (random.nextInt(8) > 0) {
                shape(facet);
            }
        }
    }

    private void define(Place place, @Nullable String parent) {
        places.add(place);
        rosters.put(place.id, new Roster());
        if (parent != null) {
            parents.put(place.id, parent);
        }
        record(new GridDefined(place.id, place.id, place.kind, place.level, parent, random.nextInt(3) == 0));
    }

    private void shape(Place facet) {
        if (facet.kind == GridKind.BUSINESS_LINE) {
            record(new BusinessLineSet(facet.id, any(LINES), sometime()));
        } else if (facet.kind == GridKind.TIME_SLOT) {
            List<DayOfWeek> days = new ArrayList<>(List.of(DayOfWeek.values()));
            days.removeIf(day -> random.nextInt(4) == 0);
            record(new SlotHoursSet(
                    facet.id,
                    days,
                    LocalTime.of(random.nextInt(24), random.nextInt(60)),
                    LocalTime.of(random.nextInt(24), random.nextInt(60)),
                    ZoneId.of(any(ZONES)),
                    sometime()));
        }
    }

    /** That many things happen, or are tried and not let happen. */
    public void live(int things) {
        for (int i = 0; i < things; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(60)));
            happen();
        }
    }

    private void happen() {
        Place place = any(places);
        if (retired.contains(place.id)) {
            return;
        }
        Roster roster = rosters.get(place.id);
        String role = any(ROLES);
        String person = any(people);
        Instant at = sometime();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> assign(place.id, roster, role, person, at);
            case 6, 7 -> handOver(place.id, roster, role, person, at);
            case 8, 9 -> relieve(place.id, roster, role, at);
            case 10, 11, 12 -> standIn(place.id, roster, role, person, at);
            case 13 -> sign(place.id, roster, role);
            case 14, 15 -> leave(person, at);
            case 16 -> cancel();
            case 17 -> shape(place);
            case 18 -> tree(place);
            default -> goAway(person);
        }
    }

    private boolean free(Roster roster, String role, String person, Instant from, @Nullable Tenure ending) {
        return roster.tenures(role).stream()
                .filter(tenure -> !tenure.equals(ending) && tenure.reachesPast(from))
                .allMatch(tenure ->
                        role.equals("GRID_MEMBER") && !tenure.personId().equals(person));
    }

    private boolean serves(String person, Instant at) {
        Instant gone = left.get(person);
        return gone == null || gone.isAfter(at);
    }

    private void assign(String grid, Roster roster, String role, String person, Instant at) {
        if (serves(person, at) && free(roster, role, person, at, null)) {
            record(new ResponsibilityAssigned(grid, role, person, at, "default-1"));
        }
    }

    private void handOver(String grid, Roster roster, String role, String person, Instant at) {
        for (Tenure tenure : roster.tenures(role)) {
            if (tenure.covers(at)
                    && tenure.to() == null
                    && !tenure.personId().equals(person)
                    && serves(person, at)
                    && free(roster, role, person, at, tenure)) {
                record(new ResponsibilityHandedOver(
                        grid, role, tenure.personId(), person, at, "调动", List.of(), List.of(), "default-1"));
                return;
            }
        }
    }

    private void relieve(String grid, Roster roster, String role, Instant at) {
        for (Tenure tenure : roster.tenures(role)) {
            if (tenure.covers(at) && tenure.to() == null) {
                boolean vacant = roster.tenures(role).stream()
                        .noneMatch(other -> !other.personId().equals(tenure.personId()) && other.covers(at));
                record(new ResponsibilityRelieved(grid, role, tenure.personId(), at, "离任", vacant));
                return;
            }
        }
    }

    private void standIn(String grid, Roster roster, String role, String person, Instant at) {
        Instant to = at.plus(Duration.ofMinutes(1 + random.nextInt((int) spread.toMinutes() / 2)));
        for (Tenure tenure : roster.tenures(role)) {
            if (tenure.covers(at)
                    && !tenure.personId().equals(person)
                    && serves(person, at)
                    && roster.covers(role, tenure.personId(), at, to).isEmpty()) {
                record(new StandInAppointed(grid, role, person, tenure.personId(), at, to));
                return;
            }
        }
    }

    private void sign(String grid, Roster roster, String role) {
        List<Tenure> held = roster.tenures(role);
        if (!held.isEmpty()) {
            Instant signed = now.minus(Duration.ofMinutes(random.nextInt((int) spread.toMinutes())));
            record(new ResponsibilityLetterSigned(
                    grid, role, any(held).personId(), "%064x".formatted(random.nextInt(1 << 20)), signed));
        }
    }

    private void leave(String person, Instant at) {
        Instant to = at.plus(Duration.ofMinutes(1 + random.nextInt((int) spread.toMinutes() / 2)));
        boolean overlaps = leaves.stream()
                .anyMatch(other ->
                        other.personId().equals(person) && other.from().isBefore(to) && at.isBefore(other.to()));
        if (!overlaps && serves(person, at)) {
            leaves.add(new LeaveRecorded(person, at, to));
            record(leaves.getLast());
        }
    }

    private void cancel() {
        if (!leaves.isEmpty()) {
            LeaveRecorded leave = any(leaves);
            leaves.remove(leave);
            long minutes = Duration.between(leave.from(), leave.to()).toMinutes();
            Instant back = leave.from().plus(Duration.ofMinutes(random.nextLong(minutes)));
            if (back.isAfter(leave.from())) {
                leaves.add(new LeaveRecorded(leave.personId(), leave.from(), back));
            }
            record(new LeaveCancelled(leave.personId(), leave.from(), leave.to(), back));
        }
    }

    private void tree(Place place) {
        switch (random.nextInt(4)) {
            case 0 -> record(new GridRenamed(place.id, "新" + random.nextInt(100)));
            case 1 -> {
                if (place.kind != GridKind.AREA && !parents.containsValue(place.id)) {
                    retired.add(place.id);
                    parents.remove(place.id);
                    record(new GridRetired(place.id, "合并"));
                }
            }
            default -> {
                List<Place> above = places.stream()
                        .filter(other -> other.level < place.level && !retired.contains(other.id))
                        .toList();
                if (!above.isEmpty()) {
                    String to = any(above).id;
                    String from = parents.put(place.id, to);
                    if (from != null && !from.equals(to)) {
                        record(new GridMoved(place.id, from, to));
                    }
                }
            }
        }
    }

    private void goAway(String person) {
        if (!left.containsKey(person) && random.nextInt(3) == 0) {
            Instant occurred = record(new PersonLeft(person, "调离"));
            left.put(person, occurred);
        }
    }

    /** A minute about now, before or after. */
    private Instant sometime() {
        long minutes = spread.toMinutes();
        return now.plus(Duration.ofMinutes(random.nextLong(-minutes, minutes)));
    }

    private Instant record(Event event) {
        Instant occurred =
                random.nextInt(3) == 0 ? now.minus(Duration.ofMinutes(random.nextInt((int) spread.toMinutes()))) : now;
        if (event instanceof GridEvent grid) {
            rosters.get(grid.gridId()).evolve(grid);
        }
        log.record(event, occurred, now);
        return occurred;
    }

    /** A minute from well before to well after everything. */
    public Instant anytime() {
        Instant first = start.minus(spread);
        long minutes = Duration.between(first, now.plus(spread)).toMinutes();
        return first.plus(Duration.ofMinutes(random.nextLong(minutes)));
    }

    private <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }
}
