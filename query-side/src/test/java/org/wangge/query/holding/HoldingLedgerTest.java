package org.wangge.query.holding;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;
import static org.wangge.query.CaseStories.submitted;
import static org.wangge.query.CaseStories.verified;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.wangge.api.casework.CaseEvent;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.ledger.CaseFold;
import org.wangge.query.ledger.CaseFold.Error;
import org.wangge.query.ledger.CaseTales;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class HoldingLedgerTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();

    /** Holdings by case, in order of time. */
    private Map<String, List<JsonNode>> held(@Nullable Instant at, @Nullable Instant knownAt) {
        String query = "/api/v1/ledgers/holdings?limit=7&gridId=" + town + (at == null ? "" : "&at=" + at)
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        Map<String, List<JsonNode>> cases = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = asking.json(history.head(), query + cursor);
            page.get("items")
                    .forEach(item -> cases.computeIfAbsent(item.get("caseId").asString(), id -> new ArrayList<>())
                            .add(item));
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.get("nextCursor").asString();
        } while (cursor != null);
        cases.values()
                .forEach(each -> each.sort(Comparator.comparing((JsonNode item) -> instant(item, "from"))
                        .thenComparing(item -> item.get("eventPosition").asLong())));
        return cases;
    }

    private static @Nullable Instant instant(JsonNode item, String name) {
        return item.hasNonNull(name) ? Instant.parse(item.get(name).asString()) : null;
    }

    private static String holder(Map<String, Object> row) {
        String state = (String) row.get("state");
        return switch (state) {
            case "CLOSED", "MERGED" -> "nobody";
            case "TRANSFERRED" -> "AUTHORITY " + row.get("authority");
            case "DISPATCHED", "ACCEPTED" ->
                row.containsKey("unitId") ? "UNIT " + row.get("unitId") : "GRID " + row.get("gridId");
            default -> "GRID " + row.get("gridId");
        };
    }

    /** Not so where the fold has no such case: one that errs may know it only later. */
    private static boolean heldByNobody(@Nullable Map<String, Object> row) {
        return row != null && holder(row).equals("nobody");
    }

    /** Everything that is wrong with what is shown, by what reading the events one by one gives. */
    private static List<String> faults(
            Map<String, List<JsonNode>> shown,
            CaseFold fold,
            @Nullable Instant at,
            @Nullable Instant knownAt,
            Instant now) {
        Instant until = at == null ? now : at;
        List<String> faults = new ArrayList<>();
        Map<String, Map<String, Object>> end = fold.asOf(at, knownAt);
        if (!end.keySet().equals(shown.keySet())) {
            faults.add("other cases");
            return faults;
        }
        shown.forEach((id, holdings) -> {
            Instant edge = instant(holdings.getFirst(), "reportedAt");
            long seconds = 0;
            for (JsonNode each : holdings) {
                Instant from = instant(each, "from");
                Instant to = instant(each, "to");
                // Nobody has a case from when it ended to when it was taken up again.
                if (!from.equals(edge)
                        && !(from.isAfter(edge)
                                && heldByNobody(fold.asOf(edge, knownAt).get(id)))) {
                    faults.add(id + " gap or overlap at " + edge);
                }
                edge = to == null ? until : to;
                long lasted = edge.getEpochSecond() - from.getEpochSecond();
                seconds += lasted;
                if (each.get("seconds").asLong() != lasted) {
                    faults.add(id + " seconds at " + from);
                }
                Instant deadline = instant(each, "deadline");
                Instant late = deadline == null ? edge : deadline.isAfter(from) ? deadline : from;
                if (each.get("overdueSeconds").asLong() != Math.max(0, edge.getEpochSecond() - late.getEpochSecond())) {
                    faults.add(id + " overdue seconds at " + from);
                }
                for (Instant inside : List.of(from, from.plusSeconds(lasted / 2), edge.minusMillis(1))) {
                    if (!inside.isBefore(from) && inside.isBefore(edge)) {
                        Map<String, Object> then = fold.asOf(inside, knownAt).get(id);
                        String stage =
                                each.hasNonNull("stage") ? each.get("stage").asString() : null;
                        String due = deadline == null ? null : deadline.toString();
                        String who = each.get("holderKind").asString() + " "
                                + each.get("holderId").asString();
                        if (then == null
                                || !holder(then).equals(who)
                                || !String.valueOf(then.get("stage")).equals(String.valueOf(stage))
                                || !String.valueOf(then.get("deadline")).equals(String.valueOf(due))) {
                            faults.add(id + " at " + inside + " shown " + each + " but " + then);
                        }
                    }
                }
                if (each.get("handBacks").asLong() != backs(end.get(id))) {
                    faults.add(id + " hand-backs " + each.get("handBacks") + " but " + end.get(id));
                }
            }
            boolean open = !holder(end.get(id)).equals("nobody");
            if (open == holdings.getLast().hasNonNull("to")) {
                faults.add(id + " open and yet ended, or the other way round");
            }
            if (open && !edge.equals(until)) {
                faults.add(id + " does not reach to now");
            }
        });
        return faults;
    }

    private static long backs(Map<String, Object> row) {
        return List.of("rejections", "returns", "reopenings", "answers").stream()
                .mapToLong(name -> (Long) row.getOrDefault(name, 0L))
                .sum();
    }

    @Test
    void theHoldingsOfACaseAddUpToItsLifeAtAnyTimeAndAsKnownAtAnyTime() {
        long seed = Long.getLong("holdings.seed", new Random().nextLong());
        System.out.println("holdings.seed=" + seed);
        CaseTales tales = new CaseTales(history, town, seed);
        tales.tell(12);
        Set<Error> unnoticed = EnumSet.of(
                Error.KNOWN_BEFORE_RECORDED, Error.STEPS_WAIT_FOR_WHAT_WAS_KNOWN, Error.HAPPENED_WHEN_RECORDED);
        int compared = 0;
        for (int i = 0; i < 60; i++) {
            Instant at = i % 3 == 0 ? null : tales.anyInstant();
            Instant knownAt = i % 3 == 1 ? null : i == 0 ? tales.now() : tales.anyInstant();
            Map<String, List<JsonNode>> shown = held(at, knownAt);
            assertThat(faults(shown, new CaseFold(tales.facts, Error.NONE), at, knownAt, tales.now()))
                    .as("seed %s, at %s, known at %s", seed, at, knownAt)
                    .isEmpty();
            compared += shown.values().stream().mapToInt(List::size).sum();
            unnoticed.removeIf(error -> !faults(shown, new CaseFold(tales.facts, error), at, knownAt, tales.now())
                    .isEmpty());
        }
        assertThat(compared).as("seed %s: holdings compared", seed).isGreaterThan(500);
        assertThat(unnoticed)
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }

    @Test
    void aCaseThatIsPassedToAndFroIsCountedAndEachHoldingNamesTheEventsThatBeganAndEndedIt() {
        Instant day = history.freshDay();
        UUID caseId = TimeOrderedIds.next();
        List<UUID> events = new ArrayList<>();
        history.append(grid(town, 1, null));
        List<CaseEvent> steps = List.of(
                reported(caseId, town, "堵塞", null),
                dispatched(caseId, "u-a", day.plus(ofHours(2)).plusSeconds(600), null),
                new CaseEvent.CaseRejected(caseId, "u-a", "非本单位", day.plus(ofHours(30)), "default-1"),
                dispatched(caseId, "u-a", null, null),
                accepted(caseId, "u-a", null),
                submitted(caseId, day.plus(ofHours(30))),
                new CaseEvent.VerificationFailed(caseId, "p-5", "未清", null, "default-1"),
                submitted(caseId, day.plus(ofHours(30))),
                verified(caseId, day.plus(ofHours(30))),
                closed(caseId));
        for (int i = 0; i < steps.size(); i++) {
            history.at(day.plus(ofHours(i + 1)));
            history.append(steps.get(i));
            events.add(history.lastEventId());
        }

        List<JsonNode> holdings = new ArrayList<>(asking.items(history.head(), "/api/v1/cases/{id}/holdings", caseId));
        holdings.sort(Comparator.comparing(item -> instant(item, "from")));

        assertThat(holdings)
                .extracting(item -> item.get("holderKind").asString())
                .containsExactly("GRID", "UNIT", "GRID", "UNIT", "UNIT", "GRID", "UNIT", "GRID", "GRID");
        assertThat(holdings)
                .extracting(item -> item.get("handBack").asBoolean())
                .containsExactly(false, false, true, false, false, false, true, false, false);
        JsonNode unit = holdings.get(1);
        assertThat(unit.get("handBacks").asInt()).isEqualTo(2);
        // Back to the grid, to the unit again, and back to the unit from the verification; not the way to a
        // verification.
        assertThat(unit.get("pingPongs").asInt()).isEqualTo(3);
        assertThat(unit.get("openedBy").asString()).isEqualTo(events.get(1).toString());
        assertThat(unit.get("endedBy").asString()).isEqualTo(events.get(2).toString());
        assertThat(unit.get("seconds").asLong()).isEqualTo(3600);
        assertThat(unit.get("overdueSeconds").asLong()).isEqualTo(3000);
        assertThat(holdings.getLast().get("endedBy").asString())
                .isEqualTo(events.getLast().toString());
        asking.problem(404, "/api/v1/cases/{id}/holdings", TimeOrderedIds.next());
    }
}
