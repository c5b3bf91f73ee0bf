package org.wangge.query.figures;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.submitted;
import static org.wangge.query.CaseStories.verified;

import java.time.Instant;
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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

/** The figures are what one gets by reading all events one after another and counting. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class FiguresAgainstFoldTest {

    private static final int CASES = 60;
    private static final int WINDOWS = 40;

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();
    private final List<NaiveFigures.Fact> facts = new ArrayList<>();
    private Instant day;
    private Random random;

    private Instant now = Instant.EPOCH;

    private void record(Instant occurred, Event event) {
        history.append(occurred, event);
        facts.add(new NaiveFigures.Fact(occurred, now, event));
    }

    private void at(Instant instant) {
        now = instant;
        history.at(instant);
    }

    /** Some 600 events within nine days of recording, some entered up to two months after the fact. */
    private void somethingHappens(long seed) {
        random = new Random(seed);
        day = history.freshDay();
        at(day);
        record(day, grid(town, 1, null));
        for (int i = 0; i < 3; i++) {
            record(day, grid(town + "-V" + i, 2, town));
            record(day, grid(town + "-V" + i + "-g", 3, town + "-V" + i));
        }
        theEdges();
        List<UUID> cases = new ArrayList<>();
        Map<UUID, Instant> last = new TreeMap<>();
        Map<UUID, Instant> reported = new TreeMap<>();
        for (int minute = 1; minute < 9 * 24 * 60; minute += 1 + random.nextInt(40)) {
            at(day.plus(ofMinutes(minute)));
            if (minute > 4 * 24 * 60 && facts.stream().noneMatch(fact -> fact.event() instanceof GridMoved)) {
                record(now, new GridMoved(town + "-V0-g", town + "-V0", town + "-V1"));
            }
            if (cases.size() < CASES && random.nextInt(4) == 0) {
                UUID caseId = TimeOrderedIds.next();
                cases.add(caseId);
                Instant occurred = random.nextInt(3) == 0 ? now.minus(ofHours(random.nextInt(60 * 24))) : now;
                record(occurred, report(caseId));
                last.put(caseId, occurred);
                reported.put(caseId, occurred);
            } else if (!cases.isEmpty()) {
                UUID caseId = cases.get(random.nextInt(cases.size()));
                Instant before = last.get(caseId);
                // In the field, and entered now.
                long seconds = now.getEpochSecond() - before.getEpochSecond();
                Instant occurred =
                        random.nextInt(3) == 0 ? before.plusSeconds(random.nextLong(Math.max(1, seconds))) : now;
                record(occurred, step(caseId, occurred));
                last.put(caseId, occurred);
            }
            if (!cases.isEmpty() && random.nextInt(3) == 0) {
                UUID caseId = cases.get(random.nextInt(cases.size()));
                long seconds = now.getEpochSecond() - reported.get(caseId).getEpochSecond();
                record(now.minusSeconds(random.nextLong(Math.max(1, seconds))), besides(caseId));
            }
            if (random.nextInt(10) == 0) {
                duty();
            }
        }
    }

    /** What chance alone would seldom hit: closed at the due instant, reported when it is another month in Greenwich. */
    private void theEdges() {
        UUID onTheDot = TimeOrderedIds.next();
        Instant due = day.minus(ofHours(2));
        record(day.minus(ofHours(5)), report(onTheDot));
        record(day.minus(ofHours(4)), dispatched(onTheDot, town + "-u1", null, due));
        record(due, closed(onTheDot));
        Instant monthBegins = day.atZone(NaiveFigures.ZONE)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        record(monthBegins.isAfter(day) ? day : monthBegins, report(TimeOrderedIds.next()));
    }

    private CaseEvent report(UUID caseId) {
        return new CaseReported(
                caseId,
                anyGrid(),
                any(CaseKind.HAZARD, CaseKind.COMPLAINT),
                any("FIRE", "WATER", "ROAD"),
                Severity.GENERAL,
                "案件",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                "default-1");
    }

    private String anyGrid() {
        return town + any("", "-V0", "-V1", "-V2", "-V0-g", "-V1-g", "-V2-g");
    }

    @SafeVarargs
    private <T> T any(T... several) {
        return several[random.nextInt(several.length)];
    }

    private @Nullable Instant deadline(Instant from) {
        return random.nextInt(4) == 0 ? null : from.plus(ofHours(random.nextInt(60)));
    }

    /** Any step at any time: figures count what is in the log, whoever let it in. */
    private CaseEvent step(UUID caseId, Instant occurred) {
        String unit = town + any("-u1", "-u2");
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> dispatched(caseId, unit, deadline(occurred), deadline(occurred));
            case 3, 4 -> accepted(caseId, unit, deadline(occurred));
            case 5 -> new CaseRejected(caseId, unit, "驳回", occurred, "default-1");
            case 6 -> submitted(caseId, occurred);
            case 7 -> verified(caseId, occurred);
            case 8 -> new VerificationFailed(caseId, "p-zhao", null, deadline(occurred), "default-1");
            case 9 -> new CaseEscalated(caseId, town, anyGrid(), "提级");
            case 10 -> new ExtensionGranted(caseId, null, occurred.plus(ofHours(random.nextInt(60))), "延期");
            case 11 ->
                random.nextInt(3) == 0
                        ? new CaseReopened(caseId, "复发", occurred, "default-1")
                        : dispatched(caseId, unit, null, deadline(occurred));
            case 12 ->
                random.nextInt(4) == 0 ? new CaseMergedAsDuplicate(caseId, TimeOrderedIds.next()) : closed(caseId);
            default -> closed(caseId);
        };
    }

    /** What may have happened before steps that are known already. */
    private CaseEvent besides(UUID caseId) {
        return switch (random.nextInt(3)) {
            case 0 -> new CaseUrged(caseId, null, "抓紧");
            case 1 -> new CaseGraded(caseId, Severity.MAJOR, "重大");
            default -> new CaseCorrected(caseId, "笔误", any("FIRE", "WATER", "ROAD", null), null, null, null);
        };
    }

    private void duty() {
        int number = random.nextInt(WINDOWS);
        Instant start = day.plus(ofHours(number * 5L));
        Window window = new Window(start, start.plus(ofHours(4)), start.plus(ofHours(5)), "default-1");
        Instant occurred = start.isAfter(now) ? now : start;
        String where = town + (number % 2 == 0 ? "-V0-g" : "-V2");
        record(
                occurred,
                switch (random.nextInt(4)) {
                    case 0 -> new DutyFulfilled(town + "-d", where, "R", window, "p-1", null, null);
                    case 1 -> new DutyFulfilledLate(town + "-d", where, "R", window, "p-1", null, null);
                    case 2 -> new DutyMissed(town + "-d", where, "R", window, List.of());
                    default -> new DutyExcused(town + "-d", where, "R", window, "停电");
                });
    }

    private Map<String, Map<String, Object>> shown(NaiveFigures.Asked asked) {
        String query = "/api/v1/figures?limit=1000&gridId=" + asked.top() + "&by=" + asked.by()
                + (asked.level() == null ? "" : "&level=" + asked.level())
                + (asked.at() == null ? "" : "&at=" + asked.at())
                + (asked.knownAt() == null ? "" : "&knownAt=" + asked.knownAt())
                + (asked.from() == null ? "" : "&from=" + asked.from())
                + (asked.to() == null ? "" : "&to=" + asked.to());
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        for (JsonNode row : asking.items(history.head(), query)) {
            Map<String, Object> values = new TreeMap<>();
            row.properties().forEach(property -> {
                JsonNode value = property.getValue();
                if (!value.isNull() && !property.getKey().equals("name")) {
                    values.put(property.getKey(), value.isNumber() ? (Object) value.asLong() : value.asString());
                }
            });
            rows.put(row.get("key").asString(), values);
        }
        return rows;
    }

    private List<NaiveFigures.Asked> questions() {
        List<NaiveFigures.Asked> questions = new ArrayList<>();
        List<@Nullable Instant> times = new ArrayList<>();
        times.add(null);
        times.add(day.minus(ofDays(20)));
        for (int i = 0; i < 2; i++) {
            times.add(day.plus(ofMinutes(random.nextInt(9 * 24 * 60))));
        }
        // Exactly when something happened and was recorded.
        NaiveFigures.Fact fact = facts.get(facts.size() / 2);
        times.add(fact.occurredAt());
        times.add(fact.recordedAt());
        for (Instant at : times) {
            for (Instant knownAt : times) {
                for (String by : List.of("total", "grid", "unit", "category", "kind", "month")) {
                    boolean bounded = random.nextInt(3) == 0;
                    questions.add(new NaiveFigures.Asked(
                            by,
                            null,
                            random.nextInt(4) == 0 ? town + "-V1" : town,
                            bounded ? day.minus(ofDays(random.nextInt(40))) : null,
                            bounded ? day.plus(ofDays(1 + random.nextInt(8))) : null,
                            at,
                            knownAt,
                            now));
                }
                questions.add(new NaiveFigures.Asked("grid", 2, town, null, null, at, knownAt, now));
                questions.add(new NaiveFigures.Asked("grid", 3, town, null, null, at, knownAt, now));
            }
        }
        return questions;
    }

    @Test
    void figuresAreWhatReadingTheEventsOneByOneGivesAtAnyTimeAndAsKnownAtAnyTime() {
        long seed = Long.getLong("figures.seed", new Random().nextLong());
        System.out.println("figures.seed=" + seed);
        somethingHappens(seed);
        int told = 0;
        // Planted errors that no answer has shown yet: all must show, so that the comparison is known to be able to
        // fail.
        Set<NaiveFigures.Error> unnoticed = EnumSet.complementOf(EnumSet.of(NaiveFigures.Error.NONE));
        for (NaiveFigures.Asked asked : questions()) {
            Map<String, Map<String, Object>> shown = shown(asked);
            assertThat(shown)
                    .as("seed %s, %s", seed, asked)
                    .isEqualTo(new NaiveFigures(facts, NaiveFigures.Error.NONE).figures(asked));
            told += shown.size();
            unnoticed.removeIf(
                    error -> !new NaiveFigures(facts, error).figures(asked).equals(shown));
        }
        assertThat(told).as("seed %s: rows compared", seed).isGreaterThan(400);
        assertThat(unnoticed)
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }
}
