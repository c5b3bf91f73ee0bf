package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.HASH;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.REPORTER;
import static org.wangge.command.casework.CaseBench.day;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.CommonRefusal;
import org.wangge.api.casework.CaseCommand.GradeCase;
import org.wangge.api.casework.CaseCommand.RectifyOnSpot;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseEvent.CaseGraded;
import org.wangge.api.casework.CaseEvent.CaseRectifiedOnSpot;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 上报、定级、当场整改. */
class ReportingTest {

    @Test
    void aReportedCaseIsToBeDispatchedWithinADay() {
        new CaseBench()
                .when(report("G-1-1", "31.2", "121.4", List.of(HASH)), day(0), REPORTER)
                .yields(new CaseReported(
                        CASE,
                        "G-1-1",
                        CaseKind.COMPLAINT,
                        "NOISE",
                        Severity.GENERAL,
                        "Noise",
                        "At night",
                        "Gate 3",
                        "31.2",
                        "121.4",
                        null,
                        List.of(HASH),
                        null,
                        day(1),
                        "default-1"));
    }

    @Test
    void theGridMustExist() {
        new CaseBench()
                .when(report("G-9", null, null, List.of()), day(0), REPORTER)
                .isRefused(CommonRefusal.UNKNOWN_GRID, "/gridId");
    }

    @Test
    void theGridMustNotBeRetired() {
        new CaseBench()
                .when(report("G-2", null, null, List.of()), day(0), REPORTER)
                .isRefused(CommonRefusal.RETIRED_GRID, "/gridId");
    }

    @Test
    void theEvidenceMustHaveBeenUploaded() {
        new CaseBench()
                .when(report("G-1-1", null, null, List.of(HASH, "cd".repeat(32))), day(0), REPORTER)
                .isRefused(CommonRefusal.UNKNOWN_EVIDENCE, "/evidence/1");
    }

    @Test
    void halfAPositionIsNone() {
        new CaseBench()
                .when(report("G-1-1", "31.2", null, List.of()), day(0), REPORTER)
                .isRefused(CaseRefusal.POSITION_INCOMPLETE, "/longitude");
        new CaseBench()
                .when(report("G-1-1", null, "121.4", List.of()), day(0), REPORTER)
                .isRefused(CaseRefusal.POSITION_INCOMPLETE, "/latitude");
    }

    @Test
    void gradingChangesTheSeverity() {
        new CaseBench()
                .reported()
                .when(new GradeCase(CASE, Severity.MAJOR, "gas"), day(0.5), OFFICE)
                .yields(new CaseGraded(CASE, Severity.MAJOR, "gas"));
    }

    @Test
    void nothingIsGradedBeforeItWasReported() {
        new CaseBench()
                .reported()
                .when(new GradeCase(CASE, Severity.MAJOR, "gas"), day(-1), OFFICE)
                .isRefused(CommonRefusal.OCCURRED_BEFORE_PREVIOUS, "/occurredAt");
    }

    @Test
    void whatIsRectifiedOnTheSpotIsToBeClosedWithinThreeDays() {
        new CaseBench()
                .reported()
                .when(new RectifyOnSpot(CASE, "Cleared", List.of(HASH)), day(0), HANDLER)
                .yields(new CaseRectifiedOnSpot(CASE, "Cleared", List.of(HASH), day(3), "default-1"));
    }

    @Test
    void aMajorCaseIsNotRectifiedOnTheSpot() {
        new CaseBench()
                .reported(Severity.MAJOR)
                .when(new RectifyOnSpot(CASE, "Cleared", List.of()), day(0), HANDLER)
                .isRefused(CaseRefusal.MAJOR_CASE_ON_THE_SPOT);
    }

    @Test
    void aCaseGradedMajorCountsAsMajor() {
        new CaseBench()
                .reported()
                .given(new GradeCase(CASE, Severity.MAJOR, "gas"), day(0.1), OFFICE)
                .when(new RectifyOnSpot(CASE, "Cleared", List.of()), day(0.2), HANDLER)
                .isRefused(CaseRefusal.MAJOR_CASE_ON_THE_SPOT);
    }

    @Test
    void evidenceOfARectificationOnTheSpotMustHaveBeenUploaded() {
        new CaseBench()
                .reported()
                .when(new RectifyOnSpot(CASE, "Cleared", List.of("00".repeat(32))), day(0), HANDLER)
                .isRefused(CommonRefusal.UNKNOWN_EVIDENCE, "/evidence/0");
    }

    private static ReportCase report(
            String gridId, @Nullable String latitude, @Nullable String longitude, List<String> evidence) {
        return new ReportCase(
                CASE,
                gridId,
                CaseKind.COMPLAINT,
                "NOISE",
                Severity.GENERAL,
                "Noise",
                "At night",
                "Gate 3",
                latitude,
                longitude,
                null,
                evidence);
    }
}
