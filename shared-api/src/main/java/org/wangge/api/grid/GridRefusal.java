package org.wangge.api.grid;

import org.wangge.api.RefusalCode;

/** Why something cannot be done to a grid. */
public enum GridRefusal implements RefusalCode {
    PARENT_REQUIRED(Kind.RULE, "Only a grid of level 1 stands without a parent.", "除一级网格外，网格必须有上级网格。"),
    TOP_LEVEL_HAS_NO_PARENT(Kind.RULE, "A grid of level 1 has no parent.", "一级网格没有上级网格。"),
    PARENT_NOT_ABOVE(Kind.RULE, "The parent must stand on a higher level.", "上级网格的级别必须高于本网格。"),
    LEVEL_OUT_OF_RANGE(Kind.RULE, "The plan knows no such level.", "方案中没有该级别。"),
    GRID_IS_RETIRED(Kind.ILLEGAL_STATE, "The grid has been retired.", "网格已撤销。"),
    GRID_STILL_IN_USE(
            Kind.ILLEGAL_STATE, "The grid still has grids below it, open cases or duties.", "网格仍有下级网格、未结案件或职责任务。"),
    UNKNOWN_ROLE(Kind.RULE, "The plan knows no such role.", "方案中没有该责任角色。"),
    ROLE_ALREADY_HELD(Kind.RULE, "Somebody else holds this exclusive role at that time.", "该时间段内此角色已有责任人。"),
    ALREADY_HOLDS_ROLE(Kind.RULE, "This person holds the role already at that time.", "该人员在该时间段内已担任此角色。"),
    DOES_NOT_HOLD_ROLE(Kind.RULE, "This person does not hold the role at that time.", "该人员在该时间未担任此角色。"),
    HANDOVER_TO_ONESELF(Kind.RULE, "One cannot hand over to oneself.", "不能将责任交接给本人。"),
    ALREADY_ENDED(Kind.RULE, "An end of this responsibility has been recorded already.", "该责任的终止时间已有记录。"),
    STAND_IN_FOR_WHOM(
            Kind.RULE,
            "Several or no persons hold the role then: say whom the stand-in covers.",
            "该角色届时无人或有多人担任，请指明代替对象。"),
    STAND_IN_FOR_ONESELF(Kind.RULE, "One cannot stand in for oneself.", "不能代替本人。"),
    STAND_IN_OVERLAPS(Kind.RULE, "Somebody stands in already at that time.", "该时间段内已有B角。"),
    ENDS_BEFORE_IT_BEGINS(Kind.RULE, "The end must lie after the beginning.", "结束时间必须晚于开始时间。"),
    NOT_A_TIME_SLOT(Kind.RULE, "Only a grid of kind TIME_SLOT has hours.", "只有时段网格可以设定时段。"),
    NOT_A_BUSINESS_LINE(Kind.RULE, "Only a grid of kind BUSINESS_LINE has a line.", "只有业务线网格可以设定业务线。"),
    HOURS_NOT_WHOLE_MINUTES(Kind.RULE, "Hours begin and end at a whole minute.", "时段的起止时间须为整分钟。"),
    TIME_ZONE_IS_NO_PLACE(
            Kind.RULE,
            "The time zone must be one of the tz database, such as Asia/Shanghai.",
            "时区须为时区数据库中的名称，例如Asia/Shanghai。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    GridRefusal(Kind kind, String english, String chinese) {
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
