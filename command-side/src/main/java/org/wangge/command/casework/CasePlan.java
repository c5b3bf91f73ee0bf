package org.wangge.command.casework;

import java.time.Instant;
import java.util.List;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

/**
 * 案件规则: what a plan may decide about cases. Asked once, when a step sets a deadline; the answer is stored in the event as an
 * instant and never asked for again.
 */
interface CasePlan {

    /** Goes into the {@code rules} of every event that a rule caused. */
    String version();

    /** Until when a case that is reported, rejected, reopened or come back at {@code from} is dispatched. */
    Instant dispatchBy(Instant from, Severity severity);

    /** Until when a case dispatched at {@code from} is accepted. */
    Instant acceptBy(Instant from, Severity severity);

    /** Until when a case dispatched at {@code from} is rectified. */
    Instant dueAt(Instant from, Severity severity);

    /** Until when a rectification submitted at {@code from} is verified. */
    Instant verifyBy(Instant from, Severity severity);

    /** Until when a case verified or rectified on the spot at {@code from} is closed. */
    Instant closeBy(Instant from, Severity severity);

    /** The roles whose holders in the case's grid answer for an overdue. */
    List<String> responsibleRoles(CaseStage stage);

    /** Whether an overdue sends the case to the parent grid. */
    boolean escalateWhenOverdue(CaseStage stage, Severity severity);
}
