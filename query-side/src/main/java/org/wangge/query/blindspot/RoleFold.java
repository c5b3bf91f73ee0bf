package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.SlotHours.Span;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.query.blindspot.Roll.Absence;
import org.wangge.query.blindspot.Roll.Tenure;

/** One role of one grid, folded from the events of the grid and of the people alone: no table, no view. */
final class RoleFold {

    private final String role;
    private final List<Tenure> tenures = new ArrayList<>();
    private final List<Roll.Cover> covers = new ArrayList<>();
    private final List<Roll.Ending> endings = new ArrayList<>();
    private final Map<String, List<Absence>> absences = new HashMap<>();
    private final List<SlotHoursSet> hours = new ArrayList<>();
    private GridKind kind = GridKind.AREA;
    private @Nullable Instant retired;

    RoleFold(String role) {
        this.role = role;
    }

    /** Takes in the next event of the grid or of a person; those that are not about the role pass by. */
    void take(StoredEvent event) {
        String id = event.eventId();
        switch (event.payload()) {
            case GridDefined e -> kind = e.kind();
            case GridRetired e -> retired = event.occurredAt();
            case ResponsibilityAssigned e
            when e.role().equals(role) -> tenures.add(new Tenure(e.personId(), e.effectiveFrom(), null, id));
            case ResponsibilityHandedOver e
            when e.role().equals(role) -> {
                end(e.fromPersonId(), e.effectiveAt(), id);
                tenures.add(new Tenure(e.toPersonId(), e.effectiveAt(), null, id));
            }
            case ResponsibilityRelieved e when e.role().equals(role) -> end(e.personId(), e.effectiveAt(), id);
            case StandInAppointed e
            when e.role().equals(role) ->
                covers.add(new Roll.Cover(e.personId(), e.forPersonId(), e.from(), e.to(), id));
            case SlotHoursSet e -> {
                hours.removeIf(former -> !former.effectiveFrom().isBefore(e.effectiveFrom()));
                hours.add(e);
            }
            case LeaveRecorded e -> absencesOf(e.personId()).add(new Absence(false, e.from(), e.to(), id));
            case LeaveCancelled e ->
                absencesOf(e.personId())
                        .replaceAll(change(
                                absence -> !absence.left() && absence.from().equals(e.from()),
                                absence -> new Absence(false, absence.from(), e.effectiveFrom(), absence.eventId())));
            case PersonLeft e -> absencesOf(e.personId()).add(new Absence(true, event.occurredAt(), null, id));
            default -> {}
        }
    }

    private static <T> UnaryOperator<T> change(Predicate<T> which, UnaryOperator<T> how) {
        return each -> which.test(each) ? how.apply(each) : each;
    }

    private List<Absence> absencesOf(String person) {
        return absences.computeIfAbsent(person, id -> new ArrayList<>());
    }

    private void end(String person, Instant at, String eventId) {
        endings.add(new Roll.Ending(at, eventId));
        tenures.replaceAll(change(
                tenure -> tenure.personId().equals(person)
                        && !at.isBefore(tenure.from())
                        && (tenure.to() == null || at.isBefore(tenure.to())),
                tenure -> new Tenure(person, tenure.from(), at, tenure.eventId())));
    }

    Roll roll() {
        return new Roll(
                tenures.stream()
                        .filter(tenure -> tenure.to() == null || tenure.from().isBefore(tenure.to()))
                        .toList(),
                List.copyOf(covers),
                List.copyOf(endings),
                Map.copyOf(absences));
    }

    /** When somebody has to answer within the interval: until the grid is retired, and for a time slot within its hours. */
    Spans required(Instant from, Instant to) {
        Spans stands = Spans.of(from, retired != null && retired.isBefore(to) ? retired : to);
        if (kind != GridKind.TIME_SLOT) {
            return stands;
        }
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            Instant begin = hours.get(i).effectiveFrom();
            Instant end = i + 1 < hours.size() ? hours.get(i + 1).effectiveFrom() : to;
            spans.addAll(hours.get(i).hours().spans(begin.isAfter(from) ? begin : from, end.isBefore(to) ? end : to));
        }
        return Spans.union(spans).and(stands);
    }
}
