package org.wangge.command.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.api.duty.Recurrence;

/** What a duty may say. */
final class DutyRules {

    /** The clocks of a caller and of the server are never quite the same. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private DutyRules() {}

    static void windowsCanBeKept(
            String rrule, LocalDateTime start, ZoneId zone, Duration window, Duration grace, DutyPlan plan) {
        if (window.compareTo(plan.longestWindow()) > 0) {
            throw Refused.because(
                    DutyRefusal.WINDOW_OUT_OF_RANGE, "/window", window + " is longer than " + plan.longestWindow());
        }
        if (grace.compareTo(plan.longestGrace()) > 0) {
            throw Refused.because(
                    DutyRefusal.GRACE_OUT_OF_RANGE, "/grace", grace + " is longer than " + plan.longestGrace());
        }
        Recurrence.proposed(rrule, start, zone, window, grace, plan.version());
    }

    /**
     * The instant from which a change holds: never before now, so that no window that has opened is moved by it. A history that
     * is imported keeps its own instants.
     */
    static Instant effectiveFromNowOn(Instant effectiveFrom, Instant now, Provenance provenance) {
        if (provenance.imported()) {
            return effectiveFrom;
        }
        if (effectiveFrom.isBefore(now.minus(CLOCKS_DIFFER))) {
            throw Refused.because(
                    DutyRefusal.EFFECTIVE_IN_PAST, "/effectiveFrom", effectiveFrom + " is past; it is " + now);
        }
        Instant atLeast = now.truncatedTo(ChronoUnit.MICROS);
        return effectiveFrom.isBefore(atLeast) ? atLeast : effectiveFrom;
    }

    static void amendmentsFollowEachOther(Instant effectiveFrom, @Nullable Instant previous) {
        if (previous != null && effectiveFrom.isBefore(previous)) {
            throw Refused.because(
                    DutyRefusal.AMENDMENT_BEFORE_PREVIOUS,
                    "/effectiveFrom",
                    effectiveFrom + " lies before the previous amendment, effective from " + previous);
        }
    }

    static void pausesFollowEachOther(Instant effectiveFrom, @Nullable Instant previous) {
        if (previous != null && effectiveFrom.isBefore(previous)) {
            throw Refused.because(
                    DutyRefusal.RESUMED_BEFORE_SUSPENDED, "/effectiveFrom", effectiveFrom + " lies before " + previous);
        }
    }
}
