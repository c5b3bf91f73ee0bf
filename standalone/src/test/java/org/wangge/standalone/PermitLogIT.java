package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.wangge.standalone.PermitLog.Application;
import org.wangge.standalone.PermitLog.Error;
import tools.jackson.databind.JsonNode;

/**
 * Another system's log goes in, and its history can be asked: who held a case, which deadlines were missed, how often cases changed
 * hands. Each answer is compared with what the published table says. The data lies beside the repository; where it does not, the
 * test is passed over, unless {@code WANGGE_DEMAND_SHARED_DATA=true} demands it; {@code WANGGE_SHARED_DATA} says where else it lies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("dataIsThereOrDemanded")
class PermitLogIT {

    private static final Path DATA = Path.of(System.getenv().getOrDefault("WANGGE_SHARED_DATA", "../../shared/data"));
    private static final Path FILE = DATA.resolve("receipt_events.csv.gz");
    private static final int QUESTIONS = 2000;
    private static final String CASES = "/api/v1/ledgers/cases?category=PERMIT&limit=1000";

    private final Door admin = RunningStandalone.admin();
    private final PermitLog log = new PermitLog(FILE, Error.NONE);

    static boolean dataIsThereOrDemanded() {
        return Files.isDirectory(DATA) || "true".equals(System.getenv("WANGGE_DEMAND_SHARED_DATA"));
    }

    @BeforeAll
    void takeOver() throws IOException {
        long began = System.nanoTime();
        JsonNode status = imported();
        long stored = System.nanoTime();
        assertThat(status.path("state").asString()).as(status.toString()).isEqualTo("DONE");
        assertThat(status.path("rejected").asLong()).as(status.toString()).isZero();
        assertThat(status.path("rows").asLong()).isEqualTo(8577);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> admin.get("/api/v1/views")
                        .is(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .allMatch(view -> view.path("position").asLong()
                                == view.path("head").asLong()));
        System.out.printf(
                "8,577 activities of 1,434 cases stored in %d ms, in all views after %d ms%n",
                Duration.ofNanos(stored - began).toMillis(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private JsonNode imported() throws IOException {
        String boundary = "wangge-test-boundary";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
        HttpRequest.BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(
                        part + "mapping\"\r\n\r\npermit-log\r\n" + part + "file\"; filename=\"log\"\r\n\r\n"),
                BodyPublishers.ofFile(FILE),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        String importId = admin.send(
                        admin.request("/api/v1/imports").POST(body),
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary)
                .is(202)
                .json()
                .path("importId")
                .asString();
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> admin.get("/api/v1/imports/" + importId).is(200).json(),
                        status -> Set.of("DONE", "FAILED")
                                .contains(status.path("state").asString()));
    }

    private List<JsonNode> cases(String query) {
        return items(CASES + query);
    }

    private List<JsonNode> items(String query) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = admin.get(query + cursor).is(200).json();
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").isNull() || page.path("nextCursor").isMissingNode()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        return items;
    }

    private static @Nullable String text(JsonNode row, String name) {
        return row.hasNonNull(name) ? row.path(name).asString() : null;
    }

    private String holder(String reference, Instant at) {
        List<JsonNode> rows = cases("&reference=" + reference + "&at=" + at);
        if (rows.isEmpty()) {
            return "not there";
        }
        assertThat(rows).hasSize(1);
        String handler = text(rows.getFirst(), "handler");
        return handler == null ? "nobody" : handler;
    }

    /** Who is on the clock: of a case that is not open nobody is. */
    private String onTheClock(String caseId, Instant at) {
        List<JsonNode> running = items("/api/v1/cases/" + caseId + "/holdings?limit=1000&at=" + at).stream()
                .filter(row -> !row.hasNonNull("to"))
                .toList();
        assertThat(running).hasSizeLessThan(2);
        if (running.isEmpty()) {
            return "not open";
        }
        JsonNode holding = running.getFirst();
        return holding.path("holderKind").asString().equals("PERSON")
                ? holding.path("holderId").asString()
                : "nobody";
    }

    /** Around the instants at which something changed, and in between. */
    private static Instant anyInstant(Application application, Random random) {
        Instant act = application
                .acts()
                .get(random.nextInt(application.acts().size()))
                .at();
        return switch (random.nextInt(6)) {
            case 0 -> act;
            case 1 -> act.minusMillis(1);
            case 2 -> act.plusSeconds(random.nextInt(7200)).minusSeconds(3600);
            case 3 -> application.began().minusMillis(random.nextInt(2));
            default -> {
                Instant from = application.began().minus(Duration.ofDays(2));
                long seconds = Duration.between(
                                from, application.acts().getLast().at())
                        .plusDays(10)
                        .toSeconds();
                yield from.plusSeconds(random.nextLong(Math.max(1, seconds)));
            }
        };
    }

    @Test
    void whoHeldACaseAtAnyTimeIsWhoHadActedLast() {
        long seed = Long.getLong("permits.seed", new Random().nextLong());
        System.out.println("permits.seed=" + seed);
        Random random = new Random(seed);
        List<String> references = List.copyOf(log.applications.keySet());
        assertThat(references).hasSize(1434);
        Map<Error, PermitLog> mistaken = new EnumMap<>(Error.class);
        for (Error error : EnumSet.complementOf(EnumSet.of(Error.NONE))) {
            mistaken.put(error, new PermitLog(FILE, error));
        }
        Map<String, String> ids = new HashMap<>();
        cases("")
                .forEach(row -> ids.put(
                        row.path("reference").asString(), row.path("caseId").asString()));
        long asked = System.nanoTime();
        for (int i = 0; i < QUESTIONS; i++) {
            String reference = references.get(random.nextInt(references.size()));
            Instant at = anyInstant(log.applications.get(reference), random);

            String holder = holder(reference, at);

            assertThat(holder).as("seed %s: %s at %s", seed, reference, at).isEqualTo(log.holderAt(reference, at));
            if (i % 10 == 0) {
                boolean open = log.applications.get(reference).openAt(at);
                assertThat(onTheClock(ids.get(reference), at))
                        .as("seed %s: %s at %s", seed, reference, at)
                        .isEqualTo(open ? holder : "not open");
            }
            mistaken.values().removeIf(wrong -> !wrong.holderAt(reference, at).equals(holder));
        }
        System.out.printf(
                "%d questions answered in %d ms%n",
                QUESTIONS, Duration.ofNanos(System.nanoTime() - asked).toMillis());
        assertThat(mistaken.keySet())
                .as("seed %s: planted errors that go unnoticed", seed)
                .isEmpty();
    }

    @Test
    void deadlinesMissedAreThoseOfTheLogToTheMillisecond() {
        Instant end = log.end();
        List<JsonNode> closedLate = cases("&closedLate=true");
        List<JsonNode> stillOpen = cases("&overdue=true&at=" + end);
        System.out.printf(
                "%d closed after their deadline, %d open past it when the log ends at %s%n",
                closedLate.size(), stillOpen.size(), end);

        assertThat(closedLate).hasSize((int) log.closedLate());
        assertThat(stillOpen).hasSize((int) log.openPastDeadline(end));
        assertThat(closedLate)
                .extracting(row -> row.path("reference").asString())
                .doesNotHaveDuplicates()
                .allMatch(reference -> {
                    Application application = log.applications.get(reference);
                    return application.ended() != null && application.ended().isAfter(application.due());
                });
    }

    @Test
    void handoversAreCountedCaseByCase() {
        List<JsonNode> cases = cases("");

        assertThat(cases).hasSize(1434);
        long total = 0;
        for (JsonNode row : cases) {
            Application application = log.applications.get(row.path("reference").asString());
            assertThat(row.path("handovers").asLong()).as(row.toString()).isEqualTo(application.handovers());
            assertThat(row.path("activities").asInt())
                    .isEqualTo(application.acts().size());
            total += row.path("handovers").asLong();
        }
        System.out.printf("%d hand-overs%n", total);
        assertThat(total).isEqualTo(log.handovers()).isGreaterThan(1000);
    }

    @Test
    void holdingsPassFromHandToHandAsInTheLog() {
        Map<String, List<JsonNode>> holdings = new HashMap<>();
        for (String department : List.of("dept-general", "dept-experts", "dept-customer-contact")) {
            items("/api/v1/ledgers/holdings?holderKind=PERSON&limit=1000&gridId=" + department).stream()
                    .forEach(row -> holdings.computeIfAbsent(row.path("title").asString(), _ -> new ArrayList<>())
                            .addFirst(row));
        }
        long pingPongs = 0;
        for (Map.Entry<String, Application> each : log.applications.entrySet()) {
            Application application = each.getValue();
            List<JsonNode> held = holdings.getOrDefault("Permit " + each.getKey(), List.of());
            assertThat(held.stream().map(row -> row.path("holderId").asString()))
                    .as(each.getKey())
                    .containsExactlyElementsOf(application.hands());
            for (JsonNode row : held) {
                assertThat(row.path("pingPongs").asLong()).as(row.toString()).isEqualTo(application.pingPongs());
            }
            pingPongs += application.pingPongs();
        }
        System.out.printf("%d times back to who had it before%n", pingPongs);
        assertThat(pingPongs).isPositive();
    }

    @Test
    void beforeTheLogWasTakenOverNothingOfItWasKnown() {
        assertThat(cases("&knownAt=2013-01-01T00:00:00Z")).isEmpty();
        assertThat(cases("&at=2011-10-20T00:00:00Z&knownAt=2013-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(cases("&at=2011-10-20T00:00:00Z")).isNotEmpty();
    }
}
