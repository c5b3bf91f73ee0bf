package org.wangge.command.duty;

import java.time.Duration;
import java.time.Instant;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.api.duty.DutySchedule;

/** How one window of a duty is judged. */
final class WindowRules {

    /** The log's clock ticks in microseconds: the last instant that still belongs to a window lies one tick before its end. */
    private static final Duration TICK = Duration.ofNanos(1000);

    private WindowRules() {}

    static DutySchedule theDutyExists(DutySchedules schedules, String dutyId) {
        return schedules.of(dutyId).orElseThrow(() -> Refused.because(CommonRefusal.NOT_FOUND));
    }

    static Window theWindowExists(DutySchedule schedule, Instant windowStart) {
        return schedule.windowOpening(windowStart)
                .orElseThrow(() -> Refused.because(
                        DutyRefusal.NO_SUCH_WINDOW,
                        "/windowStart",
                        "duty " + schedule.dutyId() + " has no window that opens at " + windowStart));
    }

    static void theActLiesBetweenOpeningAndDue(Window window, Instant occurredAt) {
        if (occurredAt.isBefore(window.windowStart())) {
            throw Refused.because(
                    DutyRefusal.WINDOW_NOT_YET_OPEN, "/occurredAt", "the window opens at " + window.windowStart());
        }
        if (!occurredAt.isBefore(window.dueAt())) {
            throw Refused.because(
                    DutyRefusal.TOO_LATE_FOR_WINDOW, "/occurredAt", "the window was due until " + window.dueAt());
        }
    }

    static boolean inTime(Window window, Instant occurredAt) {
        return occurredAt.isBefore(window.windowEnd());
    }

    static boolean due(Window window, Instant now) {
        return !now.isBefore(window.dueAt());
    }

    /** When it is asked who was responsible for a missed window: in grace only the one could act who had let the window pass. */
    static Instant lastInstant(Window window) {
        return window.windowEnd().minus(TICK);
    }
}
