package org.wangge.command.grid;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.grid.GridKind;
import org.wangge.api.grid.GridRefusal;
import org.wangge.api.grid.Roster;
import org.wangge.api.grid.Roster.Tenure;
import org.wangge.command.directory.Directory.GridFacts;

/** The rules of grids and responsibilities, each a sentence with a refusal. */
final class GridRules {

    private GridRules() {}

    /** The plan names between 2 and 6 levels. */
    static void theLevelIsOneOfThePlan(int level, GridPlan plan) {
        if (level < 1 || level > plan.levels()) {
            throw Refused.because(
                    GridRefusal.LEVEL_OUT_OF_RANGE,
                    "/level",
                    "levels go from 1 to " + plan.levels() + ", not " + level);
        }
    }

    /** Levels only ever decrease upwards, so the tree can have no cycle. Levels may be skipped. */
    static void theParentStandsAbove(GridFacts parent, int level) {
        if (parent.level() >= level) {
            throw Refused.because(
                    GridRefusal.PARENT_NOT_ABOVE,
                    "/parentId",
                    "grid " + parent.gridId() + " stands on level " + parent.level() + ", not above level " + level);
        }
    }

    static void theRoleIsOneOfThePlan(String role, GridPlan plan) {
        if (!plan.knows(role)) {
            throw Refused.because(GridRefusal.UNKNOWN_ROLE, "/role", "unknown role " + role);
        }
    }

    /**
     * From {@code from} on, without an end: nobody else may hold an exclusive role then, and nobody holds a role twice. The tenure
     * that ends at that very instant does not count.
     */
    static void theRoleIsFreeBut(
            Roster roster,
            String role,
            Predicate<Tenure> ending,
            String personId,
            String personPointer,
            Instant from,
            GridPlan plan) {
        for (Tenure tenure : roster.tenures(role)) {
            if (!ending.test(tenure) && tenure.reachesPast(from)) {
                if (tenure.personId().equals(personId)) {
                    throw Refused.because(
                            GridRefusal.ALREADY_HOLDS_ROLE,
                            personPointer,
                            personId + " holds it from " + tenure.from());
                }
                if (plan.exclusive(role)) {
                    throw Refused.because(
                            GridRefusal.ROLE_ALREADY_HELD,
                            personPointer,
                            tenure.personId() + " holds it from " + tenure.from());
                }
            }
        }
    }

    /** The person holds the role at that instant, and no end has been recorded. */
    static void thePersonHoldsTheRoleWithoutEnd(
            Roster roster, String role, String personId, String personPointer, Instant at) {
        Tenure tenure = roster.tenure(role, personId, at)
                .orElseThrow(() -> Refused.because(
                        GridRefusal.DOES_NOT_HOLD_ROLE, personPointer, personId + " does not hold it at " + at));
        if (tenure.to() != null) {
            throw Refused.because(
                    GridRefusal.ALREADY_ENDED, personPointer, "ends at " + tenure.to() + ", as recorded before");
        }
    }

    /** A signature is a fact: it cannot lie ahead. */
    static void theLetterIsSignedAlready(Instant signedAt, Instant now) {
        if (signedAt.isAfter(now)) {
            throw Refused.because(CommonRefusal.OCCURRED_IN_FUTURE, "/signedAt", signedAt + " is later than " + now);
        }
    }

    static void theEndLiesAfterTheBeginning(Instant from, Instant to) {
        if (!to.isAfter(from)) {
            throw Refused.because(GridRefusal.ENDS_BEFORE_IT_BEGINS, "/to", to + " is not after " + from);
        }
    }

    static void onlyATimeSlotHasHours(GridKind kind) {
        if (kind != GridKind.TIME_SLOT) {
            throw Refused.because(GridRefusal.NOT_A_TIME_SLOT, "", "the grid is of kind " + kind);
        }
    }

    static void onlyABusinessLineHasALine(GridKind kind) {
        if (kind != GridKind.BUSINESS_LINE) {
            throw Refused.because(GridRefusal.NOT_A_BUSINESS_LINE, "", "the grid is of kind " + kind);
        }
    }

    /** Rosters are kept by the minute. */
    static void hoursAreInWholeMinutes(LocalTime time, String pointer) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw Refused.because(GridRefusal.HOURS_NOT_WHOLE_MINUTES, pointer, time + " is no whole minute");
        }
    }

    /** Everybody means the same by a name of the tz database; {@code UTC+8} lies east for some and west for others. */
    static void theTimeZoneIsAPlace(ZoneId timeZone) {
        if (!ZoneId.getAvailableZoneIds().contains(timeZone.getId())) {
            throw Refused.because(GridRefusal.TIME_ZONE_IS_NO_PLACE, "/timeZone", timeZone + " is none of them");
        }
    }
}
