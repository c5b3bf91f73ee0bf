package org.wangge.api.duty;

import org.wangge.api.RefusalCode;

/** Why a duty or one of its windows is refused. */
public enum DutyRefusal implements RefusalCode {
    RECURRENCE_MALFORMED(Kind.RULE, "The recurrence is not an RFC 5545 RRULE.", "周期规则不符合RFC 5545。"),
    RECURRENCE_TOO_DENSE(Kind.RULE, "The recurrence makes more windows than anybody can keep.", "周期规则产生的时段过密。"),
    RECURRENCE_NEVER_OCCURS(Kind.RULE, "The recurrence never makes a window.", "周期规则不会产生任何应履职时段。"),
    START_OUT_OF_RANGE(
            Kind.RULE, "The start must be a whole second between the years 1970 and 2200.", "开始时间须为1970年至2200年间的整秒。"),
    UNKNOWN_TIME_ZONE(Kind.RULE, "The time zone is not a name of the IANA time zone database.", "时区不是IANA时区名称。"),
    WINDOW_OUT_OF_RANGE(
            Kind.RULE, "A window is longer than nothing and no longer than the plan allows.", "时段长度须大于零且不超过方案规定的上限。"),
    GRACE_OUT_OF_RANGE(Kind.RULE, "A grace is not negative and no longer than the plan allows.", "宽限期不得为负且不超过方案规定的上限。"),
    WINDOWS_OVERLAP(Kind.RULE, "A window would still be open when the next one opens.", "时段与下一时段重叠。"),
    EFFECTIVE_IN_PAST(
            Kind.RULE,
            "What is past was judged by the rule in force then: a change takes effect from now on.",
            "变更不得追溯生效。"),
    AMENDMENT_BEFORE_PREVIOUS(
            Kind.RULE, "An amendment cannot take effect before the one that it follows.", "本次调整的生效时间不得早于上一次调整。"),
    RESUMED_BEFORE_SUSPENDED(
            Kind.RULE,
            "A duty cannot be resumed before it was suspended, nor suspended before it was resumed.",
            "恢复时间不得早于暂停时间，再次暂停时间不得早于恢复时间。"),
    DUTY_ALREADY_SUSPENDED(Kind.ILLEGAL_STATE, "The duty is suspended already.", "该职责任务已暂停。"),
    DUTY_NOT_SUSPENDED(Kind.ILLEGAL_STATE, "The duty is not suspended.", "该职责任务未暂停。"),
    DUTY_ALREADY_RETIRED(Kind.ILLEGAL_STATE, "The duty has been retired.", "该职责任务已撤销。"),
    NO_SUCH_WINDOW(Kind.RULE, "The duty has no window that opens at this instant.", "该职责任务在此时刻没有应履职时段。"),
    NO_WINDOW_FOR_INSPECTION(
            Kind.RULE, "The inspection lies in no window of the duty, nor in its grace.", "检查时间不在该职责任务的任何时段或宽限期内。"),
    WINDOW_NOT_YET_OPEN(Kind.RULE, "The act lies before the window opens.", "履职时间早于时段开始。"),
    TOO_LATE_FOR_WINDOW(Kind.RULE, "The act lies after window and grace: the window is missed.", "履职时间已超过时段及宽限期。"),
    OCCURRENCE_ALREADY_FULFILLED(Kind.ILLEGAL_STATE, "The duty was fulfilled in this window already.", "该时段已履职。"),
    OCCURRENCE_ALREADY_EXCUSED(Kind.ILLEGAL_STATE, "The window has been excused.", "该时段已免予履职。"),
    ONLY_WANGGE_CLOSES_WINDOWS(Kind.RULE, "Windows are closed by the system alone.", "时段只能由系统到期关闭。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    DutyRefusal(Kind kind, String english, String chinese) {
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
