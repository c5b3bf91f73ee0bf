package org.wangge.api.notice;

/** 通知种类: what somebody is told of. */
public enum NoticeKind {
    /** 派遣. */
    DISPATCH,
    /** 催办. */
    URGE,
    /** 提级. */
    ESCALATION,
    /** 案件超时. */
    CASE_OVERDUE,
    /** 未履职. */
    DUTY_MISSED,
    /** 整改通知书. */
    NOTICE_SERVED,
    /** 责任交接. */
    HANDOVER
}
