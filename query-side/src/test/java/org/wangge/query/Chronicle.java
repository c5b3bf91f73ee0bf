package org.wangge.query;

import static java.time.Duration.ofHours;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.closed;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;
import static org.wangge.query.CaseStories.submitted;
import static org.wangge.query.CaseStories.verified;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridKind;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.NoPassOver;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeKind;
import org.wangge.api.people.PeopleEvent;
import org.wangge.eventstore.TimeOrderedIds;

/** A town's day with a bit of everything: what every view has something to make of. */
public final class Chronicle {

    private Chronicle() {}

    public static void write(History history, String town) {
        Instant day = history.freshDay();
        String village = town + "-V1";
        history.append(
                grid(town, 1, null),
                grid(village, 2, town),
                grid(town + "-V2", 2, town),
                new GridEvent.GridRenamed(village, "一村"));
        history.append(
                new GridEvent.GridDefined(town + "-S", "早高峰", GridKind.TIME_SLOT, 3, village, false),
                new GridEvent.GridDefined(town + "-B", "消防线", GridKind.BUSINESS_LINE, 3, village, false),
                slotHours(town + "-S", 7, day),
                slotHours(town + "-S", 8, day.plus(ofHours(4))),
                new GridEvent.BusinessLineSet(town + "-B", "FIRE", day));
        history.append(
                new PeopleEvent.LeaveRecorded(town + "-p", day, day.plus(ofHours(9))),
                new PeopleEvent.LeaveCancelled(town + "-p", day, day.plus(ofHours(9)), day.plus(ofHours(4))));
        history.append(new PeopleEvent.PersonLeft(town + "-p", "调离"));
        history.append(new PeopleEvent.UnitRegistered(town + "-u", "消防中队"));
        history.append(
                new GridEvent.ResponsibilityAssigned(village, "LEAD", "p-1", day, "default-1"),
                new GridEvent.ResponsibilityLetterSigned(village, "LEAD", "p-1", "ab".repeat(32), day),
                new GridEvent.StandInAppointed(
                        village, "LEAD", "p-3", "p-1", day.plus(ofHours(2)), day.plus(ofHours(4))));
        history.append(new DutyEvent.DutyEstablished(
                town + "-d",
                village,
                "LEAD",
                DutyKind.PATROL,
                "夜巡",
                "FREQ=DAILY",
                LocalDateTime.of(2026, 1, 1, 8, 0),
                ZoneId.of("Asia/Shanghai"),
                Duration.ofHours(2),
                Duration.ofHours(1),
                "default-1"));
        DutyEvent.Window window =
                new DutyEvent.Window(day.plus(ofHours(0)), day.plus(ofHours(2)), day.plus(ofHours(3)), "default-1");
        history.at(day.plus(ofHours(3)));
        history.append(new DutyEvent.DutyMissed(town + "-d", village, "LEAD", window, List.of("p-3")));
        history.at(day.plus(ofHours(5)));
        history.append(
                day.plus(ofHours(1)),
                new DutyEvent.DutyFulfilled(town + "-d", village, "LEAD", window, "p-3", null, "补录"));
        history.append(
                new DutyEvent.DutySuspended(town + "-d", day.plus(ofHours(24)), "放假"),
                new DutyEvent.DutyResumed(town + "-d", day.plus(ofHours(72))));
        UUID inspection = TimeOrderedIds.next();
        UUID first = TimeOrderedIds.next();
        history.append(new InspectionEvent.InspectionRecorded(
                inspection,
                "p-3",
                new InspectionReport(
                        village,
                        null,
                        InspectionKind.SPOT_CHECK,
                        null,
                        List.of(new CheckedItem("exit", ItemResult.FAIL, null, List.of())),
                        List.of(new Finding(first, "exit", "FIRE", "MAJOR", "堵塞", false, List.of())),
                        null,
                        null,
                        null)));
        history.append(new InspectionEvent.InspectionCorrected(
                inspection, 0, "录错", List.of(new CheckedItem("exit", ItemResult.PASS, null, List.of())), null));
        aCase(history, first, village, town + "-u", day.plus(ofHours(6)));
        UUID notice = TimeOrderedIds.next();
        history.append(
                new NoticeEvent.NoticeIssued(
                        notice,
                        NoticeKind.URGE,
                        "p-4",
                        new NoticeEvent.Fact(TimeOrderedIds.next(), "case:" + first),
                        first,
                        null,
                        village,
                        "催办",
                        List.of(NoticeChannel.INBOX, NoticeChannel.EMAIL),
                        "default-1"),
                new NoticeEvent.NoticeDelivered(notice, first, NoticeChannel.INBOX, 1),
                new NoticeEvent.NoticeDeliveryFailed(
                        notice, first, NoticeChannel.EMAIL, 1, DeliveryFault.NO_ADDRESS, true),
                new NoticeEvent.NoticeRead(notice, first));
        history.append(new GridEvent.GridMoved(village, town, town + "-V2"));
        history.append(
                new GridEvent.ResponsibilityHandedOver(
                        village,
                        "LEAD",
                        "p-1",
                        "p-2",
                        day.plus(ofHours(7)),
                        "调动",
                        List.of(first),
                        List.of(town + "-d"),
                        "default-1"),
                new GridEvent.ResponsibilityRelieved(village, "LEAD", "p-2", day.plus(ofHours(8)), "离任", true));
        anIncident(history, village, first, day.plus(ofHours(30)));
    }

    /** An incident whose investigation goes all the way, amended on it; and a case's step that is written in afterwards. */
    public static void anIncident(History history, String gridId, UUID caseId, Instant happened) {
        UUID incident = TimeOrderedIds.next();
        UUID finding = TimeOrderedIds.next();
        history.at(happened.plus(ofHours(2)));
        history.append(happened, IncidentStories.incident(incident, gridId, "坠落"));
        history.append(happened.minus(ofHours(1)), new CaseEvent.CaseUrged(caseId, null, "事后补记"));
        history.append(IncidentStories.opened(incident));
        history.append(
                IncidentStories.found(incident, finding, "p-2", caseId),
                IncidentStories.responded(incident, finding, "p-2"),
                IncidentStories.sanctioned(incident, finding, "p-2"));
        for (NoPassOver point : NoPassOver.values()) {
            history.append(IncidentStories.settled(incident, point, caseId));
        }
        history.append(IncidentStories.amended(incident, happened.minusSeconds(60), null, new Casualties(1, 2)));
        history.append(IncidentStories.closed(incident));
    }

    private static GridEvent slotHours(String gridId, int hour, Instant from) {
        return new GridEvent.SlotHoursSet(
                gridId,
                List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(hour, 0),
                LocalTime.of(hour + 1, 0),
                ZoneId.of("Asia/Shanghai"),
                from);
    }

    /** A case that goes all the way, with most of what can happen to one. */
    public static void aCase(History history, UUID caseId, String gridId, String unitId, Instant start) {
        history.at(start);
        history.append(reported(caseId, gridId, "堵塞", start.plus(ofHours(1))));
        history.append(
                new CaseEvent.CaseGraded(caseId, Severity.MAJOR, "重大"),
                dispatched(caseId, unitId, start.plus(ofHours(1)), start.plus(ofHours(9))));
        history.append(new CaseEvent.CaseRejected(caseId, unitId, "非本单位", start.plus(ofHours(2)), "default-1"));
        history.append(dispatched(caseId, unitId, start.plus(ofHours(1)), start.plus(ofHours(9))));
        history.at(start.plus(ofHours(1)).plusSeconds(1));
        history.append(
                start.plus(ofHours(1)),
                new CaseEvent.CaseOverdue(
                        caseId, CaseStage.ACCEPT, start.plus(ofHours(1)), unitId, List.of("p-1"), "default-1"));
        history.append(accepted(caseId, unitId, start.plus(ofHours(9))));
        history.append(
                new CaseEvent.RectificationPlanned(caseId, "清理", "p-4", "800", start.plus(ofHours(9)), "警戒"),
                new CaseEvent.ExtensionRequested(caseId, start.plus(ofHours(12)), "下雨"),
                new CaseEvent.ExtensionGranted(caseId, start.plus(ofHours(9)), start.plus(ofHours(12)), "同意"),
                new CaseEvent.CaseUrged(caseId, unitId, "抓紧"));
        history.append(submitted(caseId, start.plus(ofHours(20))));
        history.append(new CaseEvent.VerificationFailed(caseId, "p-5", "未清", start.plus(ofHours(12)), "default-1"));
        history.append(submitted(caseId, start.plus(ofHours(20))));
        history.append(verified(caseId, start.plus(ofHours(30))));
        history.append(closed(caseId));
        history.append(new CaseEvent.CaseReopened(caseId, "复发", start.plus(ofHours(40)), "default-1"));
        history.append(new CaseEvent.CaseCorrected(caseId, "笔误", null, "出口堵塞", null, null));
        history.append(new CaseEvent.ActivityRecorded(caseId, "登记", "p-6", unitId, "task-1"));
    }
}
