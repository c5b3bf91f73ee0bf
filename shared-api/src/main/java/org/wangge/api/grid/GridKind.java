package org.wangge.api.grid;

/** What a grid cuts out of the world (requirements M-002 to M-004). */
public enum GridKind {
    /** 区域. */
    AREA,
    /** 岗位. */
    POST,
    /** 时段. */
    TIME_SLOT,
    /** 业务线. */
    BUSINESS_LINE,
    /** 单位. */
    UNIT
}
