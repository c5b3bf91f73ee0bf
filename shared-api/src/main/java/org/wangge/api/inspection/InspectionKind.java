package org.wangge.api.inspection;

/** Why somebody inspected. */
public enum InspectionKind {
    /** 履职检查: fulfils a duty. */
    DUTY,
    /** 抽查. */
    SPOT_CHECK,
    /** 联合检查. */
    JOINT,
    /** 专项整治. */
    CAMPAIGN
}
