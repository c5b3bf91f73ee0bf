package org.wangge.api.inspection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Streams;

/** What one can ask about an inspection. When it began is the provenance's {@code occurredAt}. */
public sealed interface InspectionCommand extends Command {

    UUID inspectionId();

    @Override
    default String stream() {
        return Streams.inspection(inspectionId());
    }

    /** 记录检查. */
    record RecordInspection(UUID inspectionId, InspectionReport report) implements InspectionCommand {}

    /**
     * 更正检查记录: the first record stays visible beside the correction.
     *
     * @param items all items as they should have been recorded; none means that they stay as they are
     * @param note as it should have been; none means that it stays as it is
     */
    record CorrectInspection(
            UUID inspectionId,
            String reason,
            @Nullable List<CheckedItem> items,
            @Nullable String note) implements InspectionCommand {}

    /**
     * 检查内容.
     *
     * @param dutyId the duty that the inspection fulfils; kind {@code DUTY} needs one, the others may have one
     * @param endedAt when it ended; not before it began
     * @param latitude decimal degrees as text; coordinates are never floating point
     * @param findings what was found; every failed item is covered by a finding
     */
    record InspectionReport(
            String gridId,
            @Nullable String dutyId,
            InspectionKind kind,
            @Nullable Instant endedAt,
            List<CheckedItem> items,
            List<Finding> findings,
            @Nullable String latitude,
            @Nullable String longitude,
            @Nullable String note) {}

    /** 检查项. {@code evidence} are SHA-256 hashes, in hex. */
    record CheckedItem(
            String code, ItemResult result, @Nullable String note, List<String> evidence) {}

    /** 检查项结果. */
    enum ItemResult {
        /** 合格. */
        PASS,
        /** 不合格. */
        FAIL,
        /** 不适用. */
        NOT_APPLICABLE
    }

    /**
     * 检查发现: becomes a case, or was rectified on the spot.
     *
     * @param itemCode the failed item that it is about
     */
    record Finding(
            UUID caseId,
            @Nullable String itemCode,
            String category,
            String severity,
            String title,
            boolean rectifiedOnSpot,
            List<String> evidence) {}
}
