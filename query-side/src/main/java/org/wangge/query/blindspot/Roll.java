package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wangge.api.grid.SlotHours.Span;

/**
 * 值守名单: who held one role of one grid, who stood in, and who of them was away; told apart into pieces of time within which
 * nothing changes.
 *
 * @param tenures that last some time, by their beginning
 * @param covers in the order in which they were recorded: where two overlap, the first counts
 * @param endings in the order in which they were recorded
 * @param absences by person
 */
record Roll(List<Tenure> tenures, List<Cover> covers, List<Ending> endings, Map<String, List<Absence>> absences) {

    static final Roll EMPTY = new Roll(List.of(), List.of(), List.of(), Map.of());

    /** A person holds the role from an instant on, to another where an end is known. */
    record Tenure(String personId, Instant from, @Nullable Instant to, String eventId) {}

    /** Somebody covers somebody. */
    record Cover(String personId, String forPersonId, Instant from, Instant to, String eventId) {}

    /** An event that ended a tenure. */
    record Ending(Instant at, String eventId) {}

    /** A person does not answer; for good where there is no end. */
    record Absence(boolean left, Instant from, @Nullable Instant to, String eventId) {}

    /** Somebody who answers. */
    record Holder(String personId, @Nullable String standingInFor, List<String> eventIds) {}

    /**
     * A stretch of time in which the same people answer, or nobody for the same reason.
     *
     * @param reason none where somebody answers
     * @param eventIds behind the reason
     */
    record Piece(
            Instant from, Instant to, List<Holder> holders, BlindSpot.@Nullable Reason reason, List<String> eventIds) {

        boolean sameAs(Piece other) {
            return holders.equals(other.holders) && reason == other.reason && eventIds.equals(other.eventIds);
        }
    }

    /** What held in each of the spans, in order; pieces that touch differ. */
    List<Piece> pieces(Spans spans) {
        TreeSet<Instant> edges = edges();
        List<Piece> pieces = new ArrayList<>();
        for (Span span : spans.all()) {
            Instant from = span.from();
            while (from.isBefore(span.to())) {
                Instant next = edges.higher(from);
                Instant to = next == null || next.isAfter(span.to()) ? span.to() : next;
                Piece piece = at(from, to);
                if (!pieces.isEmpty()
                        && pieces.getLast().to().equals(from)
                        && pieces.getLast().sameAs(piece)) {
                    piece = at(pieces.removeLast().from(), to, piece);
                }
                pieces.add(piece);
                from = to;
            }
        }
        return pieces;
    }

    private static Piece at(Instant from, Instant to, Piece piece) {
        return new Piece(from, to, piece.holders(), piece.reason(), piece.eventIds());
    }

    /** When somebody answers, within the spans. */
    Spans answered(Spans within) {
        return Spans.union(pieces(within).stream()
                .filter(piece -> piece.reason() == null)
                .map(piece -> new Span(piece.from(), piece.to()))
                .toList());
    }

    /** Everybody who holds or covers the role at some time within the span. */
    List<String> peopleWithin(Instant from, Instant to) {
        TreeSet<String> people = new TreeSet<>();
        tenures.stream()
                .filter(tenure -> tenure.from().isBefore(to)
                        && (tenure.to() == null || tenure.to().isAfter(from)))
                .forEach(tenure -> people.add(tenure.personId()));
        covers.stream()
                .filter(cover -> cover.from().isBefore(to) && cover.to().isAfter(from))
                .forEach(cover -> people.add(cover.personId()));
        return List.copyOf(people);
    }

    private TreeSet<Instant> edges() {
        TreeSet<Instant> edges = new TreeSet<>();
        TreeSet<String> people = new TreeSet<>();
        for (Tenure tenure : tenures) {
            add(edges, tenure.from(), tenure.to());
            people.add(tenure.personId());
        }
        for (Cover cover : covers) {
            add(edges, cover.from(), cover.to());
            people.add(cover.personId());
        }
        endings.forEach(ending -> edges.add(ending.at()));
        for (String person : people) {
            absences.getOrDefault(person, List.of()).forEach(absence -> add(edges, absence.from(), absence.to()));
        }
        return edges;
    }

    private static void add(TreeSet<Instant> edges, Instant from, @Nullable Instant to) {
        edges.add(from);
        if (to != null) {
            edges.add(to);
        }
    }

    /** What holds at {@code from}, said of the stretch to {@code to}. */
    private Piece at(Instant from, Instant to) {
        List<Holder> holders = new ArrayList<>();
        List<String> events = new ArrayList<>();
        boolean standing = false;
        boolean onLeave = false;
        for (Tenure tenure : tenures) {
            if (!within(from, tenure.from(), tenure.to())) {
                continue;
            }
            standing = true;
            Cover cover = covers.stream()
                    .filter(each ->
                            each.forPersonId().equals(tenure.personId()) && within(from, each.from(), each.to()))
                    .findFirst()
                    .orElse(null);
            List<String> made = cover == null ? List.of(tenure.eventId()) : List.of(tenure.eventId(), cover.eventId());
            String person = cover == null ? tenure.personId() : cover.personId();
            Absence absence = absence(person, from);
            if (absence == null) {
                holders.add(new Holder(person, cover == null ? null : tenure.personId(), made));
            } else {
                events.addAll(made);
                events.add(absence.eventId());
                onLeave |= !absence.left();
            }
        }
        if (!holders.isEmpty()) {
            holders.sort(Comparator.comparing(Holder::personId));
            return new Piece(from, to, List.copyOf(holders), null, List.of());
        }
        if (standing) {
            BlindSpot.Reason reason = onLeave ? BlindSpot.Reason.ON_LEAVE : BlindSpot.Reason.LEFT;
            return new Piece(from, to, List.of(), reason, List.copyOf(events));
        }
        boolean ever = tenures.stream().anyMatch(tenure -> !tenure.from().isAfter(from));
        return ever
                ? new Piece(from, to, List.of(), BlindSpot.Reason.VACANT, lastEnding(from))
                : new Piece(from, to, List.of(), BlindSpot.Reason.NEVER_ASSIGNED, List.of());
    }

    private static boolean within(Instant at, Instant from, @Nullable Instant to) {
        return !at.isBefore(from) && (to == null || at.isBefore(to));
    }

    private @Nullable Absence absence(String person, Instant at) {
        Absence found = null;
        for (Absence absence : absences.getOrDefault(person, List.of())) {
            if (within(at, absence.from(), absence.to()) && (found == null || absence.left())) {
                found = absence;
            }
        }
        return found;
    }

    private List<String> lastEnding(Instant at) {
        Ending last = null;
        for (Ending ending : endings) {
            if (!ending.at().isAfter(at) && (last == null || !ending.at().isBefore(last.at()))) {
                last = ending;
            }
        }
        return last == null ? List.of() : List.of(last.eventId());
    }
}
