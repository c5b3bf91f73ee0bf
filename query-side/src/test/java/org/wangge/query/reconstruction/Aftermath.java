package org.wangge.query.reconstruction;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.wangge.query.CaseStories.accepted;
import static org.wangge.query.CaseStories.dispatched;
import static org.wangge.query.CaseStories.grid;
import static org.wangge.query.CaseStories.reported;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.api.duty.DutyEvent;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridKind;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent;
import org.wangge.api.notice.NoticeKind;
import org.wangge.api.people.PeopleEvent;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.History;

/** A fire at a site at eight in the evening, what came before it, and what was written in after it. */
final class Aftermath {

    private final History history;
    final String town = History.prefix();
    final String village = town + "-V";
    final String site = town + "-S";
    final String elsewhere = town + "-E";
    final String patrol = town + "-patrol";
    final String forgotten = town + "-forgotten";
    final UUID incident = TimeOrderedIds.next();
    final UUID escalated = TimeOrderedIds.next();
    final UUID fromPaper = TimeOrderedIds.next();
    final UUID notOurs = TimeOrderedIds.next();
    final UUID inTime = TimeOrderedIds.next();
    final UUID backdated = TimeOrderedIds.next();
    final UUID notice = TimeOrderedIds.next();
    final Instant day;
    final Instant fire;

    Aftermath(History history) {
        this.history = history;
        this.day = history.freshDay();
        this.fire = day.plus(ofHours(20));
    }

    /** Writes all of it. Returns the last position. */
    long write() {
        history.append(
                grid(town, 1, null),
                grid(village, 2, town),
                new GridEvent.GridDefined(site, "仓库", GridKind.AREA, 3, village, true),
                grid(elsewhere, 2, town),
                new PeopleEvent.UnitRegistered(town + "-u", "消防中队"));
        history.append(
                new GridEvent.ResponsibilityAssigned(site, "FIRST_RESPONSIBLE", "p-gu", day, "default-1"),
                new GridEvent.ResponsibilityAssigned(site, "DIRECTLY_RESPONSIBLE", "p-an", day, "default-1"),
                new GridEvent.ResponsibilityRelieved(
                        site, "DIRECTLY_RESPONSIBLE", "p-an", day.plus(ofHours(1)), "调离", true),
                new GridEvent.ResponsibilityAssigned(village, "DIRECTLY_RESPONSIBLE", "p-bo", day, "default-1"),
                new GridEvent.ResponsibilityAssigned(town, "LEAD", "p-li", day, "default-1"),
                new GridEvent.StandInAppointed(
                        town, "LEAD", "p-mu", "p-li", day.plus(ofHours(18)), day.plus(ofHours(22))));
        history.append(establish(patrol, 0), establish(forgotten, 5));

        history.at(day.plus(ofHours(1)));
        history.append(inspected(inTime, patrol, ItemResult.PASS));
        history.append(
                new DutyEvent.DutyFulfilled(patrol, site, "DIRECTLY_RESPONSIBLE", window(0), "p-an", inTime, null));
        history.at(day.plus(ofHours(8)));

        history.append(
                reported(escalated, site, "通道堵塞", day.plus(ofHours(9))),
                new CaseEvent.CaseGraded(escalated, Severity.MAJOR, "重大"),
                dispatched(escalated, town + "-u", day.plus(ofHours(9)), day.plus(ofHours(12))));
        history.append(new NoticeEvent.NoticeIssued(
                notice,
                NoticeKind.DISPATCH,
                "p-chen",
                new NoticeEvent.Fact(TimeOrderedIds.next(), "case:" + escalated),
                escalated,
                null,
                site,
                "案件派遣",
                List.of(NoticeChannel.INBOX),
                "default-1"));
        history.append(new NoticeEvent.NoticeDelivered(notice, escalated, NoticeChannel.INBOX, 1));
        history.at(day.plus(ofHours(9)));
        history.append(accepted(escalated, town + "-u", day.plus(ofHours(12))));
        history.append(reported(notOurs, elsewhere, "别处", day.plus(ofHours(10))));
        history.at(day.plus(ofHours(12)).plusSeconds(1));
        history.append(
                day.plus(ofHours(12)),
                new CaseEvent.CaseOverdue(
                        escalated, CaseStage.RECTIFY, day.plus(ofHours(12)), town + "-u", List.of("p-gu"), "default-1"),
                new CaseEvent.CaseEscalated(escalated, site, village, "逾期未整改"));
        history.at(day.plus(ofHours(15)));
        history.append(new NoticeEvent.NoticeRead(notice, escalated));

        // The fire, reported twelve minutes later.
        history.at(fire.plus(ofMinutes(12)));
        history.append(
                fire,
                new IncidentEvent.IncidentReported(
                        incident, site, IncidentSeverity.GENERAL, "仓库起火", null, null, "FIRE", null));
        // And what is written in afterwards.
        history.at(fire.plus(ofMinutes(192)));
        history.append(fire.minus(ofHours(2)), inspected(backdated, null, ItemResult.PASS));
        history.append(day.plus(ofMinutes(510)), reported(fromPaper, site, "电线老化", day.plus(ofHours(40))));
        // The town's lead names somebody else today, from yesterday on.
        history.append(new GridEvent.ResponsibilityAssigned(
                village, "FIRST_RESPONSIBLE", "p-yu", day.minus(ofHours(24 * 60)), "default-1"));
        return history.append(new CaseEvent.CaseCorrected(escalated, "笔误", null, "消防通道堵塞", null, null));
    }

    private DutyEvent establish(String dutyId, int hour) {
        return new DutyEvent.DutyEstablished(
                dutyId,
                site,
                "DIRECTLY_RESPONSIBLE",
                DutyKind.PATROL,
                "巡查",
                "FREQ=DAILY",
                LocalDateTime.ofInstant(day.plus(ofHours(hour)), ZoneOffset.UTC),
                ZoneId.of("UTC"),
                Duration.ofHours(2),
                Duration.ofHours(1),
                "default-1");
    }

    private DutyEvent.Window window(int hour) {
        return new DutyEvent.Window(
                day.plus(ofHours(hour)), day.plus(ofHours(hour + 2)), day.plus(ofHours(hour + 3)), "default-1");
    }

    private InspectionEvent inspected(
            UUID inspectionId, @org.jspecify.annotations.Nullable String dutyId, ItemResult exit) {
        return new InspectionEvent.InspectionRecorded(
                inspectionId,
                "p-an",
                new InspectionReport(
                        site,
                        dutyId,
                        dutyId == null ? InspectionKind.SPOT_CHECK : InspectionKind.DUTY,
                        null,
                        List.of(
                                new CheckedItem("exit-clear", exit, null, List.of()),
                                new CheckedItem("wires", ItemResult.FAIL, null, List.of())),
                        List.of(),
                        null,
                        null,
                        null));
    }
}
