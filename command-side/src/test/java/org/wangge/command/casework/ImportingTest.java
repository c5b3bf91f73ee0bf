package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.day;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wangge.api.Actor;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Provenance;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.RecordOverdue;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/** 导入历史. Reported on day 10, taken over on day 400. */
class ImportingTest {

    private static final Provenance IMPORT =
            CaseBench.by(new Actor("importer", null, null, null, null), day(10), "import:batch-1");

    @Test
    void eachEventOccursAtItsOwnTime() {
        Map<CaseEvent, Instant> history = new LinkedHashMap<>();
        history.put(reported(), day(10));
        history.put(new CaseDispatched(CASE, "u-fire", null, day(20), "imported"), day(11));
        history.put(new CaseClosed(CASE, null, "Fixed"), day(30));
        new CaseBench()
                .when(history("u-fire", day(11), day(20), day(30)), IMPORT)
                .yieldsAt(history);
    }

    @Test
    void aDispatchWithoutATimeHappenedWithTheReport() {
        Map<CaseEvent, Instant> history = new LinkedHashMap<>();
        history.put(reported(), day(10));
        history.put(new CaseDispatched(CASE, "u-fire", null, null, "imported"), day(10));
        new CaseBench().when(history("u-fire", null, null, null), IMPORT).yieldsAt(history);
    }

    @Test
    void aHistoryWithoutAUnitIsJustReported() {
        new CaseBench().when(history(null, null, null, null), IMPORT).yields(reported());
    }

    @Test
    void realHistoriesAreDueBeforeTheyWereReportedAndClosedAtOnce() {
        new CaseBench()
                .when(history("u-fire", null, day(9), day(10)), IMPORT)
                .yields(
                        reported(),
                        new CaseDispatched(CASE, "u-fire", null, day(9), "imported"),
                        new CaseClosed(CASE, null, "Fixed"));
    }

    @Test
    void nothingIsClosedBeforeItWasReported() {
        new CaseBench()
                .when(history("u-fire", null, null, day(9.9)), IMPORT)
                .isRefused(CaseRefusal.HISTORY_IMPOSSIBLE, "/closedAt");
    }

    @Test
    void nothingIsClosedBeforeItWasDispatched() {
        new CaseBench()
                .when(history("u-fire", day(12), null, day(11)), IMPORT)
                .isRefused(CaseRefusal.HISTORY_IMPOSSIBLE, "/closedAt");
    }

    @Test
    void nothingIsDispatchedBeforeItWasReported() {
        new CaseBench()
                .when(history("u-fire", day(9), null, null), IMPORT)
                .isRefused(CaseRefusal.HISTORY_IMPOSSIBLE, "/dispatchedAt");
    }

    @Test
    void noHistoryLiesInTheFuture() {
        new CaseBench()
                .clock(day(12))
                .when(history("u-fire", day(12).plusMillis(1), null, null), IMPORT)
                .isRefused(CommonRefusal.OCCURRED_IN_FUTURE, "/dispatchedAt");
        new CaseBench()
                .clock(day(12))
                .when(history("u-fire", day(12), null, day(12).plusMillis(1)), IMPORT)
                .isRefused(CommonRefusal.OCCURRED_IN_FUTURE, "/closedAt");
        new CaseBench()
                .clock(day(12))
                .when(history("u-fire", day(12), day(99), day(12)), IMPORT)
                .yieldsSomething();
    }

    @Test
    void aDueTimeNeedsItsUnit() {
        new CaseBench()
                .when(history(null, null, day(20), null), IMPORT)
                .isRefused(CaseRefusal.IMPORT_NEEDS_UNIT, "/dueAt");
        new CaseBench()
                .when(history(null, day(11), null, null), IMPORT)
                .isRefused(CaseRefusal.IMPORT_NEEDS_UNIT, "/dispatchedAt");
    }

    @Test
    void gridUnitAndPositionAreChecked() {
        new CaseBench()
                .when(history("nobody", null, null, null), IMPORT)
                .isRefused(CommonRefusal.UNKNOWN_UNIT, "/unitId");
        new CaseBench().when(reportedIn("G-9", null), IMPORT).isRefused(CommonRefusal.UNKNOWN_GRID, "/report/gridId");
        new CaseBench()
                .when(reportedIn("G-1-1", "31.2"), IMPORT)
                .isRefused(CaseRefusal.POSITION_INCOMPLETE, "/report/longitude");
    }

    @Test
    void anImportedOpenCaseGoesOnUnderItsOwnDueTime() {
        new CaseBench()
                .given(history("u-fire", day(11), day(500), null), IMPORT)
                .when(new AcceptCase(CASE), day(401), HANDLER)
                .yields(new CaseAccepted(CASE, "u-fire", day(500), "default-1"));
    }

    @Test
    void anImportedOpenCaseFallsOverdueInRectification() {
        new CaseBench()
                .given(history("u-fire", day(11), day(399), null), IMPORT)
                .when(
                        new RecordOverdue(CASE, CaseStage.RECTIFY, day(399)),
                        CaseBench.by(Actor.SYSTEM, day(400), "process:case-deadlines"))
                .yieldsSomething();
    }

    @Test
    void anImportedClosedCaseIsReopened() {
        new CaseBench()
                .given(history("u-fire", day(11), null, day(30)), IMPORT)
                .when(new ReopenCase(CASE, "again"), day(401), HANDLER)
                .yieldsSomething();
    }

    private static ImportCase history(
            @Nullable String unitId,
            @Nullable Instant dispatchedAt,
            @Nullable Instant dueAt,
            @Nullable Instant closedAt) {
        String outcome = closedAt == null ? null : "Fixed";
        return new ImportCase(
                CaseBench.report(Severity.GENERAL), "311-1", unitId, dispatchedAt, dueAt, closedAt, outcome);
    }

    private static ImportCase reportedIn(String gridId, @Nullable String latitude) {
        ReportCase report = new ReportCase(
                CASE,
                gridId,
                CaseKind.HAZARD,
                "FIRE",
                Severity.GENERAL,
                "Exit",
                null,
                null,
                latitude,
                null,
                null,
                List.of());
        return new ImportCase(report, null, null, null, null, null, null);
    }

    private static CaseReported reported() {
        return new CaseReported(
                CASE,
                "G-1-1",
                CaseKind.HAZARD,
                "FIRE",
                Severity.GENERAL,
                "Blocked exit",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "311-1",
                null,
                "imported");
    }
}
