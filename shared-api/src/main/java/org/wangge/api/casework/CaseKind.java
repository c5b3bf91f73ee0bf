package org.wangge.api.casework;

/** What goes through the closed loop. */
public enum CaseKind {
    /** 隐患. */
    HAZARD,
    /** 诉求. */
    COMPLAINT,
    /** 纠纷. */
    DISPUTE,
    /** 会议决议. */
    RESOLUTION
}
