package org.wangge.api.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask of a case, in the order in which a case lives. */
public sealed interface CaseCommand extends Command {

    UUID caseId();

    @Override
    default String stream() {
        return Streams.caseFile(caseId());
    }

    /** 上报. {@code inspectionId} is the inspection that found it; {@code place} the spot within the grid, in words. */
    record ReportCase(
            UUID caseId,
            String gridId,
            CaseKind kind,
            String category,
            Severity severity,
            String title,
            @Nullable String description,
            @Nullable String place,
            @Nullable String latitude,
            @Nullable String longitude,
            @Nullable UUID inspectionId,
            List<String> evidence)
            implements CaseCommand {}

    /** 定级. */
    record GradeCase(UUID caseId, Severity severity, String reason) implements CaseCommand {}

    /** 当场整改. */
    record RectifyOnSpot(UUID caseId, String summary, List<String> evidence) implements CaseCommand {}

    /** 分流/派遣. Deadlines left out are computed from the rules in force. */
    record DispatchCase(
            UUID caseId,
            String unitId,
            @Nullable Instant acceptBy,
            @Nullable Instant dueAt) implements CaseCommand {}

    /** 接收. */
    record AcceptCase(UUID caseId) implements CaseCommand {}

    /** 驳回. */
    record RejectCase(UUID caseId, String reason) implements CaseCommand {}

    /** 制定整改方案: the five elements (五落实). {@code funds} is an amount in yuan as text. */
    record PlanRectification(
            UUID caseId, String measure, String personId, String funds, Instant deadline, String contingency)
            implements CaseCommand {}

    /** 采取临时措施. */
    record TakeInterimMeasure(UUID caseId, String measure) implements CaseCommand {}

    /** 申请延期. */
    record RequestExtension(UUID caseId, Instant newDueAt, String reason) implements CaseCommand {}

    /** 审批延期. */
    record DecideExtension(UUID caseId, boolean granted, String reason) implements CaseCommand {}

    /** 提交整改结果. */
    record SubmitRectification(UUID caseId, String summary, List<String> evidence) implements CaseCommand {}

    /** 回访/复查/核查. */
    record VerifyRectification(
            UUID caseId, boolean passed, @Nullable String note) implements CaseCommand {}

    /** 归档/销号. */
    record CloseCase(UUID caseId, @Nullable String note) implements CaseCommand {}

    /** 上报/提级 to the parent grid. */
    record EscalateCase(UUID caseId, String reason) implements CaseCommand {}

    /** 移交 to an authority outside the plan. */
    record TransferCase(UUID caseId, String authority, String reason) implements CaseCommand {}

    /** 记录移交结果. {@code settled} ends the case's life here; otherwise it comes back to be dispatched again. */
    record RecordTransferOutcome(UUID caseId, String outcome, boolean settled) implements CaseCommand {}

    /** 挂牌督办. */
    record ListForSupervision(UUID caseId, String supervisor, String reason) implements CaseCommand {}

    /** 摘牌. */
    record Delist(UUID caseId, String reason) implements CaseCommand {}

    /** 催办. */
    record UrgeCase(UUID caseId, String text) implements CaseCommand {}

    /** 下达整改通知书. */
    record ServeNotice(UUID caseId, String noticeNumber, String unitId, String text) implements CaseCommand {}

    /** 责令停工. */
    record OrderWorkStop(UUID caseId, String scope, String reason) implements CaseCommand {}

    /** 解除停工. */
    record LiftWorkStop(UUID caseId, String reason) implements CaseCommand {}

    /** 重新立案. */
    record ReopenCase(UUID caseId, String reason) implements CaseCommand {}

    /** 并案: this case is the duplicate, {@code originalCaseId} goes on. */
    record MergeDuplicate(UUID caseId, UUID originalCaseId) implements CaseCommand {}

    /** 更正案卷: values left out stay as they are. */
    record CorrectCase(
            UUID caseId,
            String reason,
            @Nullable String category,
            @Nullable String title,
            @Nullable String description,
            @Nullable String place)
            implements CaseCommand {}

    /** 记录超时: sent by Wangge itself when a stage's deadline passes. */
    record RecordOverdue(UUID caseId, CaseStage stage, Instant dueAt) implements CaseCommand {}

    /**
     * 导入历史: takes over a case with the history that another system knows of it, as that system knows it. It is not judged by
     * today's rules and starts no timers.
     *
     * @param report what was reported; when, is the provenance's {@code occurredAt}
     * @param dispatchedAt when it went to {@code unitId}
     * @param dueAt the other system's deadline
     * @param closedAt when the other system closed it; none while it is open
     */
    record ImportCase(
            ReportCase report,
            @Nullable String reference,
            @Nullable String unitId,
            @Nullable Instant dispatchedAt,
            @Nullable Instant dueAt,
            @Nullable Instant closedAt,
            @Nullable String outcome)
            implements CaseCommand {
        @Override
        public UUID caseId() {
            return report.caseId();
        }
    }

    /**
     * 导入办理日志: takes over a case with the log that another system kept of the work on it, whole, in one step. Like
     * {@link ImportCase}, but times that contradict each other are taken as they are claimed: the log tells how it was kept as well.
     *
     * @param activities in the order of their times, at most {@link #MOST_ACTIVITIES}; those after the close belong to the case too
     */
    record ImportCaseLog(ImportCase history, List<LoggedActivity> activities) implements CaseCommand {

        /** All of a case goes into one transaction. */
        public static final int MOST_ACTIVITIES = 2000;

        @Override
        public UUID caseId() {
            return history.caseId();
        }
    }

    /**
     * 办理记录: a piece of work that somebody completed on a case.
     *
     * @param activity what was done, in the other system's words
     * @param actingUnitId the unit or group in which the person did it
     * @param instance the other system's number of it
     */
    record LoggedActivity(
            Instant occurredAt,
            String activity,
            @Nullable String personId,
            @Nullable String actingUnitId,
            @Nullable String instance) {}
}
