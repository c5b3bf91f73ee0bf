package org.wangge.query.blindspot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 盲区: where and when nobody answers.
 *
 * @param since within the interval asked about
 * @param until within the interval asked about; excluded
 * @param role none for a key site without any duty
 * @param dutyId of a duty that nobody could do
 * @param windows how many windows of the duty nobody could do between since and until
 * @param caseId of a case that nobody holds
 * @param eventIds behind the reason, where there are any
 */
record BlindSpot(
        Kind kind,
        String gridId,
        String gridName,
        @Nullable String role,
        Instant since,
        Instant until,
        Reason reason,
        @Nullable String dutyId,
        @Nullable Integer windows,
        @Nullable String caseId,
        List<String> eventIds) {

    /** What nobody answers for. */
    enum Kind {
        /** 责任空缺: a role of a grid. */
        ROLE_UNHELD,
        /** 重点部位无职责任务: a key site without a duty in force. */
        KEY_SITE_WITHOUT_DUTY,
        /** 职责任务无人履行: windows of a duty throughout which nobody held its role. */
        DUTY_UNHELD,
        /** 案件无人承办: an open case with no unit and no first responsible person up to the top. */
        CASE_UNHELD
    }

    /** Why. */
    enum Reason {
        /** 空缺. */
        VACANT,
        /** 请假, without a stand-in. */
        ON_LEAVE,
        /** 离任. */
        LEFT,
        /** 从未任命. */
        NEVER_ASSIGNED,
        /** 无职责任务. */
        NO_DUTY,
        /** 无人承办. */
        NO_HOLDER
    }

    static BlindSpot role(GridFacts grid, String role, Roll.Piece piece, Reason reason) {
        return new BlindSpot(
                Kind.ROLE_UNHELD,
                grid.gridId(),
                grid.name(),
                role,
                piece.from(),
                piece.to(),
                reason,
                null,
                null,
                null,
                piece.eventIds());
    }
}
