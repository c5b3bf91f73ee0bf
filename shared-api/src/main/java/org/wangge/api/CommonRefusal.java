package org.wangge.api;

/** Refusals that any capability may give. */
public enum CommonRefusal implements RefusalCode {
    OCCURRED_IN_FUTURE(Kind.RULE, "What is reported as done cannot lie in the future.", "发生时间不得晚于当前时间。"),
    OCCURRED_BEFORE_PREVIOUS(
            Kind.RULE, "This step cannot have happened before the step that it follows.", "该步骤的发生时间不得早于前一步骤。"),
    EVENT_TOO_LARGE(Kind.RULE, "The record is larger than 60 KiB.", "记录内容超过60 KiB。"),
    UNSTORABLE_VALUE(
            Kind.RULE,
            "A value cannot be stored faithfully: broken Unicode, or a whole number beyond ±(2^53−1).",
            "内容无法如实保存：字符编码残缺，或整数超出±(2^53−1)。"),
    ALREADY_EXISTS(Kind.ILLEGAL_STATE, "This id is taken by another record.", "该编号已被使用。"),
    NOT_FOUND(Kind.NOT_FOUND, "There is no such record.", "未找到该记录。"),
    STALE_VERSION(Kind.ILLEGAL_STATE, "The record has changed since you read it.", "记录已被他人修改，请刷新后重试。"),
    CONCURRENT_CHANGE(
            Kind.ILLEGAL_STATE,
            "Somebody else changed the record at the same moment; read it again and retry.",
            "记录正被他人同时修改，请重试。"),
    NOT_READY(Kind.ILLEGAL_STATE, "What this needs to know is not up to date at the moment; retry.", "所需数据尚未就绪，请稍后重试。"),
    IDEMPOTENCY_KEY_REUSED(Kind.RULE, "This Idempotency-Key was used for a different request.", "该幂等键已用于另一请求。"),
    UNKNOWN_GRID(Kind.RULE, "There is no such grid.", "网格不存在。"),
    RETIRED_GRID(Kind.RULE, "The grid has been retired.", "网格已撤销。"),
    UNKNOWN_PERSON(Kind.RULE, "There is no such person.", "人员不存在。"),
    UNKNOWN_UNIT(Kind.RULE, "There is no such unit.", "单位不存在。"),
    UNKNOWN_DUTY(Kind.RULE, "There is no such duty.", "职责任务不存在。"),
    UNKNOWN_CASE(Kind.RULE, "There is no such case.", "案件不存在。"),
    UNKNOWN_EVIDENCE(Kind.RULE, "No evidence with this hash has been uploaded.", "证据文件不存在。");

    private final Kind kind;
    private final String english;
    private final String chinese;

    CommonRefusal(Kind kind, String english, String chinese) {
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
