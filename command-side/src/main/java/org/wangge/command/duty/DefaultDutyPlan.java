package org.wangge.command.duty;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.wangge.api.duty.Recurrence;
import org.wangge.api.plan.DefaultRules;

/**
 * What holds until an organisation adopts a plan: a window and a grace last at most a leap year each, and every day is a working
 * day, so that a duty falls due on holidays too unless its RRULE leaves them out or somebody excuses them.
 */
@Component
final class DefaultDutyPlan implements DutyPlan {

    @Override
    public String version() {
        return DefaultRules.VERSION;
    }

    @Override
    public Duration longestWindow() {
        return Recurrence.A_LEAP_YEAR;
    }

    @Override
    public Duration longestGrace() {
        return Recurrence.A_LEAP_YEAR;
    }
}
