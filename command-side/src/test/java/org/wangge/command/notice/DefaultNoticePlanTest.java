package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseEscalated;
import org.wangge.api.casework.CaseEvent.CaseOverdue;
import org.wangge.api.casework.CaseEvent.CaseUrged;
import org.wangge.api.casework.CaseEvent.NoticeServed;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.duty.DutyEvent.DutyMissed;
import org.wangge.api.duty.DutyEvent.Window;
import org.wangge.api.grid.GridEvent.ResponsibilityHandedOver;
import org.wangge.api.notice.NoticeKind;
import org.wangge.command.notice.NoticePlan.Concerned;
import org.wangge.command.notice.NoticePlan.Draft;

/** 默认通知规则. */
class DefaultNoticePlanTest {

    private static final UUID CASE = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private final NoticePlan plan = new DefaultNoticePlan(ZoneId.of("Asia/Shanghai"));

    /** The case lies in V1; every unit has two people, every role one holder. */
    private static final Concerned PEOPLE = new Concerned() {
        @Override
        public List<String> peopleOf(String unitId) {
            return List.of(unitId + "-lin", unitId + "-chen");
        }

        @Override
        public List<String> holders(String gridId, List<String> roles) {
            return roles.stream().map(role -> gridId + "-" + role).toList();
        }

        @Override
        public Optional<String> gridOf(UUID caseId) {
            return Optional.of("V1");
        }
    };

    private Draft draft(Event event) {
        return plan.draft(event, PEOPLE).orElseThrow();
    }

    private List<String> told(Event event) {
        return new ArrayList<>(draft(event).personIds());
    }

    @Test
    void ofADispatchAnUrgeAndANoticeThePeopleOfTheUnitAreTold() {
        Draft dispatch = draft(new CaseDispatched(CASE, "u", AT, null, "default-1"));

        assertThat(dispatch.personIds()).containsExactly("u-chen", "u-lin");
        assertThat(dispatch.kind()).isEqualTo(NoticeKind.DISPATCH);
        assertThat(dispatch.caseId()).isEqualTo(CASE);
        assertThat(dispatch.gridId()).isEqualTo("V1");
        assertThat(dispatch.text()).isEqualTo("新案件已派遣至贵单位，请于2026-03-02 16:00前接收。");
        assertThat(told(new CaseUrged(CASE, "u", "王五家的门"))).containsExactly("u-chen", "u-lin");
        assertThat(told(new NoticeServed(CASE, "7", "u", "王五家的门"))).containsExactly("u-chen", "u-lin");
    }

    /** What somebody wrote may name somebody; it stays in the house. */
    @Test
    void whatSomebodyWroteIsNotSentOut() {
        assertThat(draft(new CaseUrged(CASE, "u", "王五家的门")).text()).doesNotContain("王五");
        assertThat(draft(new NoticeServed(CASE, "7", "u", "王五家的门")).text()).doesNotContain("王五");
        assertThat(draft(new CaseEscalated(CASE, "V1", "T", "王五不肯")).text()).doesNotContain("王五");
    }

    @Test
    void ofAnUrgeOfACaseThatNoUnitHoldsThoseAreToldWhoAnswerForItsGrid() {
        assertThat(told(new CaseUrged(CASE, null, "t")))
                .containsExactly("V1-FIRST_RESPONSIBLE", "V1-GRID_LEADER", "V1-LEAD");
    }

    @Test
    void ofAnEscalationThoseAreToldToWhomItGoes() {
        assertThat(told(new CaseEscalated(CASE, "V1", "T", "r")))
                .containsExactly("T-FIRST_RESPONSIBLE", "T-GRID_LEADER", "T-LEAD");
        assertThat(draft(new CaseEscalated(CASE, "V1", "T", "r")).gridId()).isEqualTo("T");
    }

    @Test
    void ofAnOverdueAndAMissedDutyThoseResponsibleAndTheLeadsAreToldEachOnce() {
        assertThat(told(new CaseOverdue(
                        CASE, CaseStage.RECTIFY, AT, "u", List.of("p-1", "V1-GRID_LEADER"), "default-1")))
                .containsExactly("V1-GRID_LEADER", "V1-LEAD", "p-1");
        assertThat(told(missed(List.of("p-1", "p-2")))).containsExactly("V2-GRID_LEADER", "V2-LEAD", "p-1", "p-2");
        assertThat(draft(missed(List.of())).dutyId()).isEqualTo("d-1");
    }

    private static Event missed(List<String> responsible) {
        return new DutyMissed("d-1", "V2", "GRID_MEMBER", new Window(AT, AT, AT, "default-1"), responsible);
    }

    @Test
    void ofAHandoverBothAreTold() {
        assertThat(told(new ResponsibilityHandedOver(
                        "V1", "LEAD", "p-old", "p-new", AT, "r", List.of(), List.of(), "default-1")))
                .containsExactly("p-new", "p-old");
    }

    @Test
    void ofAllElseNobodyIsTold() {
        assertThat(plan.draft(new CaseClosed(CASE, null, null), PEOPLE)).isEmpty();
    }

    @Test
    void whatIsOlderThanThreeDaysIsNoNews() {
        assertThat(plan.news(AT, AT.plus(Duration.ofDays(3)))).isTrue();
        assertThat(plan.news(AT, AT.plus(Duration.ofDays(3)).plusNanos(1))).isFalse();
    }

    @Test
    void theWaitGrowsAndTheSixthAttemptIsTheLast() {
        List<@Nullable Duration> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 6; attempt++) {
            pauses.add(plan.pauseAfter(attempt).orElse(null));
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        null);
    }
}
