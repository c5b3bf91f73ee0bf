package org.wangge.command.casework;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;
import org.wangge.api.plan.DefaultRules;

/**
 * 默认规则. The plans name the stages that a timer runs on (requirements M-334 to M-339: 分配到接受, 接受到反馈, 反馈到回访) and
 * demand a time limit for every rectification (M-253, M-259), but no figure for either: they say 及时 and leave the number of days
 * to a setting (M-344, M-346). The figures here are therefore Wangge's own and stand until an organisation's plan gives others:
 *
 * <ul>
 *   <li>dispatch within 24 h of the report, acceptance within 24 h of the dispatch;
 *   <li>rectification within 15 days of the dispatch, 30 when serious, 60 when major;
 *   <li>verification within 5 days of the submission, closing within 3 days of the verification.
 * </ul>
 *
 * <p>Days are of 24 hours. The first responsible person and the grid leader of the case's grid answer for an overdue. A major case
 * that is not rectified in time goes to the parent grid (M-254, M-255: 解决不了，及时上报).
 */
@Component
final class DefaultCasePlan implements CasePlan {

    @Override
    public String version() {
        return DefaultRules.VERSION;
    }

    @Override
    public Instant dispatchBy(Instant from, Severity severity) {
        return from.plus(DefaultRules.DISPATCH_WITHIN);
    }

    @Override
    public Instant acceptBy(Instant from, Severity severity) {
        return from.plus(DefaultRules.ACCEPT_WITHIN);
    }

    @Override
    public Instant dueAt(Instant from, Severity severity) {
        return from.plus(DefaultRules.rectifyWithin(severity));
    }

    @Override
    public Instant verifyBy(Instant from, Severity severity) {
        return from.plus(DefaultRules.VERIFY_WITHIN);
    }

    @Override
    public Instant closeBy(Instant from, Severity severity) {
        return from.plus(DefaultRules.CLOSE_WITHIN);
    }

    @Override
    public List<String> responsibleRoles(CaseStage stage) {
        return DefaultRules.RESPONSIBLE_ROLES;
    }

    @Override
    public boolean escalateWhenOverdue(CaseStage stage, Severity severity) {
        return stage == DefaultRules.ESCALATED_STAGE && severity == DefaultRules.ESCALATED_SEVERITY;
    }
}
