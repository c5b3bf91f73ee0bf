package org.wangge.query.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseEvent.CaseReported;
import org.wangge.api.casework.CaseStage;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Columns;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;
import org.wangge.query.version.Versions;

/** 案件各版: every version of every case, which the projections of the stages write together. */
final class CaseVersions {

    private final Versions cases;

    CaseVersions(JdbcOperations jdbc) {
        this.cases = new Versions(
                jdbc,
                "case_version",
                "case_id",
                Columns.of(
                                "case_id",
                                "state",
                                "open",
                                "stage",
                                "stage_since",
                                "deadline",
                                "grid_id",
                                "origin_grid_id",
                                "kind",
                                "category",
                                "severity",
                                "title",
                                "place",
                                "reference",
                                "source",
                                "inspection_id",
                                "unit_id",
                                "authority",
                                "reporter",
                                "rectifier",
                                "verifier",
                                "plan_person",
                                "reported_at",
                                "reported_recorded_at",
                                "late",
                                "late_steps",
                                "accept_by",
                                "due_at",
                                "dispatched_at",
                                "accepted_at",
                                "rectified_at",
                                "verified_at",
                                "closed_at",
                                "outcome",
                                "planned",
                                "extension_pending",
                                "extensions",
                                "rejections",
                                "returns",
                                "reopenings",
                                "escalations",
                                "urges",
                                "notices",
                                "corrections",
                                "supervisor",
                                "work_stopped",
                                "original_case_id",
                                "handler",
                                "handler_unit",
                                "last_activity",
                                "last_activity_at",
                                "activities",
                                "handovers")
                        .startingAt(
                                0,
                                "late_steps",
                                "extensions",
                                "rejections",
                                "returns",
                                "reopenings",
                                "escalations",
                                "urges",
                                "notices",
                                "corrections",
                                "activities",
                                "handovers")
                        .startingAt(false, "planned", "extension_pending", "work_stopped"));
    }

    /** What gathers the versions until the end of a batch. */
    Buffering table() {
        return cases;
    }

    void begin(CaseReported event, Envelope envelope, Row row) {
        cases.begin(envelope, event.caseId().toString(), row);
    }

    void advance(CaseEvent event, Envelope envelope, Row row) {
        cases.advance(envelope, event.caseId().toString(), counted(envelope, row));
    }

    /** What was wrong was wrong from the beginning. */
    void correct(CaseEvent event, Envelope envelope, Row row) {
        cases.correct(envelope, event.caseId().toString(), counted(envelope, row));
    }

    private static Row counted(Envelope envelope, Row row) {
        return LateEntry.isLate(envelope) ? row.count("late_steps") : row;
    }

    static Row waitsFor(
            Row row, String state, @Nullable CaseStage stage, Envelope envelope, @Nullable Instant deadline) {
        return row.set("state", state)
                .set("open", true)
                .set("stage", stage)
                .set("stage_since", envelope.occurredAt())
                .set("deadline", deadline)
                // Whose hands it was in elsewhere says nothing of the next stage.
                .set("handler", null)
                .set("handler_unit", null);
    }

    static Row notHeld(Row row) {
        return row.set("unit_id", null).set("accept_by", null).set("due_at", null);
    }

    static Row ended(Row row, String state, Envelope envelope) {
        return row.set("state", state)
                .set("open", false)
                .set("stage", null)
                .set("stage_since", null)
                .set("deadline", null)
                .set("closed_at", envelope.occurredAt());
    }

    /** Of two deadlines the one that passes first; none where there is none. */
    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
