package org.wangge.command.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.casework.Severity;

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
        return "default-1";
    }

    @Override
    public Instant dispatchBy(Instant from, Severity severity) {
        return from.plus(Duration.ofHours(24));
    }

    @Override
    public Instant acceptBy(Instant from, Severity severity) {
        return from.plus(Duration.ofHours(24));
    }

    @Override
    public Instant dueAt(Instant from, Severity severity) {
        return from.plus(
                switch (severity) {
                    case GENERAL -> Duration.ofDays(15);
                    case SERIOUS -> Duration.ofDays(30);
                    case MAJOR -> Duration.ofDays(60);
                });
    }

    @Override
    public Instant verifyBy(Instant from, Severity severity) {
        return from.plus(Duration.ofDays(5));
    }

    @Override
    public Instant closeBy(Instant from, Severity severity) {
        return from.plus(Duration.ofDays(3));
    }

    @Override
    public List<String> responsibleRoles(CaseStage stage) {
        return List.of("FIRST_RESPONSIBLE", "GRID_LEADER");
    }

    @Override
    public boolean escalateWhenOverdue(CaseStage stage, Severity severity) {
        return stage == CaseStage.RECTIFY && severity == Severity.MAJOR;
    }
}
