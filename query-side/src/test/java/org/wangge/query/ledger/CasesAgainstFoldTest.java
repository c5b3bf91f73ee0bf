package org.wangge.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import org.wangge.query.ledger.CaseFold.Error;
import tools.jackson.databind.JsonNode;

/** The ledger of cases is, by either clock and by both, what one gets by reading all events one after another. */
@SpringBootTest(classes = QuerySideTestApplication.class)
class CasesAgainstFoldTest {

    private static final List<String> COMPARED = List.of(
            "state",
            "stage",
            "stageSince",
            "deadline",
            "gridId",
            "category",
            "title",
            "place",
            "severity",
            "unitId",
            "authority",
            "acceptBy",
            "dueAt",
            "closedAt",
            "outcome",
            "originalCaseId",
            "supervisor");
    private static final List<String> COUNTED = List.of(
            "lateSteps",
            "overdueStages",
            "extensions",
            "rejections",
            "returns",
            "reopenings",
            "escalations",
            "urges",
            "notices",
            "corrections");
    private static final List<String> FLAGS = List.of("workStopped", "extensionPending");

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String town = History.prefix();

    private Map<String, Map<String, Object>> shown(@Nullable Instant at, @Nullable Instant knownAt) {
        String query = "/api/v1/ledgers/cases?limit=1000&gridId=" + town + (at == null ? "" : "&at=" + at)
                + (knownAt == null ? "" : "&knownAt=" + knownAt);
        Map<String, Map<String, Object>> cases = new TreeMap<>();
        for (JsonNode item : asking.items(history.head(), query)) {
            Map<String, Object> row = new TreeMap<>();
            COMPARED.stream()
                    .filter(item::hasNonNull)
                    .forEach(name -> row.put(name, item.get(name).asString()));
            COUNTED.stream()
                    .filter(name -> item.get(name).asLong() > 0)
                    .forEach(name -> row.put(name, item.get(name).asLong()));
            FLAGS.stream().filter(name -> item.get(name).asBoolean()).forEach(name -> row.put(name, "true"));
            assertThat(cases.put(item.get("caseId").asString(), row))
                    .as("one row for each case")
                    .isNull();
        }
        return cases;
    }

    private static Map<String, Map<String, Object>> folded(
            CaseTales tales, Error error, @Nullable Instant at, @Nullable Instant knownAt) {
        Map<String, Map<String, Object>> cases = new CaseFold(tales.facts, error).asOf(at, knownAt);
        // The ledger does not count these.
        cases.values().forEach(row -> row.remove("answers"));
        return cases;
    }

    @Test
    void everyCaseIsAtAnyTimeAndAsKnownAtAnyTimeWhatReadingTheEventsOneByOneGives() {
        long seed = Long.getLong("cases.seed", new Random().nextLong());
        System.out.println("cases.seed=" + seed);
        CaseTales tales = new CaseTales(history, town, seed);
        tales.tell(15);
        Set<Error> unnoticed = EnumSet.complementOf(EnumSet.of(Error.NONE));
        int compared = 0;
        for (int i = 0; i < 300; i++) {
            Instant at = i % 3 == 0 ? null : tales.anyInstant();
            Instant knownAt = i % 3 == 1 ? null : i == 0 ? tales.now() : tales.anyInstant();
            Map<String, Map<String, Object>> shown = shown(at, knownAt);
            assertThat(shown)
                    .as("seed %s, at %s, known at %s", seed, at, knownAt)
                    .isEqualTo(folded(tales, Error.NONE, at, knownAt));
            compared += shown.size();
            unnoticed.removeIf(error -> !folded(tales, error, at, knownAt).equals(shown));
        }
        assertThat(compared).as("seed %s: rows compared", seed).isGreaterThan(1000);
        assertThat(unnoticed)
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }
}
