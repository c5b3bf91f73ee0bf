package org.wangge.query.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

    /** Some points that are asked as known at the same instant: the events are read once for them. */
    private record Knowledge(Town town, @Nullable Instant knownAt, Map<NaiveChain.Error, NaiveChain> folds) {

        Knowledge(Town town, @Nullable Instant knownAt) {
            this(town, knownAt, new EnumMap<>(NaiveChain.Error.class));
        }

        NaiveChain fold(NaiveChain.Error error) {
            return folds.computeIfAbsent(error, each -> NaiveChain.fold(town.facts, each, knownAt));
        }
    }

    private record Point(
            Knowledge known,
            String gridId,
            Instant at,
            @Nullable String line) {

        List<String> shown() {
            return NaiveChain.told(Responsible.chain(TABLES.sql(), gridId, at, line, known.knownAt)
                    .orElseThrow());
        }

        List<String> folded(NaiveChain.Error error) {
            return known.fold(error).ask(gridId, at, line);
        }

        @Override
        public String toString() {
            return gridId + " at " + at + " line " + line + " known at " + known.knownAt;
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

    private static Knowledge knowledge(Random random, List<Town> towns) {
        Town town = towns.get(random.nextInt(towns.size()));
        return new Knowledge(town, random.nextInt(3) == 0 ? null : edge(random, town));
    }

    /** A third asks about the present; some lie exactly where something began, ended or was recorded. */
    private static Point point(Random random, Knowledge known) {
        List<String> grids = known.town.events.grids();
        return new Point(
                known,
                grids.get(random.nextInt(grids.size())),
                random.nextInt(3) == 0 ? known.town.events.now() : edge(random, known.town),
                random.nextInt(3) == 0 ? null : RandomTown.LINES.get(random.nextInt(2)));
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
        TABLES.sql().sql("set plan_cache_mode = force_generic_plan").update();
        int held = 0;
        // Planted errors that no answer has shown yet: all must show, so that the comparison is known to be able to
        // fail.
        Set<NaiveChain.Error> unnoticed = EnumSet.complementOf(EnumSet.of(NaiveChain.Error.NONE));
        Knowledge known = knowledge(random, towns);
        for (int i = 0; i < POINTS; i++) {
            if (i % 20 == 0) {
                known = knowledge(random, towns);
            }
            Point point = point(random, known);
            List<String> shown = point.shown();
            assertThat(shown)
                    .as("seed %s, point %s: %s", seed, i, point)
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
                        for (int i = 0; i < 300; i++) {
                            Point point = point(random, knowledge(random, List.of(town)));
                            assertThat(point.shown()).isEqualTo(point.folded(NaiveChain.Error.NONE));
                        }
                    })
                    .as("seed %s: %s", seed, corruption)
                    .isInstanceOf(AssertionError.class);
            TABLES.sql().sql("rollback to savepoint sound").update();
        }
    }
}
