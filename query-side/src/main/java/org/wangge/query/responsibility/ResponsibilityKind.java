package org.wangge.query.responsibility;

/** What a line of the ledger of responsibilities says. */
enum ResponsibilityKind {
    /** 责任任命. */
    ASSIGNMENT,
    /** AB岗. */
    STAND_IN,
    /** 空缺: nobody holds the role. */
    VACANCY
}
