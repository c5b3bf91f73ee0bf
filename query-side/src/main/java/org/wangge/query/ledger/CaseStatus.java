package org.wangge.query.ledger;

/** 案件状态: what one can filter cases by. {@code OPEN} and {@code CLOSED} are all states of the kind; the others are one each. */
enum CaseStatus {
    OPEN("c.open"),
    CLOSED("not c.open"),
    REPORTED,
    DISPATCHED,
    ACCEPTED,
    RECTIFIED,
    VERIFIED,
    RECTIFIED_ON_SPOT,
    TRANSFERRED,
    MERGED;

    private final String condition;

    CaseStatus(String condition) {
        this.condition = condition;
    }

    CaseStatus() {
        this.condition = "c.state = '" + name() + "'";
    }

    String condition() {
        return condition;
    }
}
