package org.wangge.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.duty.DutySchedule;
import org.wangge.query.Tables;
import org.wangge.query.Tables.Fact;
import org.wangge.query.answer.Question;
import org.wangge.query.version.AsOf;

/** What is kept of schedules and windows between questions is what the events say, whatever was asked before. */
class OpenWindowsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration WEEK = Duration.ofDays(7);

    /** One view's tables, and beside them every event that is in there. */
    private static final class Place implements AutoCloseable {

        private final Tables tables = new Tables(LedgerTables.views());
        private final List<Fact> facts = new ArrayList<>();

        private Place() {
            tables.sql().sql("create table progress (position bigint)").update();
            tables.sql().sql("insert into progress values (0)").update();
        }

        private void record(DutyEvent event, Instant occurredAt, Instant recordedAt) {
            facts.add(tables.record(event, occurredAt, recordedAt));
            tables.sql()
                    .sql("update progress set position = ?")
                    .param(facts.getLast().envelope().position())
                    .update();
        }

        private List<DutySchedule> duties(@Nullable Instant knownAt) {
            Map<String, DutySchedule> duties = new LinkedHashMap<>();
            for (Fact fact : facts) {
                if (knownAt != null && fact.recordedAt().isAfter(knownAt)) {
                    break;
                }
                DutyEvent event = (DutyEvent) fact.event();
                DutySchedule known = duties.get(event.dutyId());
                duties.put(
                        event.dutyId(),
                        known == null
                                ? DutySchedule.establishedBy((DutyEstablished) event, fact.recordedAt())
                                : known.after(event, fact.recordedAt()));
            }
            return List.copyOf(duties.values());
        }

        private boolean decided(String dutyId, Window window, Instant instant, @Nullable Instant knownAt) {
            return facts.stream()
                    .anyMatch(fact -> fact.event() instanceof OccurrenceEvent decision
                            && decision.dutyId().equals(dutyId)
                            && decision.window().windowStart().equals(window.windowStart())
                            && !fact.occurredAt().isAfter(instant)
                            && (knownAt == null || !fact.recordedAt().isAfter(knownAt)));
        }

        private Set<String> expected(AsOf asOf, Instant now, boolean pastDue) {
            Instant instant = Objects.requireNonNullElse(asOf.at(), now);
            Set<String> open = new TreeSet<>();
            for (DutySchedule duty : duties(asOf.knownAt())) {
                duty.windows(instant.minus(WEEK), instant.plusNanos(1000))
                        .filter(duty::owed)
                        .filter(window -> !pastDue || !window.dueAt().isAfter(instant))
                        .filter(window -> !decided(duty.dutyId(), window, instant, asOf.knownAt()))
                        .forEach(window -> open.add(duty.dutyId() + " " + window.windowStart() + " " + window.dueAt()));
            }
            return open;
        }

        @Override
        public void close() {
            tables.close();
        }
    }

    private final OpenWindows windows = new OpenWindows();
    private final Place place = new Place();

    @AfterEach
    void close() {
        place.close();
    }

    private Set<String> asked(Place where, AsOf asOf, Instant now, boolean pastDue) {
        JdbcClient sql = where.tables.sql();
        Question question = new Question(asOf, now);
        Map<String, @Nullable Object> values = (pastDue
                        ? windows.pastDue(question, asOf, now, null, sql)
                        : windows.open(question, asOf, now, sql))
                .values();
        String[] duties = (String[]) Objects.requireNonNull(values.get("openDuty"));
        Set<String> open = new TreeSet<>();
        for (int i = 0; i < duties.length; i++) {
            open.add(duties[i] + " " + part(values, "openStart", i) + " " + part(values, "openDue", i));
        }
        assertThat(open).hasSize(duties.length);
        return open;
    }

    private static String part(Map<String, @Nullable Object> values, String name, int i) {
        return ((String[]) Objects.requireNonNull(values.get(name)))[i];
    }

    private void agrees(Place where, AsOf asOf, Instant now) {
        assertThat(asked(where, asOf, now, true))
                .as("past due, %s, now %s", asOf, now)
                .isEqualTo(where.expected(asOf, now, true));
        assertThat(asked(where, asOf, now, false))
                .as("open, %s, now %s", asOf, now)
                .isEqualTo(where.expected(asOf, now, false));
    }

    private static AsOf now() {
        return new AsOf(null, null);
    }

    private static DutyEstablished daily(String id) {
        return new DutyEstablished(
                id,
                "V01",
                "GRID_MEMBER",
                DutyKind.PATROL,
                null,
                "FREQ=DAILY",
                LocalDateTime.parse("2026-01-01T08:00:00"),
                ZONE,
                Duration.ofHours(8),
                Duration.ofHours(2),
                "default-1");
    }

    private static Instant hour(long hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }

    @Test
    void aDutyEstablishedOrAmendedBetweenTwoQuestionsIsInTheSecond() {
        place.record(daily("d-1"), BEGIN, BEGIN);
        agrees(place, now(), hour(60));
        place.record(daily("d-2"), hour(61), hour(61));
        agrees(place, now(), hour(84));
        assertThat(asked(place, now(), hour(84), true)).anyMatch(each -> each.startsWith("d-2"));
        place.record(new DutyRetired("d-2", hour(70), "并入"), hour(85), hour(85));
        agrees(place, now(), hour(110));
        agrees(place, new AsOf(null, hour(84)), hour(110));
    }

    @Test
    void aWindowDecidedBetweenTwoQuestionsIsNotInTheSecondAndStaysInThePast() {
        place.record(daily("d-1"), BEGIN, BEGIN);
        assertThat(asked(place, now(), hour(12), true)).hasSize(1);
        Window window = new Window(BEGIN, hour(8), hour(10), "default-1");
        place.record(new DutyMissed("d-1", "V01", "GRID_MEMBER", window, List.of("p-1")), hour(10), hour(13));

        assertThat(asked(place, now(), hour(14), true)).isEmpty();
        assertThat(asked(place, new AsOf(null, hour(12)), hour(14), true)).hasSize(1);
        agrees(place, new AsOf(hour(11), hour(12)), hour(14));
    }

    @Test
    void anOlderSnapshotIsAnsweredFromWhatItSees() {
        JdbcClient sql = place.tables.sql();
        place.record(daily("d-1"), BEGIN, BEGIN);
        Set<String> before = asked(place, now(), hour(12), true);
        sql.sql("savepoint older").update();
        Window window = new Window(BEGIN, hour(8), hour(10), "default-1");
        place.record(daily("d-2"), hour(12), hour(12));
        place.record(new DutyExcused("d-1", "V01", "GRID_MEMBER", window, "节日"), hour(12), hour(12));
        assertThat(asked(place, now(), hour(12), true)).isEmpty();
        sql.sql("rollback to savepoint older").update();

        assertThat(asked(place, now(), hour(12), true)).isEqualTo(before).hasSize(1);
    }

    @Test
    void anotherGenerationOfTheViewHasItsOwn() {
        try (Place other = new Place()) {
            place.record(daily("d-1"), BEGIN, BEGIN);
            other.record(daily("d-9"), BEGIN, BEGIN);
            for (int hour = 9; hour < 60; hour += 7) {
                agrees(place, now(), hour(hour));
                agrees(other, now(), hour(hour));
            }
        }
    }

    @Test
    void whateverIsAskedInWhateverOrderTheAnswerIsWhatTheEventsSay() {
        Random random = new Random(20260101);
        List<String> ids =
                Stream.iterate(1, i -> i + 1).map(i -> "d-" + i).limit(6).toList();
        List<String> established = new ArrayList<>();
        Instant clock = BEGIN;
        for (int step = 0; step < 400; step++) {
            clock = clock.plus(Duration.ofMinutes(random.nextInt(300)));
            String id = ids.get(random.nextInt(ids.size()));
            if (!established.contains(id)) {
                place.record(daily(id), clock, clock);
                established.add(id);
            } else if (random.nextInt(12) == 0) {
                place.record(amended(id, clock, random), clock, clock);
            } else {
                decide(id, clock, random);
            }
            Instant asked = random.nextInt(4) == 0 ? clock.minus(Duration.ofHours(random.nextInt(200))) : clock;
            agrees(
                    place,
                    new AsOf(
                            random.nextInt(4) == 0 ? clock.minus(Duration.ofHours(random.nextInt(300))) : null,
                            random.nextInt(4) == 0 ? clock.minus(Duration.ofHours(random.nextInt(300))) : null),
                    asked);
        }
        assertThat(place.tables
                        .sql()
                        .sql("select max(window_start) from occurrence")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant())
                .as("windows were decided throughout")
                .isAfter(clock.minus(WEEK));
    }

    private static DutyAmended amended(String id, Instant from, Random random) {
        return new DutyAmended(
                id,
                random.nextBoolean() ? "FREQ=DAILY" : "FREQ=DAILY;INTERVAL=2",
                LocalDateTime.parse("2026-01-01T08:00:00").plusHours(random.nextInt(8)),
                ZONE,
                Duration.ofHours(1 + random.nextInt(6)),
                Duration.ofHours(random.nextInt(3)),
                from.minus(Duration.ofHours(random.nextInt(30))),
                "试行",
                "default-2");
    }

    /** One of the last windows, now or claimed to have been earlier; now and then one that was decided already. */
    private void decide(String id, Instant clock, Random random) {
        DutySchedule duty = place.duties(null).stream()
                .filter(each -> each.dutyId().equals(id))
                .findFirst()
                .orElseThrow();
        List<Window> recent = duty.windows(clock.minus(Duration.ofDays(4)), clock)
                .filter(duty::owed)
                .toList();
        if (recent.isEmpty()) {
            return;
        }
        Window window = recent.get(random.nextInt(recent.size()));
        boolean missed = window.dueAt().isBefore(clock) && random.nextBoolean();
        Instant occurred = missed
                ? window.dueAt()
                : clock.minus(Duration.ofMinutes(random.nextInt((int) Math.max(
                        1, Duration.between(window.windowStart(), clock).toMinutes()))));
        place.record(
                missed
                        ? new DutyMissed(id, "V01", "GRID_MEMBER", window, List.of("p-1"))
                        : new DutyFulfilled(id, "V01", "GRID_MEMBER", window, "p-1", null, null),
                occurred,
                clock);
    }
}
