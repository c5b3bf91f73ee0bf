package org.wangge.query.timeline;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Event;
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
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyEvent.DutyExcused;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyEvent.DutyFulfilledLate;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.OccurrenceEvent;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridEvent.BusinessLineSet;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridMoved;
import org.wangge.api.grid.GridEvent.GridRenamed;
import org.wangge.api.grid.GridEvent.GridRetired;
import org.wangge.api.grid.GridEvent.OpenItemsHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityAssigned;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.grid.GridEvent.ResponsibilityLetterSigned;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.api.grid.GridEvent.SlotHoursSet;
import org.wangge.api.grid.GridEvent.StandInAppointed;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.incident.IncidentEvent.FindingRecorded;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.incident.IncidentEvent.InvestigationClosed;
import org.wangge.api.incident.IncidentEvent.InvestigationOpened;
import org.wangge.api.incident.IncidentEvent.PointSettled;
import org.wangge.api.incident.IncidentEvent.ResponseRecorded;
import org.wangge.api.incident.IncidentEvent.SanctionDecided;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.people.PeopleEvent;
import org.wangge.api.people.PeopleEvent.AccountClosed;
import org.wangge.api.people.PeopleEvent.AccountOpened;
import org.wangge.api.people.PeopleEvent.LeaveCancelled;
import org.wangge.api.people.PeopleEvent.LeaveRecorded;
import org.wangge.api.people.PeopleEvent.PasswordChanged;
import org.wangge.api.people.PeopleEvent.PersonChanged;
import org.wangge.api.people.PeopleEvent.PersonForgotten;
import org.wangge.api.people.PeopleEvent.PersonLeft;
import org.wangge.api.people.PeopleEvent.PersonRegistered;
import org.wangge.api.people.PeopleEvent.RolesChanged;
import org.wangge.api.people.PeopleEvent.UnitDissolved;
import org.wangge.api.people.PeopleEvent.UnitRegistered;
import org.wangge.api.people.PeopleEvent.UnitRenamed;
import org.wangge.query.timeline.Link.Kind;

/** What an event touches: a new type of event does not compile until this is said of it. */
final class Touching {

    private final Actor actor;
    private final Set<Link> links = new LinkedHashSet<>();

    private Touching(Actor actor) {
        this.actor = actor;
    }

    /** @param before and after: a case that changes its grid or unit touches both */
    static Set<Link> of(Event event, Actor actor, Subject before, Subject after) {
        Touching touching = new Touching(actor);
        touching.add(Kind.PERSON, actor.personId());
        touching.add(Kind.PERSON, actor.onBehalfOf());
        touching.subject(before);
        touching.subject(after);
        switch (event) {
            case GridEvent e -> touching.grid(e);
            case CaseEvent e -> touching.caseFile(e);
            case DutyEvent e -> touching.duty(e);
            case InspectionEvent e -> touching.inspection(e);
            case PeopleEvent e -> touching.people(e);
            case NoticeEvent e -> touching.notice(e);
            case IncidentEvent e -> touching.incident(e);
            default -> throw new IllegalStateException("of no known family: " + event.getClass());
        }
        return touching.links;
    }

    private void subject(Subject subject) {
        add(Kind.GRID, subject.gridId());
        add(Kind.UNIT, subject.unitId());
        add(Kind.DUTY, subject.dutyId());
        add(Kind.PERSON, subject.personId());
    }

    private void grid(GridEvent event) {
        add(Kind.GRID, event.gridId());
        switch (event) {
            case GridDefined _, GridRenamed _, GridRetired _ -> {}
            case SlotHoursSet _, BusinessLineSet _ -> {}
            case GridMoved e -> {
                add(Kind.GRID, e.fromParentId());
                add(Kind.GRID, e.toParentId());
            }
            case ResponsibilityAssigned e -> add(Kind.PERSON, e.personId());
            case ResponsibilityRelieved e -> add(Kind.PERSON, e.personId());
            case ResponsibilityLetterSigned e -> add(Kind.PERSON, e.personId());
            case ResponsibilityHandedOver e -> {
                add(Kind.PERSON, e.fromPersonId());
                add(Kind.PERSON, e.toPersonId());
                e.openCaseIds().forEach(each -> add(Kind.CASE, each.toString()));
                e.dutyIds().forEach(each -> add(Kind.DUTY, each));
            }
            case OpenItemsHandedOver e -> {
                add(Kind.PERSON, e.fromPersonId());
                add(Kind.PERSON, e.toPersonId());
                e.openCaseIds().forEach(each -> add(Kind.CASE, each.toString()));
                e.dutyIds().forEach(each -> add(Kind.DUTY, each));
            }
            case StandInAppointed e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.PERSON, e.forPersonId());
            }
        }
    }

    private void caseFile(CaseEvent event) {
        add(Kind.CASE, event.caseId().toString());
        switch (event) {
            case CaseReported _,
                    CaseGraded _,
                    CaseRectifiedOnSpot _,
                    CaseCorrected _,
                    CaseClosed _,
                    CaseReopened _ -> {}
            // Where it went and whence is in the subject, before and after.
            case CaseDispatched _, CaseEscalated _, CaseTransferred _, TransferOutcomeRecorded _ -> {}
            case InterimMeasureTaken _, ExtensionRequested _, ExtensionGranted _, ExtensionRefused _ -> {}
            case Delisted _, WorkStopOrdered _, WorkStopLifted _ -> {}
            case CaseAccepted e -> add(Kind.UNIT, e.unitId());
            case CaseRejected e -> add(Kind.UNIT, e.unitId());
            case RectificationPlanned e -> add(Kind.PERSON, e.personId());
            case RectificationSubmitted e -> identity(e.rectifier());
            case RectificationVerified e -> identity(e.verifier());
            case VerificationFailed e -> identity(e.verifier());
            case ListedForSupervision e -> identity(e.supervisor());
            case CaseUrged e -> add(Kind.UNIT, e.unitId());
            case NoticeServed e -> add(Kind.UNIT, e.unitId());
            case CaseMergedAsDuplicate e -> add(Kind.CASE, e.originalCaseId().toString());
            case ActivityRecorded e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.UNIT, e.actingUnitId());
            }
            case CaseOverdue e -> {
                add(Kind.UNIT, e.unitId());
                e.responsible().forEach(each -> add(Kind.PERSON, each));
            }
        }
    }

    private void duty(DutyEvent event) {
        add(Kind.DUTY, event.dutyId());
        if (event instanceof OccurrenceEvent occurrence) {
            add(Kind.GRID, occurrence.gridId());
            switch (occurrence) {
                case DutyFulfilled e -> identity(e.personId());
                case DutyFulfilledLate e -> identity(e.personId());
                case DutyMissed e -> e.responsible().forEach(each -> add(Kind.PERSON, each));
                case DutyExcused _ -> {}
            }
        }
    }

    private void inspection(InspectionEvent event) {
        if (event instanceof InspectionRecorded recorded) {
            identity(recorded.inspector());
            recorded.report()
                    .findings()
                    .forEach(each -> add(Kind.CASE, each.caseId().toString()));
        }
    }

    private void incident(IncidentEvent event) {
        add(Kind.INCIDENT, event.incidentId().toString());
        switch (event) {
            // Its grid, also a former one, is in the subject.
            case IncidentReported _, IncidentAmended _, PointSettled _, InvestigationClosed _ -> {}
            case InvestigationOpened e -> {
                e.leads().forEach(each -> add(Kind.PERSON, each));
                add(Kind.UNIT, e.unitId());
            }
            case FindingRecorded e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.UNIT, e.unitId());
            }
            case ResponseRecorded e -> add(Kind.PERSON, e.personId());
            case SanctionDecided e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.UNIT, e.unitId());
                add(Kind.PERSON, e.decidedBy());
            }
        }
    }

    private void people(PeopleEvent event) {
        switch (event) {
            case PersonRegistered e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.UNIT, e.unitId());
            }
            case PersonChanged e -> {
                add(Kind.PERSON, e.personId());
                add(Kind.UNIT, e.unitId());
            }
            case PersonLeft e -> add(Kind.PERSON, e.personId());
            case LeaveRecorded e -> add(Kind.PERSON, e.personId());
            case LeaveCancelled e -> add(Kind.PERSON, e.personId());
            case PersonForgotten e -> add(Kind.PERSON, e.personId());
            case UnitRegistered e -> add(Kind.UNIT, e.unitId());
            case UnitRenamed e -> add(Kind.UNIT, e.unitId());
            case UnitDissolved e -> add(Kind.UNIT, e.unitId());
            case AccountOpened e -> e.gridIds().forEach(each -> add(Kind.GRID, each));
            case RolesChanged e -> e.gridIds().forEach(each -> add(Kind.GRID, each));
            case PasswordChanged _, AccountClosed _ -> {}
        }
    }

    /** Whom it is for and where it belongs is in the subject. */
    private void notice(NoticeEvent event) {
        if (event.caseId() != null) {
            add(Kind.CASE, event.caseId().toString());
        }
    }

    /** Events say "the person, or the account where no person stands behind it": an account is no person. */
    private void identity(String identity) {
        if (actor.personId() != null || !identity.equals(actor.account())) {
            add(Kind.PERSON, identity);
        }
    }

    private void add(Kind kind, @Nullable String id) {
        if (id != null) {
            links.add(new Link(kind, id));
        }
    }
}
