package org.wangge.command.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.duty.Scene.DAILY;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Provenance;
import org.wangge.api.duty.DutyCommand.CloseOccurrence;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.duty.DutySchedule;
import org.wangge.command.Submission;
import org.wangge.eventstore.Receipt;

/** Windows close when they fall due, on a real scheduler and database; only the time is ours. */
class ClosingOfWindowsTest {

    private static EmbeddedPostgres postgres = unset();

    private final SettableClock time = new SettableClock();
    private final List<Submission> submitted = new ArrayList<>();
    private @Nullable DutySchedule schedule;
    private int failAfter = Integer.MAX_VALUE;
    private ManualScheduler scheduler = unset();
    private WhenWindowPassesThenCloseOccurrence automation = unset();

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void freshTimers() throws Exception {
        DataSource database = postgres.getPostgresDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists scheduled_tasks");
            statement.execute(
                    "create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,"
                            + " execution_time timestamptz not null, picked boolean not null, picked_by text,"
                            + " last_success timestamptz, last_failure timestamptz, consecutive_failures int,"
                            + " last_heartbeat timestamptz, version bigint not null, priority smallint,"
                            + " primary key (task_name, task_instance))");
        }
        ClosingOfWindows closing = new ClosingOfWindows(this::of, this::submit, new TestClock());
        scheduler = TestHelper.createManualScheduler(database, closing.closeDutyWindows())
                .clock(time)
                .build();
        automation = new WhenWindowPassesThenCloseOccurrence(this::of, scheduler::scheduleIfNotExists);
    }

    @Test
    void eachWindowIsClosedWhenItFallsDueAndNotBefore() {
        established("2026-01-01T00:00:00Z");
        runAt("2026-01-01T09:59:59Z");
        assertThat(closed()).isEmpty();
        runAt("2026-01-01T10:00:00Z");
        assertThat(closed()).containsExactly("2026-01-01T00:00:00Z");
        runAt("2026-01-02T09:59:59Z");
        assertThat(closed()).hasSize(1);
        runAt("2026-01-02T10:00:00Z");
        assertThat(closed()).containsExactly("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    }

    @Test
    void theSystemClosesWithAKeyThatIsAlwaysTheSame() {
        established("2026-01-01T00:00:00Z");
        runAt("2026-01-01T10:00:00Z");
        assertThat(submitted.getFirst())
                .isEqualTo(new Submission(
                        new CloseOccurrence("d-1", Instant.parse("2026-01-01T00:00:00Z")),
                        Actor.SYSTEM,
                        null,
                        "process:duty-windows",
                        "close:d-1:2026-01-01T00:00:00Z",
                        null));
    }

    @Test
    void afterADowntimeAllWindowsAreClosedOneAfterAnother() {
        established("2026-01-01T00:00:00Z");
        for (int run = 0; run < 4; run++) {
            runAt("2026-12-31T12:00:00Z");
        }
        assertThat(closed()).hasSize(365).doesNotHaveDuplicates().isSorted();
        assertThat(closed().getLast()).isEqualTo("2026-12-31T00:00:00Z");
    }

    @Test
    void aRunThatBreaksOffLosesNothing() {
        established("2026-01-01T00:00:00Z");
        failAfter = 3;
        runAt("2026-01-05T12:00:00Z");
        assertThat(closed()).hasSize(3);
        failAfter = Integer.MAX_VALUE;
        runAt("2026-01-05T12:00:11Z");
        assertThat(closed().stream().distinct())
                .containsExactly(
                        "2026-01-01T00:00:00Z",
                        "2026-01-02T00:00:00Z",
                        "2026-01-03T00:00:00Z",
                        "2026-01-04T00:00:00Z",
                        "2026-01-05T00:00:00Z");
    }

    @Test
    void windowsOlderThanTheDutyAreNotClosed() {
        established("2026-01-03T12:00:00Z");
        runAt("2026-01-05T12:00:00Z");
        assertThat(closed()).containsExactly("2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z");
    }

    @Test
    void anAmendmentGetsItsOwnTimerAndTheOldOneRunsOut() {
        established("2026-01-01T00:00:00Z");
        change(
                new DutyAmended(
                        "d-1",
                        "FREQ=DAILY",
                        LocalDateTime.parse("2026-01-01T20:00:00"),
                        ZoneId.of("Asia/Shanghai"),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Instant.parse("2026-01-03T00:00:00Z"),
                        "夜巡",
                        "default-1"),
                "2026-01-02T12:00:00Z");
        for (int day = 1; day <= 5; day++) {
            runAt("2026-01-0" + day + "T13:00:00Z");
        }
        assertThat(closed())
                .containsExactly(
                        "2026-01-01T00:00:00Z",
                        "2026-01-02T00:00:00Z",
                        "2026-01-03T12:00:00Z",
                        "2026-01-04T12:00:00Z",
                        "2026-01-05T12:00:00Z");
    }

    @Test
    void aSuspendedDutyMissesNothingUntilItIsResumed() {
        established("2026-01-01T00:00:00Z");
        change(new DutySuspended("d-1", Instant.parse("2026-01-02T12:00:00Z"), "台风"), "2026-01-02T12:00:00Z");
        runAt("2026-01-04T12:00:00Z");
        change(new DutyResumed("d-1", Instant.parse("2026-01-05T00:00:00Z")), "2026-01-04T12:00:00Z");
        runAt("2026-01-05T12:00:00Z");
        assertThat(closed()).containsExactly("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-05T00:00:00Z");
    }

    @Test
    void aRetiredDutyLeavesNoTimerBehind() {
        established("2026-01-01T00:00:00Z");
        change(new DutyRetired("d-1", Instant.parse("2026-01-02T12:00:00Z"), "网格合并"), "2026-01-02T12:00:00Z");
        runAt("2026-01-09T12:00:00Z");
        assertThat(closed()).containsExactly("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
        assertThat(scheduler.getScheduledExecutions()).isEmpty();
    }

    @Test
    void anEventThatComesTwiceSetsNoSecondTimer() {
        established("2026-01-01T00:00:00Z");
        automation.on(DAILY, envelope(0, "2026-01-01T00:00:00Z"));
        assertThat(scheduler.getScheduledExecutions()).hasSize(1);
    }

    private void established(String recordedAt) {
        schedule = DutySchedule.establishedBy(DAILY, Instant.parse(recordedAt));
        automation.on(DAILY, envelope(0, recordedAt));
    }

    private void change(org.wangge.api.duty.DutyEvent event, String recordedAt) {
        DutySchedule changed = of("d-1").orElseThrow().after(event, Instant.parse(recordedAt));
        schedule = changed;
        Envelope envelope = envelope(changed.changes().size() - 1, recordedAt);
        switch (event) {
            case DutyAmended amended -> automation.on(amended, envelope);
            case DutySuspended suspended -> automation.on(suspended, envelope);
            case DutyResumed resumed -> automation.on(resumed, envelope);
            case DutyRetired retired -> automation.on(retired, envelope);
            default -> throw new IllegalArgumentException(event.toString());
        }
    }

    private void runAt(String now) {
        time.set(Instant.parse(now));
        scheduler.runAnyDueExecutions();
    }

    private List<String> closed() {
        return submitted.stream()
                .map(each -> ((CloseOccurrence) each.command()).windowStart().toString())
                .toList();
    }

    private Optional<DutySchedule> of(String dutyId) {
        return Optional.ofNullable(schedule);
    }

    private Receipt submit(Submission submission) {
        if (submitted.size() >= failAfter) {
            throw new IllegalStateException("the database went away");
        }
        submitted.add(submission);
        return new Receipt(submission.command().stream(), 0, List.of(), 1, false);
    }

    private static Envelope envelope(long sequence, String recordedAt) {
        UUID id = new UUID(7, sequence);
        Instant at = Instant.parse(recordedAt);
        return new Envelope(
                1, id, "duty", 1, "duty:d-1", sequence, at, new Provenance(Scene.MEMBER, at, "http", id, id, null));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time.now();
        }
    }
}
