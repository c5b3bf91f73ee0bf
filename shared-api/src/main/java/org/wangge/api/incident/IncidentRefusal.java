package org.wangge.api.incident;

import org.wangge.api.RefusalCode;

/** Why a step on an incident's file is refused. */
public enum IncidentRefusal implements RefusalCode {
    NOT_UNDER_INVESTIGATION(Kind.ILLEGAL_STATE, "No investigation of the incident was opened.", "该事故尚未启动调查。"),
    INVESTIGATION_OPENED_ALREADY(Kind.ILLEGAL_STATE, "The investigation was opened already.", "该事故已启动调查。"),
    INVESTIGATION_CLOSED(Kind.ILLEGAL_STATE, "The investigation has closed.", "该事故调查已结案。"),
    POINT_SETTLED_ALREADY(Kind.ILLEGAL_STATE, "This point is settled already.", "该项“不放过”已落实。"),
    POINTS_NOT_SETTLED(
            Kind.ILLEGAL_STATE,
            "An investigation closes only when none of the four points is passed over.",
            "“四不放过”尚未全部落实，不得结案。"),

    AMENDMENT_CHANGES_NOTHING(Kind.RULE, "The amendment says what the file says already.", "更正内容与现有记录相同。"),
    HAPPENED_AFTER_INVESTIGATION(
            Kind.RULE, "An incident did not happen after its investigation had opened.", "事故发生时间不得晚于调查启动时间。"),
    CASUALTIES_BELOW_ZERO(Kind.RULE, "Casualties are counted from 0.", "伤亡人数不得为负数。"),
    INVESTIGATION_WITHOUT_LEAD(Kind.RULE, "An investigation is led by persons or by a unit.", "调查须有负责人或负责单位。"),
    LEAD_NAMED_TWICE(Kind.RULE, "A person is named twice.", "调查负责人重复。"),
    FINDING_ABOUT_ONE(Kind.RULE, "A finding is about one person or one unit.", "责任认定须且只能针对一人或一个单位。"),
    FINDING_ID_TAKEN(Kind.RULE, "This id is taken by another finding.", "该责任认定编号已被使用。"),
    NO_EVIDENCE(Kind.RULE, "What is stated is shown by at least one piece of evidence.", "须至少有一项证据。"),
    EVIDENCE_NAMED_TWICE(Kind.RULE, "A piece of evidence is named twice.", "证据重复。"),
    UNKNOWN_EVENT(Kind.RULE, "There is no such event in the log.", "日志中没有该事件。"),
    UNKNOWN_FINDING(Kind.RULE, "There is no such finding on this incident.", "该事故没有此项责任认定。"),
    NOT_THE_ONE_CONCERNED(Kind.RULE, "Only the one whom a finding is about responds to it.", "只有被认定责任的当事人可以陈述申辩。"),
    SANCTION_WITHOUT_FINDING(
            Kind.RULE, "A sanction rests on a finding, to which the one concerned can respond.", "处理须以责任认定为依据。"),
    FINDING_ABOUT_ANOTHER(Kind.RULE, "The finding is about somebody else.", "该责任认定针对的是他人。"),
    SANCTION_ID_TAKEN(Kind.RULE, "This id is taken by another sanction.", "该处理决定编号已被使用。"),
    DECIDED_BY_NO_PERSON(
            Kind.RULE, "A sanction is decided by a person, never by Wangge or a machine.", "处理须由自然人决定，不得由系统或设备账号决定。"),
    DECIDER_IS_CONCERNED(Kind.RULE, "Nobody decides a sanction on himself.", "当事人不得决定对自己的处理。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    IncidentRefusal(Kind kind, String english, String chinese) {
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
