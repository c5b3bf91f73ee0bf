package org.wangge.command.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.casework.CaseBench.day;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/** 默认规则. */
class DefaultCasePlanTest {

    private final CasePlan plan = new DefaultCasePlan();

    @ParameterizedTest
    @CsvSource({"GENERAL,15", "SERIOUS,30", "MAJOR,60"})
    void theGraverTheLongerARectificationMayTake(Severity severity, int days) {
        assertThat(plan.dueAt(day(1), severity)).isEqualTo(day(1 + days));
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void theOtherStagesTakeNoLongerForAGraverCase(Severity severity) {
        assertThat(plan.dispatchBy(day(1), severity)).isEqualTo(day(2));
        assertThat(plan.acceptBy(day(1), severity)).isEqualTo(day(2));
        assertThat(plan.verifyBy(day(1), severity)).isEqualTo(day(6));
        assertThat(plan.closeBy(day(1), severity)).isEqualTo(day(4));
    }

    @ParameterizedTest
    @EnumSource(CaseStage.class)
    void onlyAMajorCaseOverdueInRectificationEscalates(CaseStage stage) {
        assertThat(plan.escalateWhenOverdue(stage, Severity.MAJOR)).isEqualTo(stage == CaseStage.RECTIFY);
        assertThat(plan.escalateWhenOverdue(stage, Severity.SERIOUS)).isFalse();
    }

    @Test
    void itsVersionIsStable() {
        assertThat(plan.version()).isEqualTo("default-1");
    }
}
