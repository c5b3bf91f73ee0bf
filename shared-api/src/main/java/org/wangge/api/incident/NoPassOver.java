package org.wangge.api.incident;

/** 四不放过: an investigation closes only when none of the four is passed over (requirement M-303). */
public enum NoPassOver {
    /** 事故原因未查清不放过. */
    CAUSE_FOUND,
    /** 责任人员未处理不放过. */
    RESPONSIBLE_DEALT_WITH,
    /** 整改措施未落实不放过. */
    MEASURES_TAKEN,
    /** 有关人员未受到教育不放过. */
    PEOPLE_EDUCATED
}
