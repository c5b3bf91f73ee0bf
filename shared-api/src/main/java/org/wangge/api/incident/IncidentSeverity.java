package org.wangge.api.incident;

/**
 * 事故等级: the four levels of 生产安全事故报告和调查处理条例, article 3 (requirement M-479). Who reports says which; the figures that decide
 * it (deaths, serious injuries, direct loss) may still rise, and an amendment changes the level then.
 */
public enum IncidentSeverity {
    /** 一般事故: fewer than 3 deaths, fewer than 10 seriously injured. */
    GENERAL,
    /** 较大事故: 3 to 9 deaths, or 10 to 49 seriously injured. */
    LARGER,
    /** 重大事故: 10 to 29 deaths, or 50 to 99 seriously injured. */
    MAJOR,
    /** 特别重大事故: 30 deaths or more, or 100 seriously injured or more. */
    EXTRAORDINARY
}
