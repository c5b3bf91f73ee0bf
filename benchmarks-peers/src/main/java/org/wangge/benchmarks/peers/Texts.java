package org.wangge.benchmarks.peers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseEvent.InterimMeasureTaken;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;

/** The same content for all: what a case says, and what is done about it. */
public final class Texts {

    public static final String GRID = "QS-301";
    public static final String CATEGORY = "消防";
    public static final String TITLE = "一村东片区三号楼安全出口堵塞";
    public static final String MEASURE = "已设警戒线并安排专人看守，等待清理";

    private static final Instant DISPATCH_BY = Instant.parse("2099-01-01T00:00:00Z");

    private Texts() {}

    /** The first event of a case. */
    public static CaseReported reported(UUID caseId) {
        return new CaseReported(
                caseId,
                GRID,
                CaseKind.HAZARD,
                CATEGORY,
                Severity.GENERAL,
                TITLE,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                DISPATCH_BY,
                "default-1");
    }

    /** Any further event of it. */
    public static InterimMeasureTaken measure(UUID caseId) {
        return new InterimMeasureTaken(caseId, MEASURE);
    }
}
