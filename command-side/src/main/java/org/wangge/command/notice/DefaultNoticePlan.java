package org.wangge.command.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.notice.NoticeKind;
import org.wangge.api.plan.DefaultRules;

/**
 * 默认规则, until an organisation's plan gives others:
 *
 * <ul>
 *   <li>of a dispatch, an urge and a rectification notice: the people of the unit; of an urge of a case that no unit holds: those who
 *       answer for its grid;
 *   <li>of an escalation: those who answer for the grid that the case goes to;
 *   <li>of an overdue and a missed duty: those who were responsible, and the lead and the grid leader;
 *   <li>of a handover: both persons.
 * </ul>
 *
 * <p>Those who answer for a grid are its first responsible person, its lead and its grid leader. What was recorded more than three
 * days ago is no news. A delivery is tried six times within about three hours: after 30 s, 2 min, 8 min, 30 min and 2 h.
 */
@Component
final class DefaultNoticePlan implements NoticePlan {

    private static final List<String> ANSWERING = List.of("FIRST_RESPONSIBLE", "GRID_LEADER", "LEAD");
    private static final List<String> LEADING = List.of("GRID_LEADER", "LEAD");
    private static final Duration NEWS = Duration.ofDays(3);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(8),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    private final DateTimeFormatter minute;

    DefaultNoticePlan(@Value("${wangge.time-zone:Asia/Shanghai}") ZoneId zone) {
        this.minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(zone);
    }

    @Override
    public String version() {
        return DefaultRules.VERSION;
    }

    @Override
    public boolean news(Instant recordedAt, Instant now) {
        return !recordedAt.plus(NEWS).isBefore(now);
    }

    @Override
    public Optional<Duration> pauseAfter(int attempt) {
        return attempt <= PAUSES.size() ? Optional.of(PAUSES.get(attempt - 1)) : Optional.empty();
    }

    @Override
    public Optional<Draft> draft(Event event, Concerned concerned) {
        return switch (event) {
            case CaseDispatched e ->
                ofCase(
                        NoticeKind.DISPATCH,
                        e.caseId(),
                        concerned,
                        concerned.peopleOf(e.unitId()),
                        "新案件已派遣至贵单位" + by("，请于", e.acceptBy(), "前接收") + by("，整改时限", e.dueAt(), "") + "。");
            case CaseUrged e ->
                ofCase(
                        NoticeKind.URGE,
                        e.caseId(),
                        concerned,
                        e.unitId() != null
                                ? concerned.peopleOf(e.unitId())
                                : answering(concerned.gridOf(e.caseId()).orElse(null), ANSWERING, concerned),
                        "案件被催办，请尽快处理。");
            case NoticeServed e ->
                ofCase(
                        NoticeKind.NOTICE_SERVED,
                        e.caseId(),
                        concerned,
                        concerned.peopleOf(e.unitId()),
                        "整改通知书" + e.noticeNumber() + "已下达贵单位，请登录查看。");
            case CaseEscalated e ->
                Optional.of(new Draft(
                        NoticeKind.ESCALATION,
                        new TreeSet<>(concerned.holders(e.toGridId(), ANSWERING)),
                        e.caseId(),
                        null,
                        e.toGridId(),
                        "案件由下级网格提级至本网格，请处理。"));
            case CaseOverdue e ->
                ofCase(
                        NoticeKind.CASE_OVERDUE,
                        e.caseId(),
                        concerned,
                        both(
                                e.responsible(),
                                answering(concerned.gridOf(e.caseId()).orElse(null), LEADING, concerned)),
                        "案件超时：" + word(e.stage()) + "应于" + minute.format(e.dueAt()) + "前完成。");
            case DutyMissed e ->
                Optional.of(new Draft(
                        NoticeKind.DUTY_MISSED,
                        new TreeSet<>(both(e.responsible(), concerned.holders(e.gridId(), LEADING))),
                        null,
                        e.dutyId(),
                        e.gridId(),
                        "职责任务未履行：应于" + minute.format(e.window().dueAt()) + "前完成。"));
            case ResponsibilityHandedOver e ->
                Optional.of(new Draft(
                        NoticeKind.HANDOVER,
                        new TreeSet<>(List.of(e.fromPersonId(), e.toPersonId())),
                        null,
                        null,
                        e.gridId(),
                        "网格责任自" + minute.format(e.effectiveAt()) + "起交接，请登录核对交接事项。"));
            default -> Optional.empty();
        };
    }

    private static Optional<Draft> ofCase(
            NoticeKind kind, UUID caseId, Concerned concerned, Collection<String> personIds, String text) {
        return Optional.of(new Draft(
                kind,
                new TreeSet<>(personIds),
                caseId,
                null,
                concerned.gridOf(caseId).orElse(null),
                text));
    }

    private static List<String> answering(@Nullable String gridId, List<String> roles, Concerned concerned) {
        return gridId == null ? List.of() : concerned.holders(gridId, roles);
    }

    private static Collection<String> both(List<String> some, List<String> others) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private String by(String before, @Nullable Instant at, String after) {
        return at == null ? "" : before + minute.format(at) + after;
    }

    private static String word(CaseStage stage) {
        return switch (stage) {
            case DISPATCH -> "分流";
            case ACCEPT -> "接收";
            case RECTIFY -> "整改";
            case VERIFY -> "复查";
            case CLOSE -> "归档";
        };
    }
}
