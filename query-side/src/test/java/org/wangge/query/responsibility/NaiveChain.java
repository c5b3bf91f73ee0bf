package org.wangge.query.responsibility;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.Tables.Fact;

/** Who answers, by reading the events one after another as docs/decisions/0006 says, in the plainest way. */
final class NaiveChain {

    /** What a wrong resolver might do: planted to see that the comparison would notice. */
    enum Error {
        NONE,
        STAND_INS_DO_NOT_COUNT,
        LEAVE_DOES_NOT_COUNT,
        WHO_HAS_LEFT_STILL_ANSWERS,
        THE_END_IS_INCLUDED,
        THE_BEGINNING_IS_EXCLUDED,
        ALL_HOURS_COUNT,
        ALL_LINES_COUNT,
        POSTS_DO_NOT_COUNT,
        THE_GRID_GOES_BEFORE_ITS_FACETS,
        WHAT_WAS_RECORDED_LATER_WAS_KNOWN,
        THE_TREE_IS_AS_IT_STANDS_NOW,
        CANCELLED_LEAVE_COUNTS,
        LETTERS_HOLD_BEFORE_THEY_ARE_SIGNED
    }

    private static final List<String> ASKED = List.of("FIRST_RESPONSIBLE", "DIRECTLY_RESPONSIBLE", "LEAD");

    private static final class Version {
        final Instant from;
        final String name;
        final @Nullable String parent;
        final boolean retired;
        final String event;

        Version(Instant from, String name, @Nullable String parent, boolean retired, String event) {
            this.from = from;
            this.name = name;
            this.parent = parent;
            this.retired = retired;
            this.event = event;
        }
    }

    private static final class Tenure {
        final String role;
        final String person;
        final Instant from;
        final String event;
        final List<Fact> letters = new ArrayList<>();
        final List<Instant> lettersFrom = new ArrayList<>();

        @Nullable
        Instant to;

        Tenure(String role, String person, Instant from, String event) {
            this.role = role;
            this.person = person;
            this.from = from;
            this.event = event;
        }

        boolean empty() {
            return to != null && !from.isBefore(to);
        }
    }

    private record Cover(String role, String person, String whom, Instant from, Instant to, String event) {}

    private record Ending(String role, Instant at, String event) {}

    private record Away(
            String person,
            boolean gone,
            Instant from,
            @Nullable Instant to,
            String event) {}

    private record Hours(SlotHoursSet set, String event) {}

    private record Line(BusinessLineSet set, String event) {}

    private final Error error;
    private Instant at = Instant.MIN;
    private @Nullable String line;
    private final Map<String, GridDefined> grids = new LinkedHashMap<>();
    private final Map<String, List<Version>> versions = new LinkedHashMap<>();
    private final Map<String, List<Tenure>> tenures = new LinkedHashMap<>();
    private final Map<String, List<Cover>> covers = new LinkedHashMap<>();
    private final Map<String, List<Ending>> endings = new LinkedHashMap<>();
    private final Map<String, List<Hours>> hours = new LinkedHashMap<>();
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();
    private final List<Away> away = new ArrayList<>();

    private NaiveChain(Error error) {
        this.error = error;
    }

    /** Reads the events one after another. */
    static NaiveChain fold(List<Fact> facts, Error error, @Nullable Instant knownAt) {
        NaiveChain fold = new NaiveChain(error);
        for (Fact fact : facts) {
            boolean known = knownAt == null
                    || error == Error.WHAT_WAS_RECORDED_LATER_WAS_KNOWN
                    || !fact.recordedAt().isAfter(knownAt);
            if (known || fact.event() instanceof GridDefined) {
                fold.take(fact);
            }
        }
        return fold;
    }

    /** The answer as lines of text, in the form of {@link #told}. */
    List<String> ask(String gridId, Instant instant, @Nullable String businessLine) {
        at = instant;
        line = businessLine;
        return chain(gridId);
    }

    private static <T> List<T> of(Map<String, List<T>> map, String key) {
        return map.computeIfAbsent(key, ignored -> new ArrayList<>());
    }

    private void take(Fact fact) {
        switch (fact.event()) {
            case GridDefined e -> {
                grids.put(e.gridId(), e);
                of(versions, e.gridId()).add(new Version(fact.occurredAt(), e.name(), e.parentId(), false, fact.id()));
            }
            case GridRenamed e -> {
                Version last = of(versions, e.gridId()).getLast();
                next(e.gridId(), fact, e.name(), last.parent, last.retired);
            }
            case GridRetired e -> {
                Version last = of(versions, e.gridId()).getLast();
                next(e.gridId(), fact, last.name, last.parent, true);
            }
            case GridMoved e -> {
                // A grid's versions follow one another: whatever lies below moves along.
                for (String below : List.copyOf(versions.keySet())) {
                    if (liesBelow(below, e.gridId())) {
                        Version last = of(versions, below).getLast();
                        String parent = below.equals(e.gridId()) ? e.toParentId() : last.parent;
                        next(below, fact, last.name, parent, last.retired);
                    }
                }
            }
            case ResponsibilityAssigned e ->
                of(tenures, e.gridId()).add(new Tenure(e.role(), e.personId(), e.effectiveFrom(), fact.id()));
            case ResponsibilityHandedOver e -> {
                end(e, e.role(), e.fromPersonId(), e.effectiveAt(), fact);
                of(tenures, e.gridId()).add(new Tenure(e.role(), e.toPersonId(), e.effectiveAt(), fact.id()));
            }
            case ResponsibilityRelieved e -> end(e, e.role(), e.personId(), e.effectiveAt(), fact);
            case StandInAppointed e ->
                of(covers, e.gridId())
                        .add(new Cover(e.role(), e.personId(), e.forPersonId(), e.from(), e.to(), fact.id()));
            case ResponsibilityLetterSigned e -> sign(e, fact);
            case SlotHoursSet e -> {
                of(hours, e.gridId())
                        .removeIf(former -> !former.set.effectiveFrom().isBefore(e.effectiveFrom()));
                of(hours, e.gridId()).add(new Hours(e, fact.id()));
            }
            case BusinessLineSet e -> {
                of(lines, e.gridId())
                        .removeIf(former -> !former.set.effectiveFrom().isBefore(e.effectiveFrom()));
                of(lines, e.gridId()).add(new Line(e, fact.id()));
            }
            case LeaveRecorded e -> away.add(new Away(e.personId(), false, e.from(), e.to(), fact.id()));
            case LeaveCancelled e -> cancel(e);
            case PersonLeft e -> away.add(new Away(e.personId(), true, fact.occurredAt(), null, fact.id()));
            default -> throw new IllegalArgumentException(fact.toString());
        }
    }

    private boolean liesBelow(String gridId, String top) {
        String here = gridId;
        while (here != null && !here.equals(top)) {
            here = of(versions, here).getLast().parent;
        }
        return here != null;
    }

    private void next(String gridId, Fact fact, String name, @Nullable String parent, boolean retired) {
        Instant former = of(versions, gridId).getLast().from;
        Instant from = fact.occurredAt().isBefore(former) ? former : fact.occurredAt();
        of(versions, gridId).add(new Version(from, name, parent, retired, fact.id()));
    }

    private void end(GridEvent event, String role, String person, Instant when, Fact fact) {
        of(endings, event.gridId()).add(new Ending(role, when, fact.id()));
        for (Tenure tenure : of(tenures, event.gridId())) {
            if (tenure.role.equals(role)
                    && tenure.person.equals(person)
                    && !when.isBefore(tenure.from)
                    && (tenure.to == null || when.isBefore(tenure.to))) {
                tenure.to = when;
            }
        }
    }

    private void sign(ResponsibilityLetterSigned letter, Fact fact) {
        List<Tenure> held = of(tenures, letter.gridId()).stream()
                .filter(tenure ->
                        tenure.role.equals(letter.role()) && tenure.person.equals(letter.personId()) && !tenure.empty())
                .toList();
        List<Tenure> later = held.stream()
                .filter(tenure -> tenure.to == null || tenure.to.isAfter(letter.signedAt()))
                .toList();
        for (Tenure tenure : later.isEmpty() ? held : later) {
            tenure.letters.add(fact);
            tenure.lettersFrom.add(later.isEmpty() ? Instant.EPOCH : letter.signedAt());
        }
    }

    private void cancel(LeaveCancelled cancelled) {
        if (error == Error.CANCELLED_LEAVE_COUNTS) {
            return;
        }
        for (int i = 0; i < away.size(); i++) {
            Away leave = away.get(i);
            if (!leave.gone
                    && leave.person.equals(cancelled.personId())
                    && leave.from.equals(cancelled.from())
                    && leave.to != null
                    && leave.to.isAfter(cancelled.effectiveFrom())) {
                away.set(i, new Away(leave.person, false, leave.from, cancelled.effectiveFrom(), leave.event));
            }
        }
    }

    private boolean within(Instant from, @Nullable Instant to) {
        boolean begun = error == Error.THE_BEGINNING_IS_EXCLUDED ? from.isBefore(at) : !at.isBefore(from);
        boolean lasts = to == null || at.isBefore(to) || (error == Error.THE_END_IS_INCLUDED && at.equals(to));
        return begun && lasts && (to == null || from.isBefore(to));
    }

    private Version standing(String gridId) {
        List<Version> all = of(versions, gridId);
        Version seen = all.getFirst();
        for (Version version : all) {
            if (!version.from.isAfter(at) || error == Error.THE_TREE_IS_AS_IT_STANDS_NOW) {
                seen = version;
            }
        }
        return seen;
    }

    private List<String> chain(String place) {
        List<String> way = new ArrayList<>();
        for (String here = place; here != null; here = standing(here).parent) {
            way.add(here);
        }
        List<String> told = new ArrayList<>();
        List<String[]> order = new ArrayList<>();
        for (int i = 0; i < way.size(); i++) {
            List<String[]> facets = new ArrayList<>();
            facets(way.get(i), way, 1, i == 0, false, facets);
            facets.sort(Comparator.<String[], String>comparing(facet -> facet[2])
                    .thenComparing(facet -> -Integer.parseInt(facet[1]))
                    .thenComparing(facet -> List.of(GridKind.BUSINESS_LINE, GridKind.TIME_SLOT, GridKind.POST)
                            .indexOf(grids.get(facet[0]).kind()))
                    .thenComparing(facet -> facet[0]));
            String[] itself = {way.get(i), "0", ""};
            int posts = (int)
                    facets.stream().filter(facet -> facet[2].equals("post")).count();
            facets.add(error == Error.THE_GRID_GOES_BEFORE_ITS_FACETS ? 0 : facets.size() - posts, itself);
            order.addAll(facets);
        }
        Map<String, List<String>> passed = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();
        ASKED.forEach(role -> passed.put(role, new ArrayList<>()));
        for (String[] step : order) {
            link(step[0], step[1].equals("0"), told, passed, answers);
        }
        for (String role : ASKED) {
            told.add(role + ": " + answers.getOrDefault(role, "nobody") + " passing over " + passed.get(role));
        }
        return told;
    }

    private void facets(String grid, List<String> way, int depth, boolean asked, boolean inPost, List<String[]> found) {
        for (String child : grids.keySet()) {
            Version here = standing(child);
            boolean facet = switch (grids.get(child).kind()) {
                case POST -> error != Error.POSTS_DO_NOT_COUNT && asked;
                case TIME_SLOT -> Boolean.TRUE.equals(withinHours(child));
                case BUSINESS_LINE -> {
                    Line own = lineInForce(child);
                    yield own != null
                            && line != null
                            && (own.set.line().equals(line) || error == Error.ALL_LINES_COUNT);
                }
                default -> false;
            };
            if (grid.equals(here.parent) && !here.retired && facet && !way.contains(child)) {
                boolean post = inPost || grids.get(child).kind() == GridKind.POST;
                found.add(new String[] {child, Integer.toString(depth), post ? "post" : ""});
                facets(child, way, depth + 1, asked, post, found);
            }
        }
    }

    private @Nullable Boolean withinHours(String grid) {
        Hours inForce = hoursInForce(grid);
        if (inForce == null) {
            return null;
        }
        if (error == Error.ALL_HOURS_COUNT) {
            return true;
        }
        SlotHoursSet set = inForce.set;
        LocalDateTime wall = LocalDateTime.ofInstant(at, set.timeZone());
        int minute = wall.getHour() * 60 + wall.getMinute();
        int from = set.from().getHour() * 60 + set.from().getMinute();
        int to = set.to().getHour() * 60 + set.to().getMinute();
        DayOfWeek today = wall.getDayOfWeek();
        DayOfWeek yesterday = wall.minusDays(1).getDayOfWeek();
        return from < to
                ? set.days().contains(today) && minute >= from && minute < to
                : set.days().contains(today) && minute >= from || set.days().contains(yesterday) && minute < to;
    }

    private @Nullable Hours hoursInForce(String grid) {
        Hours found = null;
        for (Hours each : of(hours, grid)) {
            if (within(each.set.effectiveFrom(), null)) {
                found = each;
            }
        }
        return found;
    }

    private @Nullable Line lineInForce(String grid) {
        Line found = null;
        for (Line each : of(lines, grid)) {
            if (within(each.set.effectiveFrom(), null)) {
                found = each;
            }
        }
        return found;
    }

    private void link(
            String grid,
            boolean onTheWay,
            List<String> told,
            Map<String, List<String>> passed,
            Map<String, String> answers) {
        GridDefined defined = grids.get(grid);
        Version here = standing(grid);
        String outside = null;
        Line stands = defined.kind() == GridKind.BUSINESS_LINE ? lineInForce(grid) : null;
        String own = stands == null ? null : stands.set.line();
        String why = "";
        if (here.retired) {
            outside = "RETIRED";
        } else if (defined.kind() == GridKind.TIME_SLOT && Boolean.FALSE.equals(withinHours(grid))) {
            outside = "OUTSIDE_HOURS";
            why = " " + hoursInForce(grid).event;
        } else if (own != null && line != null && !own.equals(line)) {
            outside = error == Error.ALL_LINES_COUNT ? null : "OTHER_LINE";
            why = " " + stands.event;
        }
        told.add(grid + " " + here.name + " " + onTheWay + " " + outside + " " + here.event);
        TreeSet<String> roles = new TreeSet<>();
        if (!here.retired) {
            of(tenures, grid).stream().filter(tenure -> !tenure.empty()).forEach(tenure -> roles.add(tenure.role));
            if (onTheWay) {
                roles.addAll(ASKED);
            }
        }
        for (String role : roles) {
            List<String> holders = new ArrayList<>();
            List<String> others = new ArrayList<>();
            role(grid, role, holders, others);
            told.add("  " + role + " " + holders + " not " + others);
            if (outside == null && passed.containsKey(role) && !answers.containsKey(role)) {
                passed.get(role).addAll(others);
                if (!holders.isEmpty()) {
                    answers.put(role, grid + holders);
                }
            }
        }
        if (outside != null) {
            for (String role : ASKED) {
                if (!answers.containsKey(role)) {
                    passed.get(role).add(grid + " " + outside + why);
                }
            }
        }
    }

    private void role(String grid, String role, List<String> holders, List<String> others) {
        List<Tenure> ofRole = of(tenures, grid).stream()
                .filter(tenure -> tenure.role.equals(role) && !tenure.empty())
                .toList();
        Map<String, Tenure> now = new TreeMap<>();
        for (Tenure tenure : ofRole) {
            if (within(tenure.from, tenure.to)) {
                now.put(tenure.from + " " + tenure.person, tenure);
            }
        }
        for (Tenure tenure : now.values()) {
            Cover cover = error == Error.STAND_INS_DO_NOT_COUNT
                    ? null
                    : of(covers, grid).stream()
                            .filter(each -> each.role.equals(role)
                                    && each.whom.equals(tenure.person)
                                    && within(each.from, each.to))
                            .findFirst()
                            .orElse(null);
            String person = cover == null ? tenure.person : cover.person;
            String made = tenure.event;
            for (int i = tenure.letters.size() - 1; i >= 0; i--) {
                if (within(tenure.lettersFrom.get(i), null) || error == Error.LETTERS_HOLD_BEFORE_THEY_ARE_SIGNED) {
                    made += " " + tenure.letters.get(i).id();
                    break;
                }
            }
            made += cover == null ? "" : " " + cover.event;
            String whom = cover == null ? "" : " for " + tenure.person;
            Away absence = absence(person);
            if (absence != null) {
                others.add(grid + " " + person + whom + " " + (absence.gone ? "LEFT" : "ON_LEAVE") + " " + made + " "
                        + absence.event);
            } else {
                holders.add(person + whom + " from " + (cover == null ? tenure.from : cover.from) + " to "
                        + (cover == null ? tenure.to : cover.to) + " " + made);
            }
        }
        if (now.isEmpty()) {
            boolean ever = ofRole.stream().anyMatch(tenure -> !tenure.from.isAfter(at));
            String ended = "";
            Instant last = Instant.MIN;
            for (Ending ending : of(endings, grid)) {
                if (ending.role.equals(role) && !ending.at.isAfter(at) && !ending.at.isBefore(last)) {
                    last = ending.at;
                    ended = " " + ending.event;
                }
            }
            others.add(grid + (ever ? " VACANT" + ended : " NEVER_ASSIGNED"));
        }
    }

    private @Nullable Away absence(String person) {
        Away found = null;
        for (Away each : away) {
            boolean counts =
                    each.gone ? error != Error.WHO_HAS_LEFT_STILL_ANSWERS : error != Error.LEAVE_DOES_NOT_COUNT;
            if (counts && each.person.equals(person) && within(each.from, each.to) && (found == null || each.gone)) {
                found = each;
            }
        }
        return found;
    }

    /** What the resolver says, in the words of this fold. */
    static List<String> told(Chain chain) {
        List<String> told = new ArrayList<>();
        for (Chain.Link link : chain.links()) {
            told.add(link.gridId() + " " + link.name() + " " + link.onTheWay() + " " + link.outside() + " "
                    + link.placedBy());
            for (Chain.RoleInGrid role : link.roles()) {
                told.add("  " + role.role() + " " + holders(role.holders()) + " not " + passed(role.passedOver()));
            }
        }
        for (Chain.Answer answer : List.of(chain.first(), chain.direct(), chain.leading())) {
            told.add(answer.role() + ": "
                    + (answer.gridId() == null ? "nobody" : answer.gridId() + holders(answer.holders()))
                    + " passing over " + passed(answer.passedOver()));
        }
        return told;
    }

    private static List<String> holders(List<Chain.Holder> holders) {
        return holders.stream()
                .map(holder -> holder.personId()
                        + (holder.standingInFor() == null ? "" : " for " + holder.standingInFor()) + " from "
                        + holder.since() + " to " + holder.until() + events(holder.madeBy()))
                .toList();
    }

    private static List<String> passed(List<Chain.PassedOver> passed) {
        return passed.stream()
                .map(each -> each.gridId() + (each.personId() == null ? "" : " " + each.personId())
                        + (each.standingInFor() == null ? "" : " for " + each.standingInFor()) + " " + each.reason()
                        + events(each.madeBy()))
                .toList();
    }

    private static String events(List<Chain.Made> madeBy) {
        StringBuilder events = new StringBuilder();
        madeBy.forEach(made -> events.append(' ').append(made.eventId()));
        return events.toString();
    }
}
