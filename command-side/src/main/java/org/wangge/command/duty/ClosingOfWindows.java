package org.wangge.command.duty;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.api.Actor;
import org.wangge.api.duty.DutyCommand.CloseOccurrence;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutySchedule;
import org.wangge.command.CommandDesk;
import org.wangge.command.Submission;

/**
 * The timer behind {@link WhenWindowPassesThenCloseOccurrence}, on db-scheduler.
 *
 * <p>Every change of a duty (the establishment is the first) has one timer for each of the duty's rules: it closes the windows of
 * that rule which open from that change on until the next change, one after another, each when it falls due. So no timer is ever
 * moved or cancelled, and none can be lost in a race with the one that is running: an amended duty gets new timers, and the old
 * ones run out by themselves when they next look at the log. The task's data is the cursor, the opening of the last window that was
 * closed; after a crash the same windows are closed once more, which the command's key and the occurrence itself make harmless.
 */
@Configuration(proxyBeanMethods = false)
class ClosingOfWindows {

    static final TaskDescriptor<String> TASK = TaskDescriptor.of("close-duty-windows", String.class);
    static final String SOURCE = "process:duty-windows";

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int WINDOWS_PER_RUN = 100;

    private final DutySchedules schedules;
    private final CommandDesk desk;
    private final Clock clock;

    ClosingOfWindows(DutySchedules schedules, CommandDesk desk, Clock clock) {
        this.schedules = schedules;
        this.desk = desk;
        this.clock = clock;
    }

    /** Which windows a timer watches: those of one rule that open between one change of the duty and the next. */
    record Watch(String dutyId, int change, int rule) {

        /** Codes of duties have no colon. */
        String id() {
            return dutyId + ":" + change + ":" + rule;
        }

        static Watch of(String id) {
            String[] parts = id.split(":", -1);
            return new Watch(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        Stream<Window> windowsAfter(DutySchedule schedule, @Nullable Instant closed) {
            Instant from =
                    closed != null ? closed.plusNanos(1) : schedule.changes().get(change);
            boolean last = change + 1 == schedule.changes().size();
            Instant until = last ? Instant.MAX : schedule.changes().get(change + 1);
            return schedule.windowsOfRule(rule, from, until).filter(schedule::owed);
        }
    }

    /** The timers that a change of a duty needs, each set to the moment at which its first window falls due. */
    static List<SchedulableInstance<String>> timersFor(DutySchedule schedule, int change) {
        List<SchedulableInstance<String>> timers = new ArrayList<>();
        for (int rule = 0; rule < schedule.rules().size(); rule++) {
            Watch watch = new Watch(schedule.dutyId(), change, rule);
            watch.windowsAfter(schedule, null)
                    .findFirst()
                    .ifPresent(first -> timers.add(TASK.instance(watch.id())
                            .data(cursor(first.windowStart().minusNanos(1)))
                            .scheduledTo(first.dueAt())));
        }
        return timers;
    }

    @Bean
    Task<String> closeDutyWindows() {
        return Tasks.custom(TASK)
                .onFailure(new OnFailureRetryLater<>(RETRY))
                .onDeadExecutionRevive()
                .execute((timer, context) -> run(timer));
    }

    private CompletionHandler<String> run(TaskInstance<String> timer) {
        Watch watch = Watch.of(timer.getId());
        DutySchedule schedule = schedules
                .of(watch.dutyId())
                .orElseThrow(() -> new IllegalStateException("no duty for timer " + timer.getId()));
        Instant closed = Instant.parse(timer.getData());
        Iterator<Window> windows = watch.windowsAfter(schedule, closed).iterator();
        for (int i = 0; i < WINDOWS_PER_RUN; i++) {
            if (!windows.hasNext()) {
                return new OnCompleteRemove<>();
            }
            Window window = windows.next();
            if (!WindowRules.due(window, clock.instant())) {
                return again(window.dueAt(), closed);
            }
            close(watch.dutyId(), window);
            closed = window.windowStart();
        }
        return again(clock.instant(), closed);
    }

    private void close(String dutyId, Window window) {
        desk.submit(new Submission(
                new CloseOccurrence(dutyId, window.windowStart()),
                Actor.SYSTEM,
                null,
                SOURCE,
                "close:" + dutyId + ":" + window.windowStart(),
                null));
    }

    private static CompletionHandler<String> again(Instant at, Instant closed) {
        return (complete, operations) -> operations.reschedule(complete, at, cursor(closed));
    }

    private static String cursor(Instant closed) {
        return closed.toString();
    }
}
