package org.wangge.api.plan;

import java.time.Duration;
import java.util.List;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/**
 * 默认规则: what is in force as long as no organisation's plan is data: the command side judges by it, and a reconstruction says what
 * was in force. A change of any value is another version, with the former one kept. Days are of 24 hours.
 */
public final class DefaultRules {

    /** Goes into the {@code rules} of every event that one of these rules caused. */
    public static final String VERSION = "default-1";

    public static final Duration DISPATCH_WITHIN = Duration.ofHours(24);
    public static final Duration ACCEPT_WITHIN = Duration.ofHours(24);
    public static final Duration VERIFY_WITHIN = Duration.ofDays(5);
    public static final Duration CLOSE_WITHIN = Duration.ofDays(3);

    /** The roles whose holders in the case's grid answer for an overdue. */
    public static final List<String> RESPONSIBLE_ROLES = List.of("FIRST_RESPONSIBLE", "GRID_LEADER");

    /** A case of this severity that is overdue in this stage goes to the grid above (M-254, M-255: 解决不了，及时上报). */
    public static final Severity ESCALATED_SEVERITY = Severity.MAJOR;

    public static final CaseStage ESCALATED_STAGE = CaseStage.RECTIFY;

    /** How long after the fact a record still counts as made at once (DESIGN.md section 4, rule 3). */
    public static final Duration LATE_ENTRY_TOLERANCE = Duration.ofHours(1);

    private DefaultRules() {}

    /** How long after its dispatch a case of that severity is to be rectified. */
    public static Duration rectifyWithin(Severity severity) {
        return switch (severity) {
            case GENERAL -> Duration.ofDays(15);
            case SERIOUS -> Duration.ofDays(30);
            case MAJOR -> Duration.ofDays(60);
        };
    }
}
