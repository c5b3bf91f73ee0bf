package org.wangge.standalone;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at any moment, and start again: every acknowledged command is there once, no other is there in part, the views follow
 * the log, and no deadline is lost. Repeat a run with {@code -Dwangge.kills.seed=<seed>}.
 */
class KillNineIT {

    private static final int KILLS = Integer.getInteger("wangge.kills", 21);
    private static final int WRITERS = 3;
    /** Time enough for a few commands, and short enough to be cut off within the first ones. */
    private static final int LONGEST_ROUND_MILLIS = 900;

    private static final int LONGEST_START_MILLIS = 6_000;

    private final long seed = Long.getLong("wangge.kills.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger number = new AtomicInteger();

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<UUID> casesWithTimer = new CopyOnWriteArrayList<>();
    private final List<String> dutiesWithWindow = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private long resident;
    private int askedAgain;
    private int foundDone;

    @TempDir
    Path data;

    /** A command on its way: what was asked, whose streams it touches, and the answer if there was one. */
    private static final class Sent {
        final String path;
        final String body;
        final String key = UUID.randomUUID().toString();
        final List<String> streams;
        volatile Door.@Nullable Answer answer;

        Sent(String path, String body, List<String> streams) {
            this.path = path;
            this.body = body;
            this.streams = streams;
        }

        Door.Answer sendThrough(Door door) {
            return door.post(path, body, "Idempotency-Key", key);
        }

        boolean acknowledged() {
            return answer != null;
        }
    }

    @Test
    void everyAcknowledgedCommandOutlivesEveryKill() throws SQLException {
        System.out.println("kills: seed " + seed);
        WanggeProcess running = ready(WanggeProcess.start(data));
        try {
            prepare(running.admin());
            // One clean end, which also leaves the archive of classes that makes all further starts quick.
            running.stop();
            running = ready(WanggeProcess.start(data));
            int duringStart = 0;
            int withDatabase = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill % 7 == 0) {
                    // In the middle of starting: recovery, migration, the views finding their place.
                    running.kill();
                    running = WanggeProcess.start(data);
                    pause(random.nextInt(LONGEST_START_MILLIS));
                    running.kill();
                    duringStart++;
                } else {
                    boolean database = random.nextInt(3) == 0;
                    work(running, database);
                    withDatabase += database ? 1 : 0;
                }
                running = ready(WanggeProcess.start(data));
                nothingIsLost(running);
            }
            noDeadlineIsLost(running);
            assertThat(running.output()).doesNotContain("No handler was subscribed");
            System.out.printf(
                    "kills: %d (%d during start, %d with the database), %d commands, of them %d cut off (%d of these had been stored);"
                            + " start %d ms (median of %d), %d MiB resident%n",
                    KILLS,
                    duringStart,
                    withDatabase,
                    sent.size(),
                    askedAgain,
                    foundDone,
                    starts.stream().sorted().toList().get(starts.size() / 2),
                    starts.size(),
                    resident);
            assertThat(sent).hasSizeGreaterThan(KILLS);
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getMessage() + "\n" + running.output(), failure);
        } finally {
            running.close();
        }
    }

    private WanggeProcess ready(WanggeProcess started) {
        started.url();
        starts.add(started.startTime().toMillis());
        resident = Math.max(resident, started.residentMebibytes());
        return started;
    }

    private static void prepare(Door admin) {
        admin.accepted("/api/v1/units", "{\"unitId\":\"u-fire\",\"name\":\"消防办\"}");
        admin.accepted("/api/v1/grids", "{\"gridId\":\"F2\",\"name\":\"二分场\",\"kind\":\"AREA\",\"level\":1}");
        admin.accepted("/api/v1/people", "{\"personId\":\"p-li\",\"name\":\"李测试\"}");
        admin.accepted(
                "/api/v1/grids/F2/assignments",
                "{\"role\":\"GRID_MEMBER\",\"personId\":\"p-li\",\"effectiveFrom\":\"2026-01-01T00:00:00+08:00\"}");
    }

    /**
     * Several clients send for a random while; then the process is killed under their hands, or its database first, which takes
     * what was written but not yet on the disk with it.
     */
    private void work(WanggeProcess running, boolean databaseFirst) {
        Door admin = running.admin();
        if (dutiesWithWindow.size() < 6) {
            establishDuty(admin);
        }
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random own = new Random(random.nextLong());
            writers.add(CompletableFuture.runAsync(
                    () -> sendUntilKilled(running.admin(), own),
                    task -> Thread.ofVirtual().start(task)));
        }
        pause(random.nextInt(LONGEST_ROUND_MILLIS));
        if (databaseFirst) {
            killDatabase();
        }
        running.kill();
        writers.forEach(CompletableFuture::join);
    }

    private void sendUntilKilled(Door door, Random own) {
        while (true) {
            Sent next = command(own);
            sent.add(next);
            try {
                Door.Answer answer = next.sendThrough(door);
                if (answer.status() >= 500) {
                    return;
                }
                assertThat(answer.status()).as(next.body + answer.body()).isIn(200, 201);
                next.answer = answer;
            } catch (UncheckedIOException killed) {
                return;
            }
            if (next.path.equals("/api/v1/cases") && own.nextInt(2) == 0) {
                dispatch(door, next);
            }
        }
    }

    private Sent command(Random own) {
        int n = number.incrementAndGet();
        UUID id = UUID.randomUUID();
        return switch (own.nextInt(3)) {
            case 0 ->
                new Sent(
                        "/api/v1/grids",
                        "{\"gridId\":\"g-%d\",\"name\":\"网格%d\",\"kind\":\"AREA\",\"level\":2,\"parentId\":\"F2\"}"
                                .formatted(n, n),
                        List.of("grid:g-" + n));
            case 1 -> new Sent("/api/v1/cases", report(id), List.of("case:" + id));
            default -> {
                UUID first = UUID.randomUUID();
                UUID second = UUID.randomUUID();
                yield new Sent(
                        "/api/v1/inspections",
                        """
                        {"inspectionId":"%s","gridId":"F2","kind":"SPOT_CHECK",
                         "items":[{"code":"exit","result":"FAIL"},{"code":"hose","result":"FAIL"}],
                         "findings":[
                          {"caseId":"%s","itemCode":"exit","category":"FIRE","severity":"GENERAL","title":"通道堵塞",
                           "rectifiedOnSpot":false},
                          {"caseId":"%s","itemCode":"hose","category":"FIRE","severity":"GENERAL","title":"水带破损",
                           "rectifiedOnSpot":false}]}
                        """.formatted(id, first, second),
                        List.of("inspection:" + id, "case:" + first, "case:" + second));
            }
        };
    }

    private static String report(UUID caseId) {
        return """
                {"caseId":"%s","gridId":"F2","kind":"HAZARD","category":"FIRE","severity":"GENERAL","title":"线路老化"}""".formatted(caseId);
    }

    /** With a deadline that is only seconds away: the kill comes before it, or the system is down when it passes. */
    private void dispatch(Door door, Sent reported) {
        UUID caseId = UUID.fromString(reported.streams.getFirst().substring("case:".length()));
        Instant now = Instant.now();
        Sent dispatch = new Sent(
                "/api/v1/cases/" + caseId + "/dispatches",
                "{\"unitId\":\"u-fire\",\"acceptBy\":\"%s\",\"dueAt\":\"%s\"}"
                        .formatted(now.plusSeconds(3), now.plus(30, ChronoUnit.DAYS)),
                List.of());
        try {
            Door.Answer answer = dispatch.sendThrough(door);
            if (answer.status() == 200) {
                dispatch.answer = answer;
                sent.add(dispatch);
                casesWithTimer.add(caseId);
            }
        } catch (UncheckedIOException killed) {
            // Then it may or may not be there; what counts here are those that are.
        }
    }

    private void establishDuty(Door admin) {
        String dutyId = "d-" + dutiesWithWindow.size();
        LocalDateTime start = LocalDateTime.ofInstant(Instant.now().plusSeconds(4), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        admin.accepted("/api/v1/duties", """
                {"dutyId":"%s","gridId":"F2","role":"GRID_MEMBER","kind":"PATROL","recurrence":"FREQ=DAILY;COUNT=1",
                 "start":"%s","timeZone":"UTC","window":"PT2S","grace":"PT0S"}""".formatted(dutyId, start));
        dutiesWithWindow.add(dutyId);
    }

    private void killDatabase() {
        ProcessHandle database = WanggeProcess.database(data);
        if (database != null) {
            database.destroyForcibly();
            database.onExit().join();
        }
    }

    private void nothingIsLost(WanggeProcess running) throws SQLException {
        Door admin = running.admin();
        viewsAreNotAhead(admin);
        try (Connection log = running.database()) {
            assertThat(number(log, "SELECT count(*) FROM log.event"))
                    .as("positions run from 1 without a hole")
                    .isEqualTo(number(log, "SELECT coalesce(max(position), 0) FROM log.event"));
            for (Sent each : sent) {
                if (each.acknowledged()) {
                    acknowledgedOnce(log, each);
                } else {
                    wholeOrNotAtAll(log, each);
                    // A client that heard nothing asks again, with the same key.
                    Door.Answer answer = each.sendThrough(admin);
                    askedAgain++;
                    foundDone += answer.status() == 200 ? 1 : 0;
                    assertThat(answer.status()).as(each.body + answer.body()).isIn(200, 201);
                    each.answer = answer;
                    acknowledgedOnce(log, each);
                }
            }
            long head = number(log, "SELECT max(position) FROM log.event");
            viewsReach(admin, head);
        }
    }

    private static void acknowledgedOnce(Connection log, Sent each) throws SQLException {
        Door.Answer answer = each.answer;
        if (answer == null) {
            throw new AssertionError("not acknowledged");
        }
        var json = answer.json();
        List<UUID> eventIds = json.path("eventIds")
                .valueStream()
                .map(id -> UUID.fromString(id.asString()))
                .toList();
        assertThat(eventIds).as(each.body).isNotEmpty();
        try (PreparedStatement select = log.prepareStatement("""
                SELECT array_agg(event_id ORDER BY position), max(position) FROM log.event
                WHERE command_id = (SELECT command_id FROM log.event WHERE event_id = ?)""")) {
            select.setObject(1, eventIds.getFirst());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertThat(row.getArray(1))
                        .as("lost: " + each.path + " " + each.body)
                        .isNotNull();
                assertThat(List.of((UUID[]) row.getArray(1).getArray()))
                        .as(each.body)
                        .isEqualTo(eventIds);
                assertThat(row.getLong(2)).isEqualTo(json.path("position").asLong());
            }
        }
        for (String stream : each.streams) {
            assertThat(number(
                            log,
                            "SELECT count(*) FROM log.event WHERE sequence = 0 AND aggregate_id = '" + stream + "'"))
                    .as(stream)
                    .isOne();
        }
    }

    private static void wholeOrNotAtAll(Connection log, Sent each) throws SQLException {
        int there = 0;
        for (String stream : each.streams) {
            there += (int) number(
                    log, "SELECT count(*) FROM log.event WHERE sequence = 0 AND aggregate_id = '" + stream + "'");
        }
        assertThat(there).as("in part: " + each.body).isIn(0, each.streams.size());
    }

    private static void viewsAreNotAhead(Door admin) {
        var views = admin.get("/api/v1/views").is(200).json().path("items");
        assertThat(views.size()).isPositive();
        views.valueStream()
                .forEach(view -> assertThat(view.path("position").asLong())
                        .as(view.toString())
                        .isLessThanOrEqualTo(view.path("head").asLong()));
    }

    private static void viewsReach(Door admin, long head) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(50, MILLISECONDS)
                .untilAsserted(() -> admin.get("/api/v1/views")
                        .is(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .forEach(view -> assertThat(view.path("position").asLong())
                                .as(view.toString())
                                .isGreaterThanOrEqualTo(head)));
    }

    /** Each case that nobody accepted in time is overdue, once; each window that nobody used is missed, once, at its instant. */
    private void noDeadlineIsLost(WanggeProcess running) throws SQLException {
        assertThat(casesWithTimer).isNotEmpty();
        assertThat(dutiesWithWindow).isNotEmpty();
        try (Connection log = running.database()) {
            // A timer that a killed process was at is taken up again after up to twenty seconds.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(200, MILLISECONDS)
                    .untilAsserted(() -> {
                        for (UUID caseId : casesWithTimer) {
                            assertThat(number(
                                            log,
                                            "SELECT count(*) FROM log.event WHERE type = 'case.overdue' AND aggregate_id = 'case:"
                                                    + caseId + "'"))
                                    .as("overdue of " + caseId)
                                    .isOne();
                        }
                        for (String dutyId : dutiesWithWindow) {
                            assertThat(number(
                                            log,
                                            "SELECT count(*) FROM log.event WHERE type = 'duty.missed'"
                                                    + " AND convert_from(body, 'UTF8')::jsonb #>> '{payload,dutyId}' = '"
                                                    + dutyId
                                                    + "'"))
                                    .as("missed window of " + dutyId)
                                    .isOne();
                        }
                    });
            assertThat(number(log, "SELECT count(*) FROM log.event"))
                    .isEqualTo(number(log, "SELECT max(position) FROM log.event"));
        }
    }

    private static long number(Connection log, String query) throws SQLException {
        try (var statement = log.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The moment of the kill is what the test is about: a time, not a condition. */
    private static void pause(int millis) {
        Executor later = CompletableFuture.delayedExecutor(millis, MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }
}
