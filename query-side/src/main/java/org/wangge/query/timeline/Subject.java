package org.wangge.query.timeline;

import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseCorrected;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseRejected;
import org.wangge.api.casework.CaseEvent.CaseReopened;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.CaseTransferred;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.incident.IncidentEvent.IncidentAmended;
import org.wangge.api.incident.IncidentEvent.IncidentReported;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.api.people.PeopleEvent.AccountOpened;

/**
 * What earlier events said of the thing that an event is about, and this event does not repeat.
 *
 * @param gridId where a case, a duty, an inspection, an incident lies
 * @param unitId who holds a case
 * @param dutyId which duty an inspection fulfils
 * @param personId whose an account is, whom a notice is for
 * @param title of a case, a duty or an incident
 */
record Subject(
        @Nullable String gridId,
        @Nullable String unitId,
        @Nullable String dutyId,
        @Nullable String personId,
        @Nullable String title) {

    static final Subject UNKNOWN = new Subject(null, null, null, null, null);

    /** What is known of the thing after the event. */
    Subject after(Event event) {
        return switch (event) {
            case CaseReported e -> new Subject(e.gridId(), null, null, null, e.title());
            case CaseDispatched e -> heldBy(e.unitId());
            case CaseAccepted e -> heldBy(e.unitId());
            case CaseRejected _ -> heldBy(null);
            case CaseTransferred _ -> heldBy(null);
            case CaseReopened _ -> heldBy(null);
            case CaseEscalated e -> new Subject(e.toGridId(), unitId, dutyId, personId, title);
            case CaseCorrected e ->
                new Subject(gridId, unitId, dutyId, personId, e.title() == null ? title : e.title());
            case DutyEstablished e -> new Subject(e.gridId(), null, e.dutyId(), null, e.title());
            case InspectionRecorded e ->
                new Subject(e.report().gridId(), null, e.report().dutyId(), null, null);
            case NoticeIssued e -> new Subject(e.gridId(), null, e.dutyId(), e.personId(), null);
            case IncidentReported e -> new Subject(e.gridId(), null, null, null, e.title());
            case IncidentAmended e ->
                new Subject(
                        e.gridId() == null ? gridId : e.gridId(),
                        unitId,
                        dutyId,
                        personId,
                        e.title() == null ? title : e.title());
            case AccountOpened e -> new Subject(null, e.unitId(), null, e.personId(), null);
            default -> this;
        };
    }

    private Subject heldBy(@Nullable String unit) {
        return new Subject(gridId, unit, dutyId, personId, title);
    }
}
