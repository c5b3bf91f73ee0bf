package org.wangge.api.incident;

/** 处理方式: a consequence that a person decided for a person or a unit. */
public enum SanctionKind {
    /** 通报批评 (requirement M-466). */
    CIRCULATED_CRITICISM,
    /** 约谈 (requirement M-471). */
    INTERVIEW,
    /** 诫勉. */
    ADMONITION,
    /** 警告. */
    WARNING,
    /** 免职或调离岗位. */
    REMOVAL,
    /** 移送有权机关处理: another authority decides. */
    REFERRAL
}
