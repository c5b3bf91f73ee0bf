package org.wangge.api.people;

import org.wangge.api.RefusalCode;

/** Why something cannot be done to people, units and accounts. */
public enum PeopleRefusal implements RefusalCode {
    PERSON_HAS_LEFT(Kind.ILLEGAL_STATE, "This person has left.", "该人员已离任。"),
    PERSON_IS_FORGOTTEN(Kind.ILLEGAL_STATE, "The personal values of this person have been destroyed.", "该人员的个人信息已被遗忘。"),
    LEAVE_ENDS_BEFORE_IT_BEGINS(Kind.RULE, "The end of the leave must lie after its beginning.", "请假结束时间必须晚于开始时间。"),
    LEAVE_OVERLAPS(Kind.RULE, "This person is on leave at that time already.", "该人员在该时间段内已请假。"),
    NO_SUCH_LEAVE(Kind.RULE, "No leave of this person begins then.", "该人员没有自该时间开始的请假。"),
    NOTHING_TO_CHANGE(Kind.RULE, "The request changes nothing.", "请求未包含任何变更。"),
    UNIT_IS_DISSOLVED(Kind.ILLEGAL_STATE, "This unit has been dissolved.", "该单位已撤销。"),
    ACCOUNT_IS_CLOSED(Kind.ILLEGAL_STATE, "This account has been closed.", "该账号已注销。"),
    RESERVED_USERNAME(Kind.RULE, "This username is reserved for Wangge itself.", "该用户名为系统保留。"),
    LAST_ADMINISTRATOR(Kind.RULE, "The last administrator cannot be closed or lose the role.", "不得注销最后一个管理员或取消其权限。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    PeopleRefusal(Kind kind, String english, String chinese) {
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
