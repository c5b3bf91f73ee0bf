package org.wangge.query.incident;

/** 事故办理状态. */
enum IncidentState {
    /** 已报告，未启动调查. */
    REPORTED,
    /** 调查中. */
    UNDER_INVESTIGATION,
    /** 已结案. */
    CLOSED
}
