package org.wangge.api.casework;

/** 隐患等级. */
public enum Severity {
    /** 一般. */
    GENERAL,
    /** 较大. */
    SERIOUS,
    /** 重大: needs the five elements of rectification. */
    MAJOR
}
