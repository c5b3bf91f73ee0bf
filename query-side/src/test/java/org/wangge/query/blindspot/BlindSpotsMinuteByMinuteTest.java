package org.wangge.query.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.CaseStories;
import org.wangge.query.RandomTown;
import org.wangge.query.Tables;
import org.wangge.query.Tables.Fact;
import org.wangge.query.grid.GridTables;
import org.wangge.query.ledger.LedgerTables;
import org.wangge.query.replay.View;
import org.wangge.query.responsibility.Chain;
import org.wangge.query.responsibility.ResponsibilityTables;
import org.wangge.query.responsibility.Responsible;

/** Blind spots are what one finds by looking at every minute of every role of every grid. */
class BlindSpotsMinuteByMinuteTest {

    private static final int ROSTERS = 1000;
    private static final Duration SPREAD = Duration.ofHours(20);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Tables TABLES = new Tables(views());

    private static List<View> views() {
        List<View> views = new ArrayList<>(LedgerTables.views());
        views.add(GridTables.view());
        views.add(ResponsibilityTables.view());
        return views;
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    private record Roster(String top, List<Fact> facts, List<UUID> cases, Instant end) {}

    /** A handful of grids over a day or two; gaps of all kinds are put in on purpose besides what chance brings. */
    private static Roster roster(Random random, String name) {
        List<Fact> facts = new ArrayList<>();
        RandomTown.Log log = (event, occurredAt, recordedAt) -> facts.add(TABLES.record(event, occurredAt, recordedAt));
        RandomTown town = new RandomTown(random, name, START, SPREAD, 4, log);
        town.found(1, 1 + random.nextInt(2));
        town.live(22);
        List<UUID> cases = new ArrayList<>();
        String grid = town.grids().get(random.nextInt(town.grids().size()));
        Instant occurred = START.plus(random.nextInt(1200), ChronoUnit.MINUTES);
        Instant now = town.now().isAfter(occurred) ? town.now() : occurred;
        log.record(
                new DutyEvent.DutyEstablished(
                        name + "-d",
                        grid,
                        random.nextBoolean() ? "LIAISON" : "GRID_MEMBER",
                        DutyKind.PATROL,
                        null,
                        "FREQ=DAILY",
                        LocalDateTime.of(2026, 3, 1, 8, 0),
                        ZoneId.of("Asia/Shanghai"),
                        Duration.ofHours(2),
                        Duration.ofHours(1),
                        "default-1"),
                occurred,
                now);
        if (random.nextBoolean()) {
            log.record(
                    new DutyEvent.DutyRetired(name + "-d", now.plus(random.nextInt(600), ChronoUnit.MINUTES), "停"),
                    now,
                    now);
        }
        UUID caseId = TimeOrderedIds.next();
        cases.add(caseId);
        log.record(CaseStories.reported(caseId, grid, "案件", null), occurred, now);
        if (random.nextInt(3) == 0) {
            log.record(new CaseEvent.CaseClosed(caseId, null, null), now, now.plusSeconds(60));
        }
        return new Roster(town.top(), facts, cases, now);
    }

    private static List<BlindSpot> found(Roster roster, Instant from, Instant to, @Nullable Instant knownAt) {
        return BlindSpots.in(TABLES.sql(), roster.top, from, to, knownAt, new DefaultRequiredRoles());
    }

    /** Stretches of minutes, whichever way they were cut by the events behind them. */
    private static List<String> minutes(List<BlindSpot> spots) {
        Map<String, Instant> open = new TreeMap<>();
        List<String> minutes = new ArrayList<>();
        for (BlindSpot spot : spots) {
            if (spot.kind() == BlindSpot.Kind.ROLE_UNHELD) {
                String what = spot.gridId() + " " + spot.role() + " " + spot.reason();
                String before = what + " to " + spot.since();
                Instant since = open.remove(before);
                open.put(what + " to " + spot.until(), since == null ? spot.since() : since);
            }
        }
        open.forEach((what, since) -> minutes.add(what + " since " + since));
        return minutes;
    }

    @Test
    void aThousandRostersHaveTheGapsThatEveryMinuteShows() {
        long seed = Long.getLong("blindspots.seed", new Random().nextLong());
        System.out.println("blindspots.seed=" + seed);
        Random random = new Random(seed);
        long told = 0;
        // Planted errors that no answer has shown yet: all must show, so that the comparison is known to be able to
        // fail.
        Set<NaiveBlindSpots.Error> unnoticed = EnumSet.complementOf(EnumSet.of(NaiveBlindSpots.Error.NONE));
        for (int i = 0; i < ROSTERS; i++) {
            if (i % 25 == 0) {
                TABLES.empty();
            }
            Roster roster = roster(random, "R" + i);
            Instant from = START.plus(random.nextInt(1200) - 300, ChronoUnit.MINUTES);
            Instant to = from.plus(1 + random.nextInt(1800), ChronoUnit.MINUTES);
            Instant knownAt = random.nextInt(3) == 0
                    ? roster.facts.get(random.nextInt(roster.facts.size())).recordedAt()
                    : null;
            List<String> shown = minutes(found(roster, from, to, knownAt));
            List<String> naive =
                    new ArrayList<>(NaiveBlindSpots.of(roster.facts, NaiveBlindSpots.Error.NONE, from, to, knownAt));
            naive.sort(null);
            assertThat(shown)
                    .as("seed %s, roster %s from %s to %s known at %s", seed, i, from, to, knownAt)
                    .isEqualTo(naive);
            told += shown.size();
            unnoticed.removeIf(error ->
                    !NaiveBlindSpots.of(roster.facts, error, from, to, knownAt).equals(shown));
        }
        assertThat(told).as("seed %s: stretches without a holder", seed).isGreaterThan(ROSTERS);
        assertThat(unnoticed)
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }

    /** Who answers for a case anywhere up the chain is asked of the resolver itself. */
    @Test
    void aCaseIsUnheldWhenTheResolverFindsNobody() {
        long seed = Long.getLong("blindspots.seed", new Random().nextLong());
        System.out.println("blindspots.seed=" + seed);
        Random random = new Random(seed);
        int unheld = 0;
        int held = 0;
        for (int i = 0; i < 60; i++) {
            TABLES.empty();
            Roster roster = roster(random, "C" + i);
            Instant from = START.plus(random.nextInt(600), ChronoUnit.MINUTES);
            Instant to = from.plus(1200, ChronoUnit.MINUTES);
            List<BlindSpot> spots = found(roster, from, to, null);
            Fact reported = roster.facts.stream()
                    .filter(fact -> fact.event() instanceof CaseEvent.CaseReported)
                    .findFirst()
                    .orElseThrow();
            String grid = ((CaseEvent.CaseReported) reported.event()).gridId();
            Instant closed = roster.facts.stream()
                    .filter(fact -> fact.event() instanceof CaseEvent.CaseClosed)
                    .map(Fact::occurredAt)
                    .findFirst()
                    .orElse(Instant.MAX);
            // The tree is the one of the beginning of the interval; a moved grid would make the resolver ask another.
            boolean moved = roster.facts.stream().anyMatch(fact -> fact.event() instanceof GridMoved);
            for (int minute = 0; minute < 1200 && !moved; minute += 29) {
                Instant at = from.plus(minute, ChronoUnit.MINUTES);
                boolean open = !at.isBefore(reported.occurredAt()) && at.isBefore(closed);
                Chain chain =
                        Responsible.chain(TABLES.sql(), grid, at, "FIRE", null).orElseThrow();
                boolean nobody = open && chain.first().gridId() == null;
                assertThat(spots.stream()
                                .filter(spot -> spot.kind() == BlindSpot.Kind.CASE_UNHELD)
                                .anyMatch(spot -> !at.isBefore(spot.since()) && at.isBefore(spot.until())))
                        .as("seed %s, roster %s at %s in %s", seed, i, at, grid)
                        .isEqualTo(nobody);
                unheld += nobody ? 1 : 0;
                held += open && !nobody ? 1 : 0;
            }
        }
        assertThat(unheld).as("seed %s", seed).isPositive();
        assertThat(held).as("seed %s", seed).isPositive();
    }
}
