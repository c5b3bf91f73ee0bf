package org.wangge.command.duty;

import java.time.Duration;

/** 履职方案: what an organisation's plan decides about duties. */
public interface DutyPlan {

    /** The version that every window judged under this plan names. */
    String version();

    Duration longestWindow();

    Duration longestGrace();
}
