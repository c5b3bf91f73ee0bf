package org.wangge.command.casework;

import static org.wangge.command.casework.CaseBench.CASE;
import static org.wangge.command.casework.CaseBench.HANDLER;
import static org.wangge.command.casework.CaseBench.OFFICE;
import static org.wangge.command.casework.CaseBench.day;

import java.time.Instant;
import java.util.Collections;
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
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseCommand.ReopenCase;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.ActivityRecorded;
import org.wangge.api.casework.CaseEvent.CaseAccepted;
import org.wangge.api.casework.CaseEvent.CaseClosed;
import org.wangge.api.casework.CaseEvent.CaseDispatched;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseRefusal;
import org.wangge.api.casework.Severity;

/** 导入办理日志. Reported on day 10, taken over on day 400. */
class ImportingLogTest {

    private static final Provenance IMPORT =
            CaseBench.by(new Actor("importer", null, null, null, null), day(10), "import:batch-1");

    @Test
    void whatHappenedComesInTheOrderOfItsTimesAndAtThem() {
        Map<CaseEvent, Instant> history = new LinkedHashMap<>();
        history.put(reported(), day(10));
        history.put(new CaseDispatched(CASE, "u-office", null, day(20), "imported"), day(10));
        history.put(new ActivityRecorded(CASE, "receive", OFFICE, "u-office", "t-1"), day(11));
        history.put(new ActivityRecorded(CASE, "check", HANDLER, null, "t-2"), day(12));
        history.put(new CaseClosed(CASE, null, null), day(30));
        history.put(new ActivityRecorded(CASE, "file", null, "u-archive", "t-3"), day(31));
        new CaseBench()
                .when(
                        log(
                                day(30),
                                did(day(31), "file", null, "u-archive", "t-3"),
                                did(day(12), "check", HANDLER, null, "t-2"),
                                did(day(11), "receive", OFFICE, "u-office", "t-1")),
                        IMPORT)
                .yieldsAt(history);
    }

    @Test
    void workThatEndedWithTheCaseWasDoneBeforeItEnded() {
        new CaseBench()
                .when(log(day(30), did(day(30), "close", OFFICE, null, null)), IMPORT)
                .yields(
                        reported(),
                        new CaseDispatched(CASE, "u-office", null, day(20), "imported"),
                        new ActivityRecorded(CASE, "close", OFFICE, null, null),
                        new CaseClosed(CASE, null, null));
    }

    @Test
    void aLogThatContradictsItselfIsTakenAsItIsClaimed() {
        Map<CaseEvent, Instant> history = new LinkedHashMap<>();
        history.put(reported(), day(10));
        history.put(new CaseDispatched(CASE, "u-office", null, day(20), "imported"), day(10));
        history.put(new ActivityRecorded(CASE, "receive", OFFICE, null, null), day(8));
        history.put(new CaseClosed(CASE, null, null), day(9));
        history.put(new ActivityRecorded(CASE, "check", HANDLER, null, null), day(11));
        new CaseBench()
                .when(
                        log(
                                day(9),
                                did(day(8), "receive", OFFICE, null, null),
                                did(day(11), "check", HANDLER, null, null)),
                        IMPORT)
                .yieldsAt(history);
    }

    @Test
    void nothingOfALogLiesInTheFuture() {
        new CaseBench()
                .clock(day(12))
                .when(
                        log(
                                null,
                                did(day(12), "receive", OFFICE, null, null),
                                did(day(12).plusMillis(1), "check", OFFICE, null, null)),
                        IMPORT)
                .isRefused(CommonRefusal.OCCURRED_IN_FUTURE, "/activities/1/occurredAt");
        new CaseBench()
                .clock(day(12))
                .when(log(day(13), did(day(12), "receive", OFFICE, null, null)), IMPORT)
                .isRefused(CommonRefusal.OCCURRED_IN_FUTURE, "/history/closedAt");
    }

    @Test
    void whoActedIsKnown() {
        new CaseBench()
                .when(log(null, did(day(11), "receive", "nobody", null, null)), IMPORT)
                .isRefused(CommonRefusal.UNKNOWN_PERSON, "/activities/0/personId");
        new CaseBench()
                .when(log(null, did(day(11), "receive", OFFICE, "nowhere", null)), IMPORT)
                .isRefused(CommonRefusal.UNKNOWN_UNIT, "/activities/0/actingUnitId");
    }

    @Test
    void aLogHasAnEnd() {
        LoggedActivity again = did(day(11), "again", OFFICE, null, null);
        new CaseBench()
                .when(
                        log(
                                null,
                                Collections.nCopies(ImportCaseLog.MOST_ACTIVITIES, again)
                                        .toArray(LoggedActivity[]::new)),
                        IMPORT)
                .yieldsSomething();
        new CaseBench()
                .when(
                        log(
                                null,
                                Collections.nCopies(ImportCaseLog.MOST_ACTIVITIES + 1, again)
                                        .toArray(LoggedActivity[]::new)),
                        IMPORT)
                .isRefused(CaseRefusal.LOG_TOO_LONG, "/activities");
    }

    @Test
    void whatWasDoneElsewhereMovesNoStage() {
        new CaseBench()
                .given(log(null, did(day(11), "receive", OFFICE, null, null)), IMPORT)
                .when(new AcceptCase(CASE), day(12), HANDLER)
                .yields(new CaseAccepted(CASE, "u-office", day(20), "default-1"));
        new CaseBench()
                .given(log(day(30), did(day(31), "file", OFFICE, null, null)), IMPORT)
                .when(new AcceptCase(CASE), day(401), HANDLER)
                .isRefused(CaseRefusal.CASE_ENDED);
        new CaseBench()
                .given(log(day(30), did(day(31), "file", OFFICE, null, null)), IMPORT)
                .when(new ReopenCase(CASE, "again"), day(401), HANDLER)
                .yieldsSomething();
    }

    private static LoggedActivity did(
            Instant at, String what, @Nullable String personId, @Nullable String unitId, @Nullable String instance) {
        return new LoggedActivity(at, what, personId, unitId, instance);
    }

    /** Due on day 20. */
    private static ImportCaseLog log(@Nullable Instant closedAt, LoggedActivity... activities) {
        return new ImportCaseLog(
                new ImportCase(CaseBench.report(Severity.GENERAL), "1", "u-office", null, day(20), closedAt, null),
                List.of(activities));
    }

    private static CaseReported reported() {
        return Intake.reported(CaseBench.report(Severity.GENERAL), "1", null, "imported");
    }
}
