package org.wangge.api.casework;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;

/**
 * What happened to a case. Deadlines are instants, computed once from the rules in force; {@code rules} names their version.
 */
public sealed interface CaseEvent extends Event {

    UUID caseId();

    /** 已上报. {@code dispatchBy} is none for imported cases, on which no timer runs. */
    @StoredAs("case.reported")
    record CaseReported(
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
            List<String> evidence,
            @Nullable String reference,
            @Nullable Instant dispatchBy,
            String rules)
            implements CaseEvent {}

    /** 已定级. */
    @StoredAs("case.graded")
    record CaseGraded(UUID caseId, Severity severity, String reason) implements CaseEvent {}

    /** 已当场整改. */
    @StoredAs("case.rectified-on-spot")
    record CaseRectifiedOnSpot(UUID caseId, String summary, List<String> evidence, Instant closeBy, String rules)
            implements CaseEvent {}

    /** 已分流/派遣. {@code acceptBy} and {@code dueAt} are none where the rules (or an imported history) set none. */
    @StoredAs("case.dispatched")
    record CaseDispatched(
            UUID caseId,
            String unitId,
            @Nullable Instant acceptBy,
            @Nullable Instant dueAt,
            String rules) implements CaseEvent {}

    /** 已接收. {@code rectifyBy} is until when the rectification must be submitted: the due time set at dispatch. */
    @StoredAs("case.accepted")
    record CaseAccepted(
            UUID caseId, String unitId, @Nullable Instant rectifyBy, String rules) implements CaseEvent {}

    /** 已驳回: back to be dispatched. */
    @StoredAs("case.rejected")
    record CaseRejected(UUID caseId, String unitId, String reason, Instant dispatchBy, String rules)
            implements CaseEvent {}

    /** 整改方案已制定 (五落实). */
    @StoredAs("case.rectification-planned")
    record RectificationPlanned(
            UUID caseId, String measure, String personId, String funds, Instant deadline, String contingency)
            implements CaseEvent {}

    /** 已采取临时措施. */
    @StoredAs("case.interim-measure-taken")
    record InterimMeasureTaken(UUID caseId, String measure) implements CaseEvent {}

    /** 已申请延期. */
    @StoredAs("case.extension-requested")
    record ExtensionRequested(UUID caseId, Instant newDueAt, String reason) implements CaseEvent {}

    /** 延期已批准: the only thing that moves a deadline. */
    @StoredAs("case.extension-granted")
    record ExtensionGranted(UUID caseId, @Nullable Instant formerDueAt, Instant newDueAt, String reason)
            implements CaseEvent {}

    /** 延期未获批准. */
    @StoredAs("case.extension-refused")
    record ExtensionRefused(UUID caseId, String reason) implements CaseEvent {}

    /** 整改结果已提交. {@code rectifier} is the person, or the account where no person stands behind it. */
    @StoredAs("case.rectification-submitted")
    record RectificationSubmitted(
            UUID caseId, String rectifier, String summary, List<String> evidence, Instant verifyBy, String rules)
            implements CaseEvent {}

    /** 复查通过. */
    @StoredAs("case.rectification-verified")
    record RectificationVerified(
            UUID caseId, String verifier, @Nullable String note, Instant closeBy, String rules) implements CaseEvent {}

    /** 复查未通过: back to be rectified (二次处理), by the same deadline. */
    @StoredAs("case.verification-failed")
    record VerificationFailed(
            UUID caseId,
            String verifier,
            @Nullable String note,
            @Nullable Instant rectifyBy,
            String rules) implements CaseEvent {}

    /** 已归档/销号. {@code outcome} is what an imported history says of the end. */
    @StoredAs("case.closed")
    record CaseClosed(
            UUID caseId, @Nullable String note, @Nullable String outcome) implements CaseEvent {}

    /** 已上报/提级. */
    @StoredAs("case.escalated")
    record CaseEscalated(UUID caseId, String fromGridId, String toGridId, String reason) implements CaseEvent {}

    /** 已移交. */
    @StoredAs("case.transferred")
    record CaseTransferred(UUID caseId, String authority, String reason) implements CaseEvent {}

    /** 移交结果已记录. */
    @StoredAs("case.transfer-outcome-recorded")
    record TransferOutcomeRecorded(
            UUID caseId,
            String authority,
            String outcome,
            boolean settled,
            @Nullable Instant dispatchBy,
            String rules) implements CaseEvent {}

    /** 已挂牌督办. */
    @StoredAs("case.listed-for-supervision")
    record ListedForSupervision(UUID caseId, String supervisor, String reason) implements CaseEvent {}

    /** 已摘牌. */
    @StoredAs("case.delisted")
    record Delisted(UUID caseId, String reason) implements CaseEvent {}

    /** 已催办. */
    @StoredAs("case.urged")
    record CaseUrged(UUID caseId, @Nullable String unitId, String text) implements CaseEvent {}

    /** 整改通知书已下达. */
    @StoredAs("case.notice-served")
    record NoticeServed(UUID caseId, String noticeNumber, String unitId, String text) implements CaseEvent {}

    /** 已责令停工. */
    @StoredAs("case.work-stop-ordered")
    record WorkStopOrdered(UUID caseId, String scope, String reason) implements CaseEvent {}

    /** 停工已解除. */
    @StoredAs("case.work-stop-lifted")
    record WorkStopLifted(UUID caseId, String reason) implements CaseEvent {}

    /** 已重新立案: back to be dispatched. */
    @StoredAs("case.reopened")
    record CaseReopened(UUID caseId, String reason, Instant dispatchBy, String rules) implements CaseEvent {}

    /** 已并案: this case ends as a duplicate. */
    @StoredAs("case.merged-as-duplicate")
    record CaseMergedAsDuplicate(UUID caseId, UUID originalCaseId) implements CaseEvent {}

    /** 案卷已更正. Values left out stay as they were. */
    @StoredAs("case.corrected")
    record CaseCorrected(
            UUID caseId,
            String reason,
            @Nullable String category,
            @Nullable String title,
            @Nullable String description,
            @Nullable String place)
            implements CaseEvent {}

    /**
     * 已超时: a stage's deadline passed. {@code unitId} holds the case; {@code responsible} are the persons who answered for it
     * when the deadline passed.
     */
    @StoredAs("case.overdue")
    record CaseOverdue(
            UUID caseId,
            CaseStage stage,
            Instant dueAt,
            @Nullable String unitId,
            List<String> responsible,
            String rules)
            implements CaseEvent {}

    /**
     * 已办理: somebody completed a named piece of work on the case, as another system's log says. From then on the case is in the
     * hands of who did it, until somebody else does something: of completed work a log tells no more. It moves no stage and no
     * deadline, and may come after the close.
     *
     * @param actingUnitId the unit or group in which it was done, which need not be the one that the case was dispatched to
     * @param instance the other system's number of it
     */
    @StoredAs("case.activity-recorded")
    record ActivityRecorded(
            UUID caseId,
            String activity,
            @Nullable String personId,
            @Nullable String actingUnitId,
            @Nullable String instance)
            implements CaseEvent {}
}
