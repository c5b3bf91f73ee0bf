package org.wangge.api.casework;

/** 处置阶段: the stretch of a case's life on which a deadline runs. */
public enum CaseStage {
    /** 待分流: reported, waits for dispatch. */
    DISPATCH,
    /** 待接收: dispatched, waits for acceptance. */
    ACCEPT,
    /** 待整改: accepted, waits for the rectification. */
    RECTIFY,
    /** 待复查: rectified, waits for verification. */
    VERIFY,
    /** 待归档: verified or rectified on the spot, waits for closing. */
    CLOSE
}
