package org.wangge.api.inspection;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;

/** What was inspected and found. */
public sealed interface InspectionEvent extends Event {

    UUID inspectionId();

    /** 检查已记录. {@code inspector} is the person, or the account where no person stands behind it. */
    @StoredAs("inspection.recorded")
    record InspectionRecorded(UUID inspectionId, String inspector, InspectionReport report)
            implements InspectionEvent {}

    /**
     * 检查记录已更正.
     *
     * @param corrects the sequence of the event in this stream that is corrected: the record, or the correction before this one
     * @param items all items as they stand after the correction
     * @param note as it stands after the correction
     */
    @StoredAs("inspection.corrected")
    record InspectionCorrected(
            UUID inspectionId,
            long corrects,
            String reason,
            List<CheckedItem> items,
            @Nullable String note) implements InspectionEvent {}
}
