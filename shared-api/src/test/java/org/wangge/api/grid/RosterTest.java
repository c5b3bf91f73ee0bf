package org.wangge.api.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;

/** 责任名册: held, minute by minute, against a table that knows no intervals. */
class RosterTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 90;
    private static final List<String> ROLES = List.of("LEAD", "GRID_MEMBER");
    private static final List<String> PEOPLE = List.of("p-1", "p-2", "p-3", "p-4");

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }

    /** For each role and minute: who holds it, and who stands in for whom. */
    private static final class Table {
        private final Map<String, Boolean> holds = new HashMap<>();
        private final Map<String, String> covered = new HashMap<>();
        /** Where a tenure ended: two that meet there stay two, and the earlier one's end has been recorded. */
        private final Set<String> ends = new HashSet<>();

        private static String cell(String role, String person, int minute) {
            return role + "/" + person + "/" + minute;
        }

        boolean holds(String role, String person, int minute) {
            return holds.getOrDefault(cell(role, person, minute), false);
        }

        void from(String role, String person, int minute, boolean value) {
            if (!value) {
                ends.add(cell(role, person, minute));
            }
            for (int m = minute; m < MINUTES; m++) {
                holds.put(cell(role, person, m), value);
            }
        }

        boolean freeFrom(String role, String person, int minute) {
            for (int m = minute; m < MINUTES; m++) {
                if (holds(role, person, m)) {
                    return false;
                }
            }
            return true;
        }

        boolean toTheEnd(String role, String person, int minute) {
            for (int m = minute; m < MINUTES; m++) {
                if (!holds(role, person, m) || m > minute && ends.contains(cell(role, person, m))) {
                    return false;
                }
            }
            return true;
        }

        boolean uncovered(String role, String person, int from, int to) {
            for (int m = from; m < to; m++) {
                if (covered.containsKey(cell(role, person, m))) {
                    return false;
                }
            }
            return true;
        }

        void cover(String role, String standIn, String person, int from, int to) {
            for (int m = from; m < to; m++) {
                covered.put(cell(role, person, m), standIn);
            }
        }

        List<String> answering(String role, int minute) {
            TreeSet<String> answering = new TreeSet<>();
            for (String person : PEOPLE) {
                if (holds(role, person, minute)) {
                    answering.add(covered.getOrDefault(cell(role, person, minute), person));
                }
            }
            return List.copyOf(answering);
        }
    }

    /** A random history of what the rules allow; {@code planted} may falsify an event on its way to the roster. */
    private static void compare(long seed, UnaryOperator<GridEvent> planted) {
        Random random = new Random(seed);
        Table table = new Table();
        Roster roster = new Roster();
        List<GridEvent> history = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            GridEvent event = next(random, table);
            if (event != null) {
                history.add(event);
                roster.evolve(planted.apply(event));
            }
        }
        for (String role : ROLES) {
            for (int m = 0; m < MINUTES; m++) {
                assertThat(roster.holders(role, minute(m)))
                        .as("seed %d, %s in minute %d, after %s", seed, role, m, history)
                        .isEqualTo(table.answering(role, m));
                assertThat(roster.holders(minute(m)).getOrDefault(role, List.of()))
                        .isEqualTo(table.answering(role, m));
            }
        }
    }

    private static @org.jspecify.annotations.Nullable GridEvent next(Random random, Table table) {
        String role = ROLES.get(random.nextInt(ROLES.size()));
        String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        String other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        int at = random.nextInt(MINUTES);
        switch (random.nextInt(4)) {
            case 0 -> {
                if (table.freeFrom(role, person, at)) {
                    table.from(role, person, at, true);
                    return new ResponsibilityAssigned("g", role, person, minute(at), "r");
                }
            }
            case 1 -> {
                if (!person.equals(other) && table.toTheEnd(role, person, at) && table.freeFrom(role, other, at)) {
                    table.from(role, person, at, false);
                    table.from(role, other, at, true);
                    return new ResponsibilityHandedOver(
                            "g", role, person, other, minute(at), "why", List.of(), List.of(), "r");
                }
            }
            case 2 -> {
                if (table.toTheEnd(role, person, at)) {
                    table.from(role, person, at, false);
                    return new ResponsibilityRelieved("g", role, person, minute(at), "why", false);
                }
            }
            default -> {
                int to = Math.min(MINUTES, at + 1 + random.nextInt(20));
                if (!person.equals(other) && table.holds(role, person, at) && table.uncovered(role, person, at, to)) {
                    table.cover(role, other, person, at, to);
                    return new StandInAppointed("g", role, other, person, minute(at), minute(to));
                }
            }
        }
        return null;
    }

    @Test
    void theRosterAnswersAsATableOfMinutesDoes() {
        long first = Long.getLong("wangge.seed", System.nanoTime());
        System.out.println("RosterTest: seeds from " + first + " (repeat with -Dwangge.seed=" + first + ")");
        for (long seed = first; seed < first + 300; seed++) {
            compare(seed, UnaryOperator.identity());
        }
    }

    @Test
    void aHandoverAMinuteLateIsFound() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 50; seed++) {
                        compare(seed, RosterTest::oneMinuteLate);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed");
    }

    private static GridEvent oneMinuteLate(GridEvent event) {
        return event instanceof ResponsibilityHandedOver e
                ? new ResponsibilityHandedOver(
                        e.gridId(),
                        e.role(),
                        e.fromPersonId(),
                        e.toPersonId(),
                        e.effectiveAt().plusSeconds(60),
                        e.reason(),
                        e.openCaseIds(),
                        e.dutyIds(),
                        e.rules())
                : event;
    }

    @Test
    void aStandInThatIsForgottenIsFound() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 50; seed++) {
                        compare(
                                seed,
                                event -> event instanceof StandInAppointed
                                        ? new GridEvent.GridRenamed("g", "n")
                                        : event);
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void intervalsAreClosedAtTheirStartAndOpenAtTheirEnd() {
        Roster roster = new Roster();
        roster.evolve(new ResponsibilityAssigned("g", "LEAD", "p-1", minute(10), "r"));
        roster.evolve(new ResponsibilityRelieved("g", "LEAD", "p-1", minute(20), "why", true));

        assertThat(roster.holders("LEAD", minute(10).minusNanos(1000))).isEmpty();
        assertThat(roster.holders("LEAD", minute(10))).containsExactly("p-1");
        assertThat(roster.holders("LEAD", minute(20).minusNanos(1000))).containsExactly("p-1");
        assertThat(roster.holders("LEAD", minute(20))).isEmpty();
    }
}
