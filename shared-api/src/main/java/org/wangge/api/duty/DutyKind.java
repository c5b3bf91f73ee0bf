package org.wangge.api.duty;

/** What must be done. */
public enum DutyKind {
    /** 检查. */
    INSPECTION,
    /** 巡查. */
    PATROL,
    /** 报告. */
    REPORT,
    /** 演练. */
    DRILL,
    /** 培训. */
    TRAINING,
    /** 会议. */
    MEETING,
    /** 走访. */
    VISIT
}
