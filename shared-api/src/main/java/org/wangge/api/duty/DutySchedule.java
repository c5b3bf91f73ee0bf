package org.wangge.api.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.duty.DutyEvent.Window;

/**
 * 履职时间表: which windows a duty has, folded from its events alone, so that the command side which judges a window and the query
 * side which shows the open ones cannot disagree.
 *
 * <p>Windows that open at or after an amendment's {@code effectiveFrom} follow the amended rule. No window opens from a
 * suspension on until the resumption, nor from a retirement on. A window that has opened stays as it is.
 *
 * @param establishedAt when the duty was recorded; windows that opened before may be fulfilled, but are owed by nobody
 * @param changes when each change of the duty was recorded or took effect, whichever was first, by place in the stream
 */
public record DutySchedule(
        String dutyId,
        String gridId,
        String role,
        DutyKind kind,
        Instant establishedAt,
        List<Rule> rules,
        List<Pause> pauses,
        @Nullable Instant retiredFrom,
        List<Instant> changes) {

    /** One rule of the duty and the instant from which windows follow it. */
    public record Rule(Instant from, Recurrence recurrence) {}

    /** A suspension; no end means that nobody has resumed the duty yet. */
    public record Pause(Instant from, @Nullable Instant until) {}

    private record Span(Instant from, Instant until) {}

    public DutySchedule {
        rules = List.copyOf(rules);
        pauses = List.copyOf(pauses);
        changes = List.copyOf(changes);
    }

    /** The schedule as the duty began. */
    public static DutySchedule establishedBy(DutyEstablished event, Instant recordedAt) {
        Recurrence recurrence = Recurrence.of(
                event.recurrence(), event.start(), event.timeZone(), event.window(), event.grace(), event.rules());
        return new DutySchedule(
                event.dutyId(),
                event.gridId(),
                event.role(),
                event.kind(),
                recordedAt,
                List.of(new Rule(Instant.MIN, recurrence)),
                List.of(),
                null,
                List.of(recordedAt));
    }

    /** The schedule after one more event of the duty. What happened in a window changes no schedule. */
    public DutySchedule after(DutyEvent event, Instant recordedAt) {
        return switch (event) {
            case DutyEstablished again -> throw new IllegalStateException("established twice: " + again.dutyId());
            case DutyAmended amended -> {
                Recurrence recurrence = Recurrence.of(
                        amended.recurrence(),
                        amended.start(),
                        amended.timeZone(),
                        amended.window(),
                        amended.grace(),
                        amended.rules());
                yield with(
                        plus(rules, new Rule(amended.effectiveFrom(), recurrence)),
                        pauses,
                        retiredFrom,
                        earlier(recordedAt, amended.effectiveFrom()));
            }
            case DutySuspended suspended ->
                with(
                        rules,
                        plus(pauses, new Pause(suspended.effectiveFrom(), null)),
                        retiredFrom,
                        earlier(recordedAt, suspended.effectiveFrom()));
            case DutyResumed resumed -> {
                List<Pause> ended = new ArrayList<>(pauses);
                ended.set(ended.size() - 1, new Pause(ended.getLast().from(), resumed.effectiveFrom()));
                yield with(rules, ended, retiredFrom, earlier(recordedAt, resumed.effectiveFrom()));
            }
            case DutyRetired retired ->
                with(rules, pauses, retired.effectiveFrom(), earlier(recordedAt, retired.effectiveFrom()));
            case OccurrenceEvent decided -> this;
        };
    }

    /** The windows that open in {@code [from, to)}, in order, computed as they are asked for. */
    public Stream<Window> windows(Instant from, Instant to) {
        Stream<Window> all = Stream.empty();
        for (int rule = 0; rule < rules.size(); rule++) {
            all = Stream.concat(all, windowsOfRule(rule, from, to));
        }
        return all;
    }

    /** The windows of one rule (counted from 0) that open in {@code [from, to)}; their due instants never decrease. */
    public Stream<Window> windowsOfRule(int rule, Instant from, Instant to) {
        Instant begins = later(rules.get(rule).from(), from);
        Instant ends = rule + 1 < rules.size() ? earlier(rules.get(rule + 1).from(), to) : to;
        Instant stops = retiredFrom == null ? ends : earlier(ends, retiredFrom);
        Recurrence recurrence = rules.get(rule).recurrence();
        // Not flatMap: its iterator would compute every window until the end of time before it gave out the first.
        Stream<Window> all = Stream.empty();
        for (Span span : unpaused(begins, stops)) {
            all = Stream.concat(all, recurrence.windows(span.from(), span.until()));
        }
        return all;
    }

    /** The window that opens at exactly this instant. */
    public Optional<Window> windowOpening(Instant windowStart) {
        return windows(windowStart, windowStart.plusNanos(1)).findFirst();
    }

    /** The window that is open at the instant; the last opened one where an amendment made two meet. */
    public Optional<Window> windowAt(Instant instant) {
        return reaching(instant)
                .filter(window -> instant.isBefore(window.windowEnd()))
                .max(Comparator.comparing(Window::windowStart));
    }

    /** The window that an act at this instant counts for: the open one, else the last one that is still in its grace. */
    public Optional<Window> windowFor(Instant act) {
        return windowAt(act)
                .or(() -> reaching(act)
                        .filter(window -> act.isBefore(window.dueAt()))
                        .max(Comparator.comparing(Window::windowStart)));
    }

    /** The first window that opens after the instant, within the time that a calendar knows. */
    public Optional<Window> nextAfter(Instant instant) {
        return windows(instant.plusNanos(1), Instant.MAX).findFirst();
    }

    /** Whether somebody had to act in this window: it opened when the duty was known already. */
    public boolean owed(Window window) {
        return !window.windowStart().isBefore(establishedAt);
    }

    /** The windows that somebody had to act in and whose due time lies in {@code (from, to]}. */
    public Stream<Window> fallingDue(Instant from, Instant to) {
        return windows(from.minus(reach()), to)
                .filter(window ->
                        window.dueAt().isAfter(from) && !window.dueAt().isAfter(to) && owed(window));
    }

    private Stream<Window> reaching(Instant instant) {
        return windows(instant.minus(reach()), instant.plusNanos(1));
    }

    private Duration reach() {
        return rules.stream()
                .map(rule -> rule.recurrence().reach())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<Span> unpaused(Instant from, Instant until) {
        List<Span> open = new ArrayList<>();
        Instant begins = from;
        for (Pause pause : pauses) {
            if (begins.isBefore(pause.from())) {
                open.add(new Span(begins, earlier(pause.from(), until)));
            }
            if (pause.until() == null) {
                return open;
            }
            begins = later(begins, pause.until());
        }
        if (begins.isBefore(until)) {
            open.add(new Span(begins, until));
        }
        return open;
    }

    private DutySchedule with(
            List<Rule> newRules, List<Pause> newPauses, @Nullable Instant newRetiredFrom, Instant change) {
        return new DutySchedule(
                dutyId, gridId, role, kind, establishedAt, newRules, newPauses, newRetiredFrom, plus(changes, change));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
