package org.wangge.api.casework;

import org.wangge.api.RefusalCode;

/** Why a step on a case is refused. */
public enum CaseRefusal implements RefusalCode {
    CASE_ENDED(Kind.ILLEGAL_STATE, "The case is closed or merged into another.", "案件已归档或已并案。"),
    NOT_WAITING_FOR_DISPATCH(Kind.ILLEGAL_STATE, "The case does not wait to be dispatched.", "案件不处于待分流状态。"),
    NOT_WAITING_FOR_ACCEPTANCE(Kind.ILLEGAL_STATE, "The case does not wait to be accepted.", "案件不处于待接收状态。"),
    NOT_BEING_RECTIFIED(
            Kind.ILLEGAL_STATE, "No unit has accepted the case and works on its rectification.", "案件不处于待整改状态。"),
    NOT_WAITING_FOR_VERIFICATION(
            Kind.ILLEGAL_STATE, "No rectification of the case waits to be verified.", "案件不处于待复查状态。"),
    NOT_VERIFIED(
            Kind.ILLEGAL_STATE,
            "Only a case that was verified or rectified on the spot closes.",
            "只有复查通过或当场整改的案件方可归档。"),
    NOT_CLOSED(Kind.ILLEGAL_STATE, "Only a closed case is reopened.", "只有已归档的案件方可重新立案。"),
    TRANSFERRED(Kind.ILLEGAL_STATE, "The case lies with another authority until it answers.", "案件已移交，须待移交结果。"),
    NOT_TRANSFERRED(Kind.ILLEGAL_STATE, "The case was not transferred.", "案件未移交。"),
    LISTED_ALREADY(Kind.ILLEGAL_STATE, "The case is listed for supervision already.", "案件已挂牌督办。"),
    NOT_LISTED(Kind.ILLEGAL_STATE, "The case is not listed for supervision.", "案件未挂牌督办。"),
    WORK_STOPPED_ALREADY(Kind.ILLEGAL_STATE, "A work stop stands already.", "已责令停工，尚未解除。"),
    NO_WORK_STOP(Kind.ILLEGAL_STATE, "No work stop stands.", "没有未解除的停工令。"),
    WORK_STOP_STANDS(Kind.ILLEGAL_STATE, "A case cannot end while a work stop stands.", "停工尚未解除，案件不得终结。"),
    EXTENSION_PENDING(Kind.ILLEGAL_STATE, "A requested extension waits for its decision already.", "已有待审批的延期申请。"),
    NO_EXTENSION_REQUESTED(Kind.ILLEGAL_STATE, "No requested extension waits for a decision.", "没有待审批的延期申请。"),

    POSITION_INCOMPLETE(Kind.RULE, "Latitude and longitude come together.", "经度和纬度须同时填写。"),
    DEADLINE_NOT_AHEAD(Kind.RULE, "A deadline lies after the step that sets it.", "期限必须晚于设定该期限的时间。"),
    ACCEPT_BY_AFTER_DUE(Kind.RULE, "A case is accepted no later than it is due.", "接收期限不得晚于整改期限。"),
    PLAN_BEYOND_DUE(
            Kind.RULE,
            "A plan cannot end after the case is due: only a granted extension moves a deadline.",
            "整改方案的期限不得晚于整改期限；期限只能经批准延期。"),
    MAJOR_CASE_ON_THE_SPOT(Kind.RULE, "A major case cannot be rectified on the spot.", "重大隐患不得按当场整改处理。"),
    FIVE_ELEMENTS_MISSING(
            Kind.RULE,
            "A major case needs measure, person, funds, deadline and contingency planned first.",
            "重大隐患须先落实措施、责任、资金、时限和预案。"),
    VERIFIER_IS_RECTIFIER(Kind.RULE, "Somebody else than the rectifier verifies.", "复查人不得为整改人。"),
    NO_DEADLINE_TO_EXTEND(Kind.RULE, "The case has no due time that could be extended.", "案件没有可延长的整改期限。"),
    EXTENSION_NOT_LATER(Kind.RULE, "An extension ends after the present due time.", "延期后的期限必须晚于现有期限。"),
    EXTENSION_TOO_LATE(Kind.RULE, "An extension is requested before the due time has passed.", "延期须在期限届满前申请。"),
    NO_PARENT_GRID(Kind.RULE, "The case's grid has no parent to escalate to.", "所在网格没有上级网格，无法提级。"),
    DELISTER_IS_NOT_LISTER(Kind.RULE, "Only who listed the case takes it off the list.", "摘牌须由挂牌人办理。"),
    ORIGINAL_IS_ITSELF(Kind.RULE, "A case is not its own duplicate.", "案件不得并入自身。"),
    ORIGINAL_ENDED(Kind.RULE, "A duplicate is merged into a case that is still open.", "并入的案件已归档或已并案。"),
    NOTHING_CORRECTED(Kind.RULE, "A correction names at least one corrected value.", "更正至少须包含一项内容。"),
    HISTORY_IMPOSSIBLE(Kind.RULE, "The imported times contradict each other.", "导入的时间先后矛盾。"),
    IMPORT_NEEDS_UNIT(
            Kind.RULE, "An imported dispatch or due time needs the unit that it was set for.", "导入的派遣时间或期限须有责任单位。"),
    LOG_TOO_LONG(Kind.RULE, "The log of one case has more activities than are taken at once.", "单个案件的办理日志条数超出上限。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    CaseRefusal(Kind kind, String english, String chinese) {
        this.kind = kind;
        this.english = english;
        this.chinese = chinese;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String english() {
        return english;
    }

    @Override
    public String chinese() {
        return chinese;
    }
}
