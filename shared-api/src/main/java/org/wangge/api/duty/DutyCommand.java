package org.wangge.api.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask about a recurring duty and about one of its windows. */
public sealed interface DutyCommand extends Command {

    String dutyId();

    /** Asks about the duty itself. */
    sealed interface DutyDefinition extends DutyCommand {
        @Override
        default String stream() {
            return Streams.duty(dutyId());
        }
    }

    /**
     * 设立职责任务.
     *
     * @param role whose holders in the grid must do it
     * @param recurrence an RFC 5545 RRULE without the leading {@code RRULE:}
     * @param start DTSTART, the wall clock time at which the first window opens
     * @param window how long a window stays open, from each recurrence on
     * @param grace how long after the window an act still counts, as late
     */
    record EstablishDuty(
            String dutyId,
            String gridId,
            String role,
            DutyKind kind,
            @Nullable String title,
            String recurrence,
            LocalDateTime start,
            ZoneId timeZone,
            Duration window,
            Duration grace)
            implements DutyDefinition {}

    /** 调整职责任务: windows that open at or after {@code effectiveFrom} follow the new rule; earlier ones stay as they were. */
    record AmendDuty(
            String dutyId,
            String recurrence,
            LocalDateTime start,
            ZoneId timeZone,
            Duration window,
            Duration grace,
            Instant effectiveFrom,
            String reason)
            implements DutyDefinition {}

    /** 暂停职责任务: no window opens from {@code effectiveFrom} on until it is resumed. */
    record SuspendDuty(String dutyId, Instant effectiveFrom, String reason) implements DutyDefinition {}

    /** 恢复职责任务. */
    record ResumeDuty(String dutyId, Instant effectiveFrom) implements DutyDefinition {}

    /** 撤销职责任务. */
    record RetireDuty(String dutyId, Instant effectiveFrom, String reason) implements DutyDefinition {}

    /** Asks about one window of the duty, named by the instant at which it opens. */
    sealed interface OccurrenceCommand extends DutyCommand {
        Instant windowStart();

        @Override
        default String stream() {
            return Streams.occurrence(dutyId(), windowStart());
        }
    }

    /** 履职. Whether it was in time is judged from when it happened. */
    record FulfilDuty(
            String dutyId,
            Instant windowStart,
            @Nullable UUID inspectionId,
            @Nullable String note) implements OccurrenceCommand {}

    /** 免予履职. */
    record ExcuseOccurrence(String dutyId, Instant windowStart, String reason) implements OccurrenceCommand {}

    /** 时段到期: sent by Wangge itself when window and grace have passed. */
    record CloseOccurrence(String dutyId, Instant windowStart) implements OccurrenceCommand {}
}
