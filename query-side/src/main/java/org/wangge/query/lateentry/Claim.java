package org.wangge.query.lateentry;

import java.time.Instant;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.duty.DutyEvent.DutyAmended;
import org.wangge.api.duty.DutyEvent.DutyResumed;
import org.wangge.api.duty.DutyEvent.DutyRetired;
import org.wangge.api.duty.DutyEvent.DutySuspended;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;

/**
 * 所称时间: from when on something is said to be so. Mostly that is when it happened; but who assigns a responsibility today, from
 * last month on, writes last month in today, whatever the day of the assignment.
 *
 * @param backdated it is said to hold from before it happened
 */
record Claim(Instant at, boolean backdated) {

    static Claim of(Event event, Envelope envelope) {
        Instant occurredAt = envelope.occurredAt();
        Instant holdsFrom = holdsFrom(event, occurredAt);
        return holdsFrom.isBefore(occurredAt) ? new Claim(holdsFrom, true) : new Claim(occurredAt, false);
    }

    private static Instant holdsFrom(Event event, Instant occurredAt) {
        return switch (event) {
            case ResponsibilityAssigned e -> e.effectiveFrom();
            case ResponsibilityHandedOver e -> e.effectiveAt();
            case ResponsibilityRelieved e -> e.effectiveAt();
            case ResponsibilityLetterSigned e -> e.signedAt();
            case StandInAppointed e -> e.from();
            case SlotHoursSet e -> e.effectiveFrom();
            case BusinessLineSet e -> e.effectiveFrom();
            case DutyAmended e -> e.effectiveFrom();
            case DutySuspended e -> e.effectiveFrom();
            case DutyResumed e -> e.effectiveFrom();
            case DutyRetired e -> e.effectiveFrom();
            case LeaveRecorded e -> e.from();
            case LeaveCancelled e -> e.effectiveFrom();
            default -> occurredAt;
        };
    }
}
