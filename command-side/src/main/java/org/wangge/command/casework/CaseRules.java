package org.wangge.command.casework;

import static org.wangge.api.casework.CaseRefusal.ACCEPT_BY_AFTER_DUE;
import static org.wangge.api.casework.CaseRefusal.CASE_ENDED;
import static org.wangge.api.casework.CaseRefusal.DEADLINE_NOT_AHEAD;
import static org.wangge.api.casework.CaseRefusal.DELISTER_IS_NOT_LISTER;
import static org.wangge.api.casework.CaseRefusal.EXTENSION_NOT_LATER;
import static org.wangge.api.casework.CaseRefusal.EXTENSION_PENDING;
import static org.wangge.api.casework.CaseRefusal.EXTENSION_TOO_LATE;
import static org.wangge.api.casework.CaseRefusal.FIVE_ELEMENTS_MISSING;
import static org.wangge.api.casework.CaseRefusal.HISTORY_IMPOSSIBLE;
import static org.wangge.api.casework.CaseRefusal.IMPORT_NEEDS_UNIT;
import static org.wangge.api.casework.CaseRefusal.LISTED_ALREADY;
import static org.wangge.api.casework.CaseRefusal.LOG_TOO_LONG;
import static org.wangge.api.casework.CaseRefusal.MAJOR_CASE_ON_THE_SPOT;
import static org.wangge.api.casework.CaseRefusal.NOTHING_CORRECTED;
import static org.wangge.api.casework.CaseRefusal.NOT_BEING_RECTIFIED;
import static org.wangge.api.casework.CaseRefusal.NOT_CLOSED;
import static org.wangge.api.casework.CaseRefusal.NOT_LISTED;
import static org.wangge.api.casework.CaseRefusal.NOT_TRANSFERRED;
import static org.wangge.api.casework.CaseRefusal.NOT_VERIFIED;
import static org.wangge.api.casework.CaseRefusal.NOT_WAITING_FOR_ACCEPTANCE;
import static org.wangge.api.casework.CaseRefusal.NOT_WAITING_FOR_DISPATCH;
import static org.wangge.api.casework.CaseRefusal.NOT_WAITING_FOR_VERIFICATION;
import static org.wangge.api.casework.CaseRefusal.NO_DEADLINE_TO_EXTEND;
import static org.wangge.api.casework.CaseRefusal.NO_EXTENSION_REQUESTED;
import static org.wangge.api.casework.CaseRefusal.NO_PARENT_GRID;
import static org.wangge.api.casework.CaseRefusal.NO_WORK_STOP;
import static org.wangge.api.casework.CaseRefusal.ORIGINAL_ENDED;
import static org.wangge.api.casework.CaseRefusal.ORIGINAL_IS_ITSELF;
import static org.wangge.api.casework.CaseRefusal.PLAN_BEYOND_DUE;
import static org.wangge.api.casework.CaseRefusal.POSITION_INCOMPLETE;
import static org.wangge.api.casework.CaseRefusal.TRANSFERRED;
import static org.wangge.api.casework.CaseRefusal.VERIFIER_IS_RECTIFIER;
import static org.wangge.api.casework.CaseRefusal.WORK_STOPPED_ALREADY;
import static org.wangge.api.casework.CaseRefusal.WORK_STOP_STANDS;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.RefusalCode;
import org.wangge.api.Refused;
import org.wangge.api.casework.CaseCommand.CorrectCase;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.MergeDuplicate;
import org.wangge.api.casework.Severity;
import org.wangge.command.casework.CaseFile.Listing;
import org.wangge.command.casework.CaseState.Accepted;
import org.wangge.command.casework.CaseState.Closed;
import org.wangge.command.casework.CaseState.Dispatched;
import org.wangge.command.casework.CaseState.Extension;
import org.wangge.command.casework.CaseState.Merged;
import org.wangge.command.casework.CaseState.Rectified;
import org.wangge.command.casework.CaseState.RectifiedOnSpot;
import org.wangge.command.casework.CaseState.Reported;
import org.wangge.command.casework.CaseState.Transferred;
import org.wangge.command.casework.CaseState.Verified;

/** 案件规则: each says what must hold, and refuses with one code where it does not. */
final class CaseRules {

    private CaseRules() {}

    // In which state?

    static void theCaseIsOpen(CaseState state) {
        if (state instanceof Closed || state instanceof Merged) {
            throw Refused.because(CASE_ENDED);
        }
    }

    static void theCaseIsInOurHands(CaseState state) {
        theCaseIsOpen(state);
        if (state instanceof Transferred) {
            throw Refused.because(TRANSFERRED);
        }
    }

    static Reported theCaseWaitsForDispatch(CaseState state) {
        return theCaseIs(Reported.class, state, NOT_WAITING_FOR_DISPATCH);
    }

    static Dispatched theCaseWaitsForAcceptance(CaseState state) {
        return theCaseIs(Dispatched.class, state, NOT_WAITING_FOR_ACCEPTANCE);
    }

    static Accepted theCaseIsBeingRectified(CaseState state) {
        return theCaseIs(Accepted.class, state, NOT_BEING_RECTIFIED);
    }

    static Rectified theCaseWaitsForVerification(CaseState state) {
        return theCaseIs(Rectified.class, state, NOT_WAITING_FOR_VERIFICATION);
    }

    static Transferred theCaseLiesElsewhere(CaseState state) {
        return theCaseIs(Transferred.class, state, NOT_TRANSFERRED);
    }

    static void onlyAVerifiedOrOnTheSpotCaseCloses(CaseState state) {
        theCaseIsOpen(state);
        if (!(state instanceof Verified || state instanceof RectifiedOnSpot)) {
            throw Refused.because(NOT_VERIFIED);
        }
    }

    static void onlyAClosedCaseReopens(CaseState state) {
        if (!(state instanceof Closed)) {
            throw Refused.because(NOT_CLOSED);
        }
    }

    // In which order?

    static void aStepFollowsThePreviousOne(Instant occurredAt, Instant previous) {
        if (occurredAt.isBefore(previous)) {
            throw Refused.because(
                    CommonRefusal.OCCURRED_BEFORE_PREVIOUS,
                    "/occurredAt",
                    occurredAt + " is before the previous step of " + previous);
        }
    }

    static void aDeadlineLiesAhead(Instant deadline, Instant setAt, String pointer) {
        if (!deadline.isAfter(setAt)) {
            throw Refused.because(DEADLINE_NOT_AHEAD, pointer, deadline + " is not after " + setAt);
        }
    }

    static void acceptanceIsDueBeforeTheRectification(Instant acceptBy, Instant dueAt) {
        if (acceptBy.isAfter(dueAt)) {
            throw Refused.because(ACCEPT_BY_AFTER_DUE, "/acceptBy", acceptBy + " is after " + dueAt);
        }
    }

    // The report

    static void aPositionHasBothCoordinates(@Nullable String latitude, @Nullable String longitude, String parent) {
        if (latitude == null && longitude != null) {
            throw Refused.because(POSITION_INCOMPLETE, parent + "/latitude", "missing beside a longitude");
        }
        if (latitude != null && longitude == null) {
            throw Refused.because(POSITION_INCOMPLETE, parent + "/longitude", "missing beside a latitude");
        }
    }

    // Rectification

    /** By law a hazard that can be removed at once is no major one (安全生产事故隐患排查治理暂行规定, article 3). */
    static void aMajorCaseIsNotRectifiedOnTheSpot(Severity severity) {
        if (severity == Severity.MAJOR) {
            throw Refused.because(MAJOR_CASE_ON_THE_SPOT);
        }
    }

    /** 五到位 (requirement M-296). */
    static void aMajorCaseNeedsTheFiveElements(Severity severity, boolean planned) {
        if (severity == Severity.MAJOR && !planned) {
            throw Refused.because(FIVE_ELEMENTS_MISSING);
        }
    }

    static void aPlanKeepsTheDueTime(Instant deadline, @Nullable Instant dueAt) {
        if (dueAt != null && deadline.isAfter(dueAt)) {
            throw Refused.because(PLAN_BEYOND_DUE, "/deadline", deadline + " is after " + dueAt);
        }
    }

    /** Whoever acts in the rectifier's place verifies no more than the rectifier does. */
    static void theVerifierIsNotTheRectifier(Actor verifier, String rectifier) {
        if (verifier.identity().equals(rectifier) || rectifier.equals(verifier.onBehalfOf())) {
            throw Refused.because(VERIFIER_IS_RECTIFIER);
        }
    }

    static void anExtensionIsLaterAndInTime(@Nullable Instant dueAt, Instant newDueAt, Instant askedAt) {
        if (dueAt == null) {
            throw Refused.because(NO_DEADLINE_TO_EXTEND);
        }
        if (askedAt.isAfter(dueAt)) {
            throw Refused.because(EXTENSION_TOO_LATE, "/occurredAt", askedAt + " is after " + dueAt);
        }
        if (!newDueAt.isAfter(dueAt)) {
            throw Refused.because(EXTENSION_NOT_LATER, "/newDueAt", newDueAt + " is not after " + dueAt);
        }
    }

    static void oneExtensionIsAskedForAtATime(@Nullable Extension asked) {
        if (asked != null) {
            throw Refused.because(EXTENSION_PENDING);
        }
    }

    static Extension anExtensionWasAskedFor(@Nullable Extension asked) {
        if (asked == null) {
            throw Refused.because(NO_EXTENSION_REQUESTED);
        }
        return asked;
    }

    // Oversight

    static String aCaseIsEscalatedToTheParent(@Nullable String parentGridId) {
        if (parentGridId == null) {
            throw Refused.because(NO_PARENT_GRID);
        }
        return parentGridId;
    }

    static void aCaseIsListedOnce(@Nullable Listing listing) {
        if (listing != null) {
            throw Refused.because(LISTED_ALREADY);
        }
    }

    /** De-listing only by the lister (requirement M-261). */
    static Listing onlyTheListerDelists(@Nullable Listing listing, Actor actor) {
        if (listing == null) {
            throw Refused.because(NOT_LISTED);
        }
        if (!listing.lister().equals(actor.identity())) {
            throw Refused.because(DELISTER_IS_NOT_LISTER);
        }
        return listing;
    }

    static void workIsStoppedOnce(@Nullable Instant workStoppedAt) {
        if (workStoppedAt != null) {
            throw Refused.because(WORK_STOPPED_ALREADY);
        }
    }

    static Instant aWorkStopStands(@Nullable Instant workStoppedAt) {
        if (workStoppedAt == null) {
            throw Refused.because(NO_WORK_STOP);
        }
        return workStoppedAt;
    }

    // The end

    static void aCaseWithAStandingWorkStopDoesNotEnd(@Nullable Instant workStoppedAt) {
        if (workStoppedAt != null) {
            throw Refused.because(WORK_STOP_STANDS);
        }
    }

    static void aCaseIsNotItsOwnDuplicate(MergeDuplicate command) {
        if (command.caseId().equals(command.originalCaseId())) {
            throw Refused.because(ORIGINAL_IS_ITSELF, "/originalCaseId", "names the case itself");
        }
    }

    static void theOriginalGoesOn(boolean exists, boolean open, MergeDuplicate command) {
        if (!exists) {
            throw Refused.because(
                    CommonRefusal.UNKNOWN_CASE, "/originalCaseId", "unknown case " + command.originalCaseId());
        }
        if (!open) {
            throw Refused.because(ORIGINAL_ENDED, "/originalCaseId", command.originalCaseId() + " has ended");
        }
    }

    static void aCorrectionCorrectsSomething(CorrectCase command) {
        if (command.category() == null
                && command.title() == null
                && command.description() == null
                && command.place() == null) {
            throw Refused.because(NOTHING_CORRECTED);
        }
    }

    // Imported histories

    /**
     * Reported, then dispatched, then closed, and nothing of it in the future. A due time may lie anywhere: real histories have some
     * before the report, and a case may be closed before or after it.
     */
    static void anImportedHistoryIsPossible(ImportCase command, Instant reportedAt, Instant now) {
        Instant dispatchedAt = command.dispatchedAt();
        Instant closedAt = command.closedAt();
        aDispatchNeedsItsUnit(command, "");
        notInFuture(dispatchedAt, now, "/dispatchedAt");
        notInFuture(closedAt, now, "/closedAt");
        notBefore(dispatchedAt, reportedAt, "/dispatchedAt", "reported");
        notBefore(closedAt, reportedAt, "/closedAt", "reported");
        if (dispatchedAt != null) {
            notBefore(closedAt, dispatchedAt, "/closedAt", "dispatched");
        }
    }

    /**
     * Nothing of it lies in the future, but it may contradict itself: real logs close cases before they begin them, and tell of work
     * before the report and after the close. What is claimed is kept as it is claimed.
     */
    static void anImportedLogIsNoProphecy(ImportCaseLog command, Instant now) {
        ImportCase history = command.history();
        aDispatchNeedsItsUnit(history, "/history");
        notInFuture(history.dispatchedAt(), now, "/history/dispatchedAt");
        notInFuture(history.closedAt(), now, "/history/closedAt");
        if (command.activities().size() > ImportCaseLog.MOST_ACTIVITIES) {
            throw Refused.because(
                    LOG_TOO_LONG,
                    "/activities",
                    command.activities().size() + " activities, at most " + ImportCaseLog.MOST_ACTIVITIES);
        }
        for (int i = 0; i < command.activities().size(); i++) {
            notInFuture(command.activities().get(i).occurredAt(), now, "/activities/" + i + "/occurredAt");
        }
    }

    private static void aDispatchNeedsItsUnit(ImportCase command, String at) {
        if (command.unitId() == null) {
            absentWithoutUnit(command.dispatchedAt(), at + "/dispatchedAt");
            absentWithoutUnit(command.dueAt(), at + "/dueAt");
        }
    }

    private static void absentWithoutUnit(@Nullable Instant value, String pointer) {
        if (value != null) {
            throw Refused.because(IMPORT_NEEDS_UNIT, pointer, value + " without a unit");
        }
    }

    private static void notInFuture(@Nullable Instant value, Instant now, String pointer) {
        if (value != null && value.isAfter(now)) {
            throw Refused.because(CommonRefusal.OCCURRED_IN_FUTURE, pointer, value + " is in the future");
        }
    }

    private static void notBefore(@Nullable Instant value, Instant earlier, String pointer, String what) {
        if (value != null && value.isBefore(earlier)) {
            throw Refused.because(HISTORY_IMPOSSIBLE, pointer, value + " is before it was " + what + " at " + earlier);
        }
    }

    private static <S extends CaseState> S theCaseIs(Class<S> wanted, CaseState state, RefusalCode otherwise) {
        theCaseIsOpen(state);
        if (!wanted.isInstance(state)) {
            throw Refused.because(otherwise);
        }
        return wanted.cast(state);
    }
}
