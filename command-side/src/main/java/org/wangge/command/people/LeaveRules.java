package org.wangge.command.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Refused;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleRefusal;

/** The rules of leave (请假), each a sentence with a refusal. */
final class LeaveRules {

    private LeaveRules() {}

    static void theEndLiesAfterTheBeginning(Instant from, Instant to) {
        if (!to.isAfter(from)) {
            throw Refused.because(PeopleRefusal.LEAVE_ENDS_BEFORE_IT_BEGINS, "/to", to + " is not after " + from);
        }
    }

    /** What was before somebody left may still be recorded. */
    static void thePersonStillServes(@Nullable Instant leftAt, Instant from) {
        if (leftAt != null && !from.isBefore(leftAt)) {
            throw Refused.because(PeopleRefusal.PERSON_HAS_LEFT, "/from", "left at " + leftAt);
        }
    }

    static void noOtherLeaveOverlaps(List<LeaveRecorded> leaves, Instant from, Instant to) {
        for (LeaveRecorded leave : leaves) {
            if (leave.from().isBefore(to) && from.isBefore(leave.to())) {
                throw Refused.because(
                        PeopleRefusal.LEAVE_OVERLAPS, "/from", "on leave from " + leave.from() + " to " + leave.to());
            }
        }
    }

    static LeaveRecorded theLeaveThatBegins(List<LeaveRecorded> leaves, Instant from) {
        return leaves.stream()
                .filter(leave -> leave.from().equals(from))
                .findFirst()
                .orElseThrow(() -> Refused.because(PeopleRefusal.NO_SUCH_LEAVE, "/from", "no leave begins at " + from));
    }

    static void theReturnLiesWithin(LeaveRecorded leave, Instant effectiveFrom) {
        if (effectiveFrom.isBefore(leave.from()) || !effectiveFrom.isBefore(leave.to())) {
            throw Refused.because(
                    PeopleRefusal.NO_SUCH_LEAVE,
                    "/effectiveFrom",
                    "the leave is from " + leave.from() + " to " + leave.to());
        }
    }
}
