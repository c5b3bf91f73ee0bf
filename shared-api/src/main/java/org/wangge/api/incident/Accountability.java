package org.wangge.api.incident;

/** 责任类型: in which way somebody is found to answer for an incident (requirement M-074). */
public enum Accountability {
    /** 直接责任. */
    DIRECT,
    /** 管理责任: of who manages what failed. */
    MANAGERIAL,
    /** 领导责任: of who leads those who manage it. */
    LEADING
}
