package org.wangge.query;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.grid.GridEvent;
import org.wangge.api.grid.GridKind;

/** Events for tests, with what a test does not care about filled in. */
public final class CaseStories {

    private CaseStories() {}

    public static GridEvent grid(String gridId, int level, @Nullable String parentId) {
        return new GridEvent.GridDefined(gridId, "网格 " + gridId, GridKind.AREA, level, parentId, false);
    }

    public static CaseEvent reported(UUID caseId, String gridId, String title, @Nullable Instant dispatchBy) {
        return new CaseEvent.CaseReported(
                caseId,
                gridId,
                CaseKind.HAZARD,
                "FIRE",
                Severity.GENERAL,
                title,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                dispatchBy,
                "default-1");
    }

    public static CaseEvent dispatched(
            UUID caseId, String unitId, @Nullable Instant acceptBy, @Nullable Instant dueAt) {
        return new CaseEvent.CaseDispatched(caseId, unitId, acceptBy, dueAt, "default-1");
    }

    public static CaseEvent accepted(UUID caseId, String unitId, @Nullable Instant rectifyBy) {
        return new CaseEvent.CaseAccepted(caseId, unitId, rectifyBy, "default-1");
    }

    public static CaseEvent submitted(UUID caseId, Instant verifyBy) {
        return new CaseEvent.RectificationSubmitted(caseId, "p-li", "已整改", List.of(), verifyBy, "default-1");
    }

    public static CaseEvent verified(UUID caseId, Instant closeBy) {
        return new CaseEvent.RectificationVerified(caseId, "p-zhao", null, closeBy, "default-1");
    }

    public static CaseEvent closed(UUID caseId) {
        return new CaseEvent.CaseClosed(caseId, null, null);
    }
}
