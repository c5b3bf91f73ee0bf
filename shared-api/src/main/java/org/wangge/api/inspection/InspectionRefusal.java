package org.wangge.api.inspection;

import org.wangge.api.RefusalCode;

/** Why the record of an inspection, or its correction, is refused. */
public enum InspectionRefusal implements RefusalCode {
    TOO_MANY_ITEMS(Kind.RULE, "An inspection has at most 200 items.", "检查项不得超过200项。"),
    TOO_MANY_FINDINGS(Kind.RULE, "An inspection has at most 100 findings.", "检查发现不得超过100条。"),
    DUPLICATE_ITEM_CODE(Kind.RULE, "An item is listed twice.", "检查项重复。"),
    DUPLICATE_CASE_ID(Kind.RULE, "Two findings name the same case.", "两条检查发现使用了同一案件编号。"),
    UNKNOWN_ITEM(Kind.RULE, "The finding names an item that the inspection does not list.", "检查发现所指的检查项不存在。"),
    FINDING_WITHOUT_FAILURE(Kind.RULE, "The finding names an item that did not fail.", "检查发现所指的检查项并非不合格。"),
    FAILED_ITEM_WITHOUT_FINDING(
            Kind.RULE,
            "Every failed item becomes a case or is rectified on the spot: it needs a finding.",
            "每个不合格项都须有对应的检查发现。"),
    UNKNOWN_SEVERITY(Kind.RULE, "The severity is one of GENERAL, SERIOUS and MAJOR.", "隐患等级须为GENERAL、SERIOUS或MAJOR。"),
    ENDED_BEFORE_BEGUN(Kind.RULE, "An inspection cannot end before it began.", "检查结束时间不得早于开始时间。"),
    ENDED_IN_FUTURE(Kind.RULE, "An inspection that is reported has ended.", "检查结束时间不得晚于当前时间。"),
    DUTY_MISSING(Kind.RULE, "An inspection of kind DUTY names the duty.", "履职检查须指明职责任务。"),
    DUTY_OF_ANOTHER_GRID(Kind.RULE, "The duty belongs to another grid.", "职责任务属于其他网格。"),
    BAD_COORDINATES(
            Kind.RULE,
            "Coordinates are given as a pair of decimal degrees, latitude -90 to 90, longitude -180 to 180.",
            "坐标须成对给出：纬度-90至90，经度-180至180（十进制度）。"),
    CORRECTION_CHANGES_NOTHING(Kind.RULE, "The correction says what the record says already.", "更正内容与现有记录相同。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    InspectionRefusal(Kind kind, String english, String chinese) {
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
