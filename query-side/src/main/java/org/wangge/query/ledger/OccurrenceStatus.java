package org.wangge.query.ledger;

/** 时段状态. */
enum OccurrenceStatus {
    /** 未决: it has opened and nobody has decided about it. */
    OPEN,
    /** 已履职. */
    FULFILLED,
    /** 逾期履职. */
    FULFILLED_LATE,
    /** 未履职. */
    MISSED,
    /** 免予履职. */
    EXCUSED
}
