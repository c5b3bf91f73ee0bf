package org.wangge.command.casework;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseMergedAsDuplicate;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.Delisted;
import org.wangge.api.casework.CaseEvent.ExtensionGranted;
import org.wangge.api.casework.CaseEvent.ExtensionRefused;
import org.wangge.api.casework.CaseEvent.ExtensionRequested;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseEvent.ListedForSupervision;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseEvent.RectificationPlanned;
import org.wangge.api.casework.CaseEvent.RectificationSubmitted;
import org.wangge.api.casework.CaseEvent.RectificationVerified;
import org.wangge.api.casework.CaseEvent.TransferOutcomeRecorded;
import org.wangge.api.casework.CaseEvent.VerificationFailed;
import org.wangge.api.casework.CaseEvent.WorkStopLifted;
import org.wangge.api.casework.CaseEvent.WorkStopOrdered;
import org.wangge.api.casework.Severity;
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

/**
 * 案卷: what the rules need to know of a case, folded from its events.
 *
 * @param reportedAt no fact about the case is older
 * @param steppedAt when its state last changed: the next change is not older. What merely accompanies a case (urges, notices,
 *     an overdue) does not count, so it may be entered late.
 * @param overdue what was recorded as overdue already
 */
record CaseFile(
        String gridId,
        Severity severity,
        Instant reportedAt,
        Instant steppedAt,
        CaseState state,
        @Nullable Listing listing,
        @Nullable Instant workStoppedAt,
        Set<Deadline> overdue) {

    /** 挂牌: who listed the case, and when. */
    record Listing(String lister, Instant at) {}

    static CaseFile opened(CaseReported event, Instant at) {
        return new CaseFile(
                event.gridId(), event.severity(), at, at, new Reported(event.dispatchBy()), null, null, Set.of());
    }

    /** The file after a further event. */
    CaseFile after(CaseEvent event, Provenance provenance) {
        Instant at = provenance.occurredAt();
        return switch (event) {
            case CaseReported e -> opened(e, at);
            case CaseGraded e -> graded(e.severity());
            case CaseRectifiedOnSpot e -> to(new RectifiedOnSpot(e.closeBy()), at);
            case CaseDispatched e -> to(new Dispatched(e.unitId(), e.acceptBy(), e.dueAt()), at);
            case CaseAccepted e -> to(new Accepted(e.unitId(), e.rectifyBy(), false, null), at);
            case CaseRejected e -> to(new Reported(e.dispatchBy()), at);
            case RectificationPlanned _ ->
                with(new Accepted(
                        accepted().unitId(),
                        accepted().rectifyBy(),
                        true,
                        accepted().asked()));
            case ExtensionRequested e -> asked(accepted().rectifyBy(), new Extension(e.newDueAt(), at));
            case ExtensionGranted e -> asked(e.newDueAt(), null);
            case ExtensionRefused _ -> asked(accepted().rectifyBy(), null);
            case RectificationSubmitted e ->
                to(
                        new Rectified(
                                accepted().unitId(),
                                accepted().rectifyBy(),
                                accepted().planned(),
                                e.rectifier(),
                                e.verifyBy()),
                        at);
            case RectificationVerified e -> to(new Verified(rectified().unitId(), e.closeBy()), at);
            case VerificationFailed e ->
                to(new Accepted(rectified().unitId(), e.rectifyBy(), rectified().planned(), null), at);
            case CaseClosed _ -> to(new Closed(), at);
            case CaseEscalated e -> movedTo(e.toGridId(), at);
            case CaseTransferred e -> to(new Transferred(e.authority()), at);
            case TransferOutcomeRecorded e -> to(e.settled() ? new Closed() : new Reported(e.dispatchBy()), at);
            case CaseReopened e -> to(new Reported(e.dispatchBy()), at);
            case CaseMergedAsDuplicate e -> to(new Merged(e.originalCaseId()), at);
            case ListedForSupervision _ ->
                watched(new Listing(provenance.actor().identity(), at), workStoppedAt);
            case Delisted _ -> watched(null, workStoppedAt);
            case WorkStopOrdered _ -> watched(listing, at);
            case WorkStopLifted _ -> watched(listing, null);
            case CaseOverdue e -> overdue(new Deadline(e.stage(), e.dueAt()));
            case InterimMeasureTaken _ -> this;
            case CaseUrged _ -> this;
            case NoticeServed _ -> this;
            case CaseCorrected _ -> this;
            case ActivityRecorded _ -> this;
        };
    }

    /**
     * Deadlines that had passed at that instant, were not recorded yet, and would be lost by the step: they run no longer
     * afterwards, or for another grid, where others answer.
     */
    List<Deadline> passedUnrecorded(Instant at, CaseFile afterwards) {
        boolean moves = !afterwards.gridId.equals(gridId);
        return state.deadlines().stream()
                .filter(deadline -> deadline.passedAt(at))
                .filter(deadline -> moves || !afterwards.state.deadlines().contains(deadline))
                .filter(deadline -> !overdue.contains(deadline))
                .toList();
    }

    /** The deadline runs, has passed, and was not recorded yet. */
    boolean owes(Deadline deadline, Instant now) {
        return state.deadlines().contains(deadline) && deadline.passedAt(now) && !overdue.contains(deadline);
    }

    private Accepted accepted() {
        return (Accepted) state;
    }

    private Rectified rectified() {
        return (Rectified) state;
    }

    private CaseFile to(CaseState next, Instant at) {
        return new CaseFile(gridId, severity, reportedAt, at, next, listing, workStoppedAt, overdue);
    }

    private CaseFile with(CaseState refined) {
        return to(refined, steppedAt);
    }

    private CaseFile asked(@Nullable Instant rectifyBy, @Nullable Extension extension) {
        return with(new Accepted(accepted().unitId(), rectifyBy, accepted().planned(), extension));
    }

    private CaseFile graded(Severity graded) {
        return new CaseFile(gridId, graded, reportedAt, steppedAt, state, listing, workStoppedAt, overdue);
    }

    private CaseFile movedTo(String otherGridId, Instant at) {
        return new CaseFile(otherGridId, severity, reportedAt, at, state, listing, workStoppedAt, overdue);
    }

    private CaseFile watched(@Nullable Listing newListing, @Nullable Instant stoppedAt) {
        return new CaseFile(gridId, severity, reportedAt, steppedAt, state, newListing, stoppedAt, overdue);
    }

    private CaseFile overdue(Deadline deadline) {
        Set<Deadline> more = new HashSet<>(overdue);
        more.add(deadline);
        return new CaseFile(gridId, severity, reportedAt, steppedAt, state, listing, workStoppedAt, Set.copyOf(more));
    }
}
