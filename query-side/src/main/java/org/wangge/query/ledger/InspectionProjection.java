package org.wangge.query.ledger;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.wangge.api.Envelope;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.query.replay.Buffering;
import org.wangge.query.version.Columns;
import org.wangge.query.version.Intervals;
import org.wangge.query.version.LateEntry;
import org.wangge.query.version.Row;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what was checked, as first recorded and as corrected. */
final class InspectionProjection implements Buffering {

    private final Intervals inspections;

    InspectionProjection(JdbcOperations jdbc) {
        this.inspections = new Intervals(
                jdbc,
                "inspection",
                List.of("inspection_id"),
                Columns.of(
                                "inspection_id",
                                "grid_id",
                                "duty_id",
                                "kind",
                                "inspector",
                                "began_at",
                                "ended_at",
                                "items",
                                "passed",
                                "failed",
                                "not_applicable",
                                "findings",
                                "case_ids",
                                "latitude",
                                "longitude",
                                "note",
                                "corrections",
                                "correction_reason",
                                "source",
                                "first_recorded_at",
                                "late")
                        .startingAt(0, "corrections"));
    }

    @EventHandler
    void on(InspectionRecorded event, Envelope envelope) {
        InspectionReport report = event.report();
        Row row = new Row()
                .set("inspection_id", event.inspectionId().toString())
                .set("grid_id", report.gridId())
                .set("duty_id", report.dutyId())
                .set("kind", report.kind())
                .set("inspector", event.inspector())
                .set("began_at", envelope.occurredAt())
                .set("ended_at", report.endedAt())
                .set("findings", JsonMapper.shared().writeValueAsString(report.findings()))
                .set(
                        "case_ids",
                        report.findings().stream()
                                .map(finding -> finding.caseId().toString())
                                .toList())
                .set("latitude", report.latitude())
                .set("longitude", report.longitude())
                .set("note", report.note())
                .set("source", envelope.provenance().source())
                .set("first_recorded_at", envelope.recordedAt())
                .set("late", LateEntry.isLate(envelope));
        inspections.add(envelope, envelope.occurredAt(), null, items(row, report.items()));
    }

    @EventHandler
    void on(InspectionCorrected event, Envelope envelope) {
        Row row = items(new Row(), event.items())
                .set("note", event.note())
                .set("correction_reason", event.reason())
                .count("corrections");
        inspections.change(List.of(event.inspectionId().toString()), known -> {
            if (known.change(envelope, each -> true, Instant.EPOCH, row) != 1) {
                throw new IllegalStateException("event " + envelope.eventId() + " corrects no inspection");
            }
        });
    }

    @Override
    public void begin(boolean continued) {
        inspections.begin(continued);
    }

    @Override
    public void flush() {
        inspections.flush();
    }

    private static Row items(Row row, List<CheckedItem> items) {
        return row.set("items", JsonMapper.shared().writeValueAsString(items))
                .set("passed", count(items, ItemResult.PASS))
                .set("failed", count(items, ItemResult.FAIL))
                .set("not_applicable", count(items, ItemResult.NOT_APPLICABLE));
    }

    private static int count(List<CheckedItem> items, ItemResult result) {
        return (int) items.stream().filter(item -> item.result() == result).count();
    }
}
