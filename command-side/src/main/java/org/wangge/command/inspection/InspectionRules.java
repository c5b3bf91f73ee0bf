package org.wangge.command.inspection;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Refused;
import org.wangge.api.casework.Severity;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.inspection.InspectionRefusal;
import org.wangge.command.directory.Directory;
import org.wangge.command.duty.DutySchedules;

/** What the record of an inspection must hold to. Pointers are those of the request's body. */
final class InspectionRules {

    static final int MOST_ITEMS = 200;
    static final int MOST_FINDINGS = 100;

    private static final Pattern DECIMAL_DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,12})?");
    private static final Set<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::name).collect(Collectors.toUnmodifiableSet());

    private InspectionRules() {}

    static void itemsAreFewAndDifferent(List<CheckedItem> items) {
        if (items.size() > MOST_ITEMS) {
            throw Refused.because(InspectionRefusal.TOO_MANY_ITEMS, "/items", items.size() + " items");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String code = items.get(i).code();
            if (!seen.add(code)) {
                throw Refused.because(
                        InspectionRefusal.DUPLICATE_ITEM_CODE, "/items/" + i + "/code", code + " is listed twice");
            }
        }
    }

    static void findingsAreFewAndDifferent(List<Finding> findings) {
        if (findings.size() > MOST_FINDINGS) {
            throw Refused.because(InspectionRefusal.TOO_MANY_FINDINGS, "/findings", findings.size() + " findings");
        }
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < findings.size(); i++) {
            if (!seen.add(findings.get(i).caseId())) {
                throw Refused.because(
                        InspectionRefusal.DUPLICATE_CASE_ID,
                        "/findings/" + i + "/caseId",
                        findings.get(i).caseId() + " is named twice");
            }
        }
    }

    static void severitiesAreKnown(List<Finding> findings) {
        for (int i = 0; i < findings.size(); i++) {
            String severity = findings.get(i).severity();
            if (!SEVERITIES.contains(severity)) {
                throw Refused.because(InspectionRefusal.UNKNOWN_SEVERITY, "/findings/" + i + "/severity", severity);
            }
        }
    }

    static void findingsNameFailedItems(List<CheckedItem> items, List<Finding> findings) {
        Map<String, ItemResult> results = new HashMap<>();
        items.forEach(item -> results.put(item.code(), item.result()));
        for (int i = 0; i < findings.size(); i++) {
            String code = findings.get(i).itemCode();
            if (code == null) {
                continue;
            }
            ItemResult result = results.get(code);
            if (result == null) {
                throw Refused.because(
                        InspectionRefusal.UNKNOWN_ITEM, "/findings/" + i + "/itemCode", code + " is not listed");
            }
            if (result != ItemResult.FAIL) {
                throw Refused.because(
                        InspectionRefusal.FINDING_WITHOUT_FAILURE,
                        "/findings/" + i + "/itemCode",
                        code + " is " + result);
            }
        }
    }

    /** By its code; failed items that no finding names need as many findings that name no item. */
    static void failedItemsAreCovered(List<CheckedItem> items, List<Finding> findings) {
        Set<String> named = new HashSet<>();
        int unnamed = 0;
        for (Finding finding : findings) {
            if (finding.itemCode() == null) {
                unnamed++;
            } else {
                named.add(finding.itemCode());
            }
        }
        for (int i = 0; i < items.size(); i++) {
            CheckedItem item = items.get(i);
            if (item.result() == ItemResult.FAIL && !named.contains(item.code()) && --unnamed < 0) {
                throw Refused.because(
                        InspectionRefusal.FAILED_ITEM_WITHOUT_FINDING,
                        "/items/" + i,
                        item.code() + " failed, and no finding says what becomes of it");
            }
        }
    }

    static void endsAfterItBeganAndBeforeNow(@Nullable Instant endedAt, Instant occurredAt, Instant now) {
        if (endedAt != null && endedAt.isBefore(occurredAt)) {
            throw Refused.because(
                    InspectionRefusal.ENDED_BEFORE_BEGUN, "/endedAt", "the inspection began at " + occurredAt);
        }
        if (endedAt != null && endedAt.isAfter(now)) {
            throw Refused.because(InspectionRefusal.ENDED_IN_FUTURE, "/endedAt", "it is " + now);
        }
    }

    /** Coordinates stay text from end to end: a floating point number would not survive a canonical form. */
    static void coordinatesAreDegrees(@Nullable String latitude, @Nullable String longitude) {
        if (latitude == null && longitude == null) {
            return;
        }
        degreesWithin(latitude, 90, "/latitude");
        degreesWithin(longitude, 180, "/longitude");
    }

    private static void degreesWithin(@Nullable String degrees, int most, String pointer) {
        if (degrees == null
                || !DECIMAL_DEGREES.matcher(degrees).matches()
                || new BigDecimal(degrees).abs().compareTo(BigDecimal.valueOf(most)) > 0) {
            throw Refused.because(InspectionRefusal.BAD_COORDINATES, pointer, String.valueOf(degrees));
        }
    }

    static void theDutyIsOneOfThisGrid(InspectionReport report, DutySchedules schedules) {
        String dutyId = report.dutyId();
        if (dutyId == null) {
            if (report.kind() == InspectionKind.DUTY) {
                throw Refused.because(InspectionRefusal.DUTY_MISSING, "/dutyId", "kind DUTY needs a duty");
            }
            return;
        }
        String gridId = schedules
                .of(dutyId)
                .orElseThrow(() -> Refused.because(CommonRefusal.UNKNOWN_DUTY, "/dutyId", "unknown duty " + dutyId))
                .gridId();
        if (!gridId.equals(report.gridId())) {
            throw Refused.because(
                    InspectionRefusal.DUTY_OF_ANOTHER_GRID, "/dutyId", dutyId + " is a duty of grid " + gridId);
        }
    }

    static void theEvidenceWasUploaded(List<CheckedItem> items, List<Finding> findings, Directory directory) {
        for (int i = 0; i < items.size(); i++) {
            directory.requireEvidence(items.get(i).evidence(), "/items/" + i + "/evidence");
        }
        for (int i = 0; i < findings.size(); i++) {
            directory.requireEvidence(findings.get(i).evidence(), "/findings/" + i + "/evidence");
        }
    }

    static void theCasesAreNew(List<Finding> findings, Directory directory) {
        for (int i = 0; i < findings.size(); i++) {
            UUID caseId = findings.get(i).caseId();
            if (directory.caseExists(caseId)) {
                throw Refused.because(
                        CommonRefusal.ALREADY_EXISTS, "/findings/" + i + "/caseId", "case " + caseId + " exists");
            }
        }
    }
}
