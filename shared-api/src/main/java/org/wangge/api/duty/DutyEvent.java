package org.wangge.api.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/** What happened to a duty, and in one of its windows. */
public sealed interface DutyEvent extends Event {

    String dutyId();

    /** 职责任务已设立. */
    @StoredAs("duty.established")
    record DutyEstablished(
            String dutyId,
            String gridId,
            String role,
            DutyKind kind,
            @Nullable String title,
            String recurrence,
            LocalDateTime start,
            ZoneId timeZone,
            Duration window,
            Duration grace,
            String rules)
            implements DutyEvent {}

    /** 职责任务已调整. */
    @StoredAs("duty.amended")
    record DutyAmended(
            String dutyId,
            String recurrence,
            LocalDateTime start,
            ZoneId timeZone,
            Duration window,
            Duration grace,
            Instant effectiveFrom,
            String reason,
            String rules)
            implements DutyEvent {}

    /** 职责任务已暂停. */
    @StoredAs("duty.suspended")
    record DutySuspended(String dutyId, Instant effectiveFrom, String reason) implements DutyEvent {}

    /** 职责任务已恢复. */
    @StoredAs("duty.resumed")
    record DutyResumed(String dutyId, Instant effectiveFrom) implements DutyEvent {}

    /** 职责任务已撤销. */
    @StoredAs("duty.retired")
    record DutyRetired(String dutyId, Instant effectiveFrom, String reason) implements DutyEvent {}

    /**
     * One window and the rule by which it is judged, computed once and stored: a later change of rules moves no past window.
     *
     * @param windowStart when it opened
     * @param windowEnd until when an act is in time (excluded)
     * @param dueAt until when an act still counts, as late (excluded): window end plus grace
     * @param rules the version of the rules that made it
     */
    record Window(Instant windowStart, Instant windowEnd, Instant dueAt, String rules) {}

    /** What became of one window. A window that nobody decided about yet has no event. */
    sealed interface OccurrenceEvent extends DutyEvent {
        String gridId();

        String role();

        Window window();
    }

    /** 已履职. */
    @StoredAs("duty.fulfilled")
    record DutyFulfilled(
            String dutyId,
            String gridId,
            String role,
            Window window,
            String personId,
            @Nullable UUID inspectionId,
            @Nullable String note)
            implements OccurrenceEvent {}

    /** 逾期履职. */
    @StoredAs("duty.fulfilled-late")
    record DutyFulfilledLate(
            String dutyId,
            String gridId,
            String role,
            Window window,
            String personId,
            @Nullable UUID inspectionId,
            @Nullable String note)
            implements OccurrenceEvent {}

    /** 未履职. {@code responsible} are those who held the role when the window's last instant passed; empty means nobody did. */
    @StoredAs("duty.missed")
    record DutyMissed(String dutyId, String gridId, String role, Window window, List<String> responsible)
            implements OccurrenceEvent {}

    /** 免予履职. */
    @StoredAs("duty.excused")
    record DutyExcused(String dutyId, String gridId, String role, Window window, String reason)
            implements OccurrenceEvent {}
}
