package org.wangge.api.people;

/** What an account may do (DESIGN.md section 10). */
public enum AccountRole {
    /** 系统管理员. */
    ADMINISTRATOR,
    /** 方案办. */
    PLAN_OFFICE,
    /** 领导. */
    LEADER,
    /** 网格长. */
    GRID_LEADER,
    /** 网格员. */
    GRID_MEMBER,
    /** 责任单位经办人. */
    UNIT_HANDLER,
    /** 复查人. */
    VERIFIER,
    /** 审计员: reads all, writes nothing. */
    AUDITOR,
    /** 公众: may report, sees only what it reported. */
    PUBLIC_REPORTER
}
