package org.wangge.query.overdue;

/** What is overdue. */
enum OverdueKind {
    /** 案件: a stage of an open case. */
    CASE,
    /** 职责: a window of a duty that nobody fulfilled or excused. */
    DUTY
}
