package org.wangge.query.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.query.RandomTown;
import org.wangge.query.Tables;
import org.wangge.query.Tables.Fact;
import org.wangge.query.grid.GridTables;

/** The resolver's query gives what reading the events one by one gives, at any time and as known at any time. */
class ResponsibleAgainstFoldTest {

    private static final int TOWNS = 10;
    private static final int POINTS = 10_000;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Tables TABLES =
            new Tables(List.of(GridTables.view(), new ResponsibilityView().responsibilityTables()));

    @AfterAll
    static void close() {
        TABLES.close();
    }

    private record Town(RandomTown events, List<Fact> facts) {}

    private record Point(
            Town town,
            String gridId,
            Instant at,
            @Nullable String line,
            @Nullable Instant knownAt) {

        List<String> shown() {
            return NaiveChain.told(
                    Responsible.chain(TABLES.sql(), gridId, at, line, knownAt).orElseThrow());
        }

        List<String> folded(NaiveChain.Error error) {
            return NaiveChain.of(town.facts, error, gridId, at, line, knownAt);
        }
    }

    private static Town town(Random random, String name, int things) {
        List<Fact> facts = new ArrayList<>();
        RandomTown events = new RandomTown(
                random,
                name,
                START,
                Duration.ofDays(6),
                8,
                (event, occurredAt, recordedAt) -> facts.add(TABLES.record(event, occurredAt, recordedAt)));
        events.found(2, 8);
        events.live(things);
        return new Town(events, facts);
    }

    /** Every third point asks for one of the clocks alone; some lie exactly where something began, ended or was recorded. */
    private static Point point(Random random, List<Town> towns, int number) {
        Town town = towns.get(random.nextInt(towns.size()));
        List<String> grids = town.events.grids();
        Instant at = edge(random, town);
        Instant knownAt = edge(random, town);
        return new Point(
                town,
                grids.get(random.nextInt(grids.size())),
                number % 3 == 1 ? town.events.now() : at,
                random.nextInt(3) == 0 ? null : RandomTown.LINES.get(random.nextInt(2)),
                number % 3 == 0 ? null : knownAt);
    }

    private static Instant edge(Random random, Town town) {
        Fact fact = town.facts.get(random.nextInt(town.facts.size()));
        return switch (random.nextInt(6)) {
            case 0 -> fact.recordedAt();
            case 1 -> fact.occurredAt();
            case 2, 3 -> effective(fact);
            default -> town.events.anytime();
        };
    }

    private static Instant effective(Fact fact) {
        return switch (fact.event()) {
            case ResponsibilityAssigned e -> e.effectiveFrom();
            case ResponsibilityHandedOver e -> e.effectiveAt();
            case ResponsibilityRelieved e -> e.effectiveAt();
            case StandInAppointed e -> e.to();
            case LeaveRecorded e -> e.to();
            case LeaveCancelled e -> e.effectiveFrom();
            default -> fact.occurredAt();
        };
    }

    @Test
    void tenThousandPointsAreWhatReadingTheEventsOneByOneGives() {
        long seed = Long.getLong("responsible.seed", new Random().nextLong());
        System.out.println("responsible.seed=" + seed);
        Random random = new Random(seed);
        List<Town> towns = new ArrayList<>();
        for (int i = 0; i < TOWNS; i++) {
            towns.add(town(random, "T" + seed % 1000 + "x" + i, 250));
        }
        TABLES.sql().sql("analyze").update();
        int held = 0;
        // Planted errors that no answer has shown yet: all must show, so that the comparison is known to be able to
        // fail.
        Set<NaiveChain.Error> unnoticed = EnumSet.complementOf(EnumSet.of(NaiveChain.Error.NONE));
        for (int i = 0; i < POINTS; i++) {
            Point point = point(random, towns, i);
            List<String> shown = point.shown();
            assertThat(shown)
                    .as(
                            "seed %s, point %s: %s at %s line %s known at %s",
                            seed, i, point.gridId, point.at, point.line, point.knownAt)
                    .isEqualTo(point.folded(NaiveChain.Error.NONE));
            held += shown.stream()
                            .anyMatch(line -> line.startsWith("FIRST_RESPONSIBLE: ") && !line.contains(": nobody"))
                    ? 1
                    : 0;
            unnoticed.removeIf(error -> !point.folded(error).equals(shown));
        }
        assertThat(held).as("seed %s: points at which somebody answers", seed).isBetween(POINTS / 4, POINTS - 1);
        assertThat(unnoticed)
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }

    @Test
    void aCorruptedRowIsNoticed() {
        long seed = Long.getLong("responsible.seed", new Random().nextLong());
        Random random = new Random(seed);
        Town town = town(random, "C" + seed % 1000, 250);
        for (String corruption : List.of(
                "update responsibility set person_id = 'p-nobody' where kind = 'ASSIGNMENT' and recorded_to is null",
                "update responsibility set recorded_from = recorded_from + interval '3 days'",
                "update absence set effective_to = effective_from where kind = 'LEAVE'",
                "delete from tenure_end",
                "update grid set parent_id = :top where parent_id <> :top")) {
            TABLES.sql().sql("savepoint sound").update();
            TABLES.sql().sql(corruption).param("top", town.events.top()).update();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 500; i++) {
                            Point point = point(random, List.of(town), i);
                            assertThat(point.shown()).isEqualTo(point.folded(NaiveChain.Error.NONE));
                        }
                    })
                    .as("seed %s: %s", seed, corruption)
                    .isInstanceOf(AssertionError.class);
            TABLES.sql().sql("rollback to savepoint sound").update();
        }
    }
}
