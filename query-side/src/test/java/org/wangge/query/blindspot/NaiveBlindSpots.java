package org.wangge.query.blindspot;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.grid.GridKind;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.Tables.Fact;

/**
 * For every minute, grid and role: is it required, and does somebody answer? By marking minutes in arrays, event by event; all
 * grids are below the one asked about.
 */
final class NaiveBlindSpots {

    /** What a wrong search might do: planted to see that the comparison would notice. */
    enum Error {
        NONE,
        STAND_INS_DO_NOT_COUNT,
        LEAVE_DOES_NOT_COUNT,
        WHO_HAS_LEFT_STILL_ANSWERS,
        EVERY_MINUTE_OF_A_SLOT_IS_REQUIRED,
        A_RETIRED_GRID_IS_REQUIRED,
        DUTIES_DO_NOT_REQUIRE,
        WHAT_WAS_RECORDED_LATER_WAS_KNOWN,
        ONE_MINUTE_TOO_LONG
    }

    private static final class Tenure {
        final String role;
        final String person;
        final Instant from;

        @Nullable
        Instant to;

        Tenure(String role, String person, Instant from) {
            this.role = role;
            this.person = person;
            this.from = from;
        }
    }

    private record Cover(String role, String person, String whom, Instant from, Instant to) {}

    private static final class Away {
        final Instant from;

        @Nullable
        Instant to;

        final boolean left;

        Away(Instant from, @Nullable Instant to, boolean left) {
            this.from = from;
            this.to = to;
            this.left = left;
        }
    }

    private record Duty(String role, Instant from, @Nullable Instant to) {}

    private static final class Place {
        final GridKind kind;
        final Instant founded;

        @Nullable
        Instant retired;

        @Nullable
        String parent;

        Instant last;

        final List<Tenure> tenures = new ArrayList<>();
        final List<Cover> covers = new ArrayList<>();
        final List<SlotHoursSet> hours = new ArrayList<>();
        final Map<String, Duty> duties = new TreeMap<>();

        Place(GridKind kind, Instant founded, @Nullable String parent) {
            this.kind = kind;
            this.founded = founded;
            this.last = founded;
            this.parent = parent;
        }

        /** A grid's versions follow one another, whenever each is claimed to have come about. */
        void step(Fact fact) {
            last = fact.occurredAt().isBefore(last) ? last : fact.occurredAt();
        }
    }

    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, List<Away>> away = new HashMap<>();
    private final Map<String, String> gridOfDuty = new HashMap<>();
    private final Error error;

    private NaiveBlindSpots(Error error) {
        this.error = error;
    }

    /** A line for each stretch of minutes without a holder for one reason. */
    static List<String> of(List<Fact> facts, Error error, Instant from, Instant to, @Nullable Instant knownAt) {
        NaiveBlindSpots fold = new NaiveBlindSpots(error);
        for (Fact fact : facts) {
            if (knownAt == null
                    || error == Error.WHAT_WAS_RECORDED_LATER_WAS_KNOWN
                    || !fact.recordedAt().isAfter(knownAt)) {
                fold.take(fact);
            }
        }
        List<String> spots = new ArrayList<>();
        fold.places.forEach((id, place) -> {
            TreeSet<String> roles = new TreeSet<>(List.of("FIRST_RESPONSIBLE"));
            place.tenures.forEach(tenure -> roles.add(tenure.role));
            place.duties.values().forEach(duty -> roles.add(duty.role));
            for (String role : roles) {
                String reason = null;
                Instant since = from;
                for (Instant at = from; !at.isAfter(to); at = at.plus(Duration.ofMinutes(1))) {
                    String now =
                            at.isBefore(to) && fold.required(place, role, at) ? fold.reason(place, role, at) : null;
                    if (!Objects.equals(now, reason)) {
                        if (reason != null) {
                            spots.add(id + " " + role + " " + reason + " to " + at + " since " + since);
                        }
                        reason = now;
                        since = at;
                    }
                }
            }
        });
        spots.sort(null);
        return spots;
    }

    private void take(Fact fact) {
        switch (fact.event()) {
            case GridDefined e -> places.put(e.gridId(), new Place(e.kind(), fact.occurredAt(), e.parentId()));
            case GridRenamed e -> places.get(e.gridId()).step(fact);
            case GridMoved e -> {
                places.forEach((id, place) -> {
                    if (liesBelow(id, e.gridId())) {
                        place.step(fact);
                    }
                });
                places.get(e.gridId()).parent = e.toParentId();
            }
            case GridRetired e -> {
                Place place = places.get(e.gridId());
                place.step(fact);
                place.retired = place.last;
            }
            case ResponsibilityAssigned e -> tenure(e, e.role(), e.personId(), e.effectiveFrom());
            case ResponsibilityHandedOver e -> {
                end(e, e.role(), e.fromPersonId(), e.effectiveAt());
                tenure(e, e.role(), e.toPersonId(), e.effectiveAt());
            }
            case ResponsibilityRelieved e -> end(e, e.role(), e.personId(), e.effectiveAt());
            case StandInAppointed e ->
                places.get(e.gridId()).covers.add(new Cover(e.role(), e.personId(), e.forPersonId(), e.from(), e.to()));
            case SlotHoursSet e -> {
                places.get(e.gridId())
                        .hours
                        .removeIf(set -> !set.effectiveFrom().isBefore(e.effectiveFrom()));
                places.get(e.gridId()).hours.add(e);
            }
            case LeaveRecorded e -> away(e.personId()).add(new Away(e.from(), e.to(), false));
            case LeaveCancelled e ->
                away(e.personId()).stream()
                        .filter(leave -> !leave.left && leave.from.equals(e.from()))
                        .filter(leave -> leave.to != null && leave.to.isAfter(e.effectiveFrom()))
                        .forEach(leave -> leave.to = e.effectiveFrom());
            case PersonLeft e -> away(e.personId()).add(new Away(fact.occurredAt(), null, true));
            case DutyEstablished e -> {
                gridOfDuty.put(e.dutyId(), e.gridId());
                places.get(e.gridId()).duties.put(e.dutyId(), new Duty(e.role(), fact.occurredAt(), null));
            }
            case DutyRetired e ->
                places.get(gridOfDuty.get(e.dutyId()))
                        .duties
                        .computeIfPresent(e.dutyId(), (id, duty) -> new Duty(duty.role, duty.from, e.effectiveFrom()));
            default -> {}
        }
    }

    private boolean liesBelow(String gridId, String top) {
        String here = gridId;
        while (here != null && !here.equals(top)) {
            here = places.get(here).parent;
        }
        return here != null;
    }

    private List<Away> away(String person) {
        return away.computeIfAbsent(person, ignored -> new ArrayList<>());
    }

    private void tenure(GridEvent event, String role, String person, Instant from) {
        places.get(event.gridId()).tenures.add(new Tenure(role, person, from));
    }

    private void end(GridEvent event, String role, String person, Instant at) {
        for (Tenure tenure : places.get(event.gridId()).tenures) {
            if (tenure.role.equals(role) && tenure.person.equals(person) && within(at, tenure.from, tenure.to)) {
                tenure.to = at;
            }
        }
    }

    private static boolean within(Instant at, Instant from, @Nullable Instant to) {
        return !at.isBefore(from) && (to == null || at.isBefore(to));
    }

    private boolean required(Place place, String role, Instant at) {
        boolean stands = !at.isBefore(place.founded)
                && (place.retired == null || at.isBefore(place.retired) || error == Error.A_RETIRED_GRID_IS_REQUIRED);
        boolean once = place.tenures.stream()
                .anyMatch(tenure -> tenure.role.equals(role)
                        && !tenure.from.isAfter(at)
                        && (tenure.to == null || tenure.from.isBefore(tenure.to)));
        boolean duty = error != Error.DUTIES_DO_NOT_REQUIRE
                && place.duties.values().stream()
                        .anyMatch(each -> each.role.equals(role) && within(at, each.from, each.to));
        return stands
                && (role.equals("FIRST_RESPONSIBLE") || once || duty)
                && (place.kind != GridKind.TIME_SLOT || inHours(place, at));
    }

    private boolean inHours(Place slot, Instant at) {
        if (error == Error.EVERY_MINUTE_OF_A_SLOT_IS_REQUIRED) {
            return true;
        }
        SlotHoursSet inForce = null;
        for (SlotHoursSet set : slot.hours) {
            if (!set.effectiveFrom().isAfter(at)) {
                inForce = set;
            }
        }
        if (inForce == null) {
            return false;
        }
        LocalDateTime wall = LocalDateTime.ofInstant(at, inForce.timeZone());
        int minute = wall.getHour() * 60 + wall.getMinute();
        int from = inForce.from().getHour() * 60 + inForce.from().getMinute();
        int to = inForce.to().getHour() * 60 + inForce.to().getMinute();
        DayOfWeek today = wall.getDayOfWeek();
        return from < to
                ? inForce.days().contains(today) && minute >= from && minute < to
                : inForce.days().contains(today) && minute >= from
                        || inForce.days().contains(today.minus(1)) && minute < to;
    }

    private @Nullable String reason(Place place, String role, Instant at) {
        boolean ever = false;
        boolean standing = false;
        boolean leave = false;
        for (Tenure tenure : place.tenures) {
            boolean lasts = tenure.to == null || tenure.from.isBefore(tenure.to);
            if (!tenure.role.equals(role) || !lasts) {
                continue;
            }
            ever |= !tenure.from.isAfter(at);
            Instant to = tenure.to != null && error == Error.ONE_MINUTE_TOO_LONG
                    ? tenure.to.plus(Duration.ofMinutes(1))
                    : tenure.to;
            if (!within(at, tenure.from, to)) {
                continue;
            }
            standing = true;
            String person = tenure.person;
            for (int i = place.covers.size() - 1; i >= 0 && error != Error.STAND_INS_DO_NOT_COUNT; i--) {
                Cover cover = place.covers.get(i);
                if (cover.role.equals(role) && cover.whom.equals(tenure.person) && within(at, cover.from, cover.to)) {
                    person = cover.person;
                }
            }
            boolean onLeave = false;
            boolean left = false;
            for (Away each : away(person)) {
                if (within(at, each.from, each.to)) {
                    left |= each.left && error != Error.WHO_HAS_LEFT_STILL_ANSWERS;
                    onLeave |= !each.left && error != Error.LEAVE_DOES_NOT_COUNT;
                }
            }
            if (!left && !onLeave) {
                return null;
            }
            leave |= !left;
        }
        if (standing) {
            return leave ? "ON_LEAVE" : "LEFT";
        }
        return ever ? "VACANT" : "NEVER_ASSIGNED";
    }
}
