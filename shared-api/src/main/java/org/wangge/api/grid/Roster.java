package org.wangge.api.grid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * 责任名册: who holds which role in one grid, at any instant: a fold of the grid's events, in their order. Intervals are closed at
 * their start and open at their end.
 */
public final class Roster {

    /** A person holds a role from an instant on; {@code to} is none as long as no end is known. */
    public record Tenure(
            String role,
            String personId,
            Instant from,
            @Nullable Instant to) {

        public boolean covers(Instant at) {
            return !at.isBefore(from) && (to == null || at.isBefore(to));
        }

        /** True when both hold at some instant, this tenure being without an end from {@code start} on. */
        public boolean reachesPast(Instant start) {
            return to == null || to.isAfter(start);
        }
    }

    /** Somebody covers somebody else's tenure for a bounded time. */
    public record Cover(String role, String personId, String forPersonId, Instant from, Instant to) {

        public boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }

        boolean overlaps(Instant otherFrom, Instant otherTo) {
            return from.isBefore(otherTo) && otherFrom.isBefore(to);
        }
    }

    private final List<Tenure> tenures = new ArrayList<>();
    private final List<Cover> covers = new ArrayList<>();

    /** Takes in the next event of the grid. */
    public void evolve(GridEvent event) {
        switch (event) {
            case GridEvent.ResponsibilityAssigned e ->
                tenures.add(new Tenure(e.role(), e.personId(), e.effectiveFrom(), null));
            case GridEvent.ResponsibilityHandedOver e -> {
                end(e.role(), e.fromPersonId(), e.effectiveAt());
                tenures.add(new Tenure(e.role(), e.toPersonId(), e.effectiveAt(), null));
            }
            case GridEvent.ResponsibilityRelieved e -> end(e.role(), e.personId(), e.effectiveAt());
            case GridEvent.StandInAppointed e ->
                covers.add(new Cover(e.role(), e.personId(), e.forPersonId(), e.from(), e.to()));
            case GridEvent.GridDefined ignored -> {}
            case GridEvent.GridRenamed ignored -> {}
            case GridEvent.GridMoved ignored -> {}
            case GridEvent.GridRetired ignored -> {}
            case GridEvent.OpenItemsHandedOver ignored -> {}
            case GridEvent.ResponsibilityLetterSigned ignored -> {}
            case GridEvent.SlotHoursSet ignored -> {}
            case GridEvent.BusinessLineSet ignored -> {}
        }
    }

    private void end(String role, String personId, Instant at) {
        for (int i = 0; i < tenures.size(); i++) {
            Tenure tenure = tenures.get(i);
            if (tenure.role().equals(role) && tenure.personId().equals(personId) && tenure.covers(at)) {
                tenures.set(i, new Tenure(role, personId, tenure.from(), at));
            }
        }
    }

    /** The tenures of one role, in the order in which they were recorded. */
    public List<Tenure> tenures(String role) {
        return tenures.stream().filter(tenure -> tenure.role().equals(role)).toList();
    }

    /** The person's tenure of the role at that instant, whether or not somebody stands in. */
    public Optional<Tenure> tenure(String role, String personId, Instant at) {
        return tenures(role).stream()
                .filter(tenure -> tenure.personId().equals(personId) && tenure.covers(at))
                .findFirst();
    }

    /** Covers of the person in the role that overlap the interval. */
    public List<Cover> covers(String role, String forPersonId, Instant from, Instant to) {
        return covers.stream()
                .filter(cover -> cover.role().equals(role)
                        && cover.forPersonId().equals(forPersonId)
                        && cover.overlaps(from, to))
                .toList();
    }

    /** Who answers in that role at that instant: stand-ins in the place of those whom they cover; sorted, maybe empty. */
    public List<String> holders(String role, Instant at) {
        TreeSet<String> holders = new TreeSet<>();
        for (Tenure tenure : tenures(role)) {
            if (tenure.covers(at)) {
                holders.add(covers.stream()
                        .filter(cover -> cover.role().equals(role)
                                && cover.forPersonId().equals(tenure.personId())
                                && cover.covers(at))
                        .map(Cover::personId)
                        .findFirst()
                        .orElse(tenure.personId()));
            }
        }
        return List.copyOf(holders);
    }

    /** Everybody who holds any role at that instant, by role. */
    public Map<String, List<String>> holders(Instant at) {
        Map<String, List<String>> byRole = new LinkedHashMap<>();
        tenures.stream().map(Tenure::role).distinct().sorted().forEach(role -> byRole.put(role, holders(role, at)));
        return byRole;
    }
}
