package org.wangge.command.inspection;

import static org.wangge.command.duty.Refusals.refused;
import static org.wangge.command.duty.Scene.MEMBER;
import static org.wangge.command.duty.Scene.by;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.api.CommonRefusal;
import org.wangge.api.RefusalCode;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.CorrectInspection;
import org.wangge.api.inspection.InspectionCommand.Finding;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionCommand.RecordInspection;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.api.inspection.InspectionRefusal;
import org.wangge.command.duty.Scene;

/** Recording and correcting an inspection that began at 09:00; it is 10:00. */
class InspectionTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-0000000000aa");
    private static final String BEGAN = "2026-01-05T09:00:00Z";
    private static final Map<String, Object> BY_MEMBER = by(MEMBER, BEGAN);
    private static final String PHOTO = "ab".repeat(32);
    private static final CheckedItem PASSED = item("exit-clear", ItemResult.PASS);
    private static final CheckedItem FAILED = item("extinguisher", ItemResult.FAIL);

    private final Scene scene = new Scene("2026-01-05T10:00:00Z");
    private final AggregateTestFixture<Inspection> fixture = scene.fixture(Inspection.class);

    @Test
    void anInspectionIsRecordedWithWhoInspected() {
        scene.evidence.add(PHOTO);
        InspectionReport report = new InspectionReport(
                "V01",
                "d-1",
                InspectionKind.DUTY,
                Instant.parse("2026-01-05T09:30:00Z"),
                List.of(PASSED, new CheckedItem("extinguisher", ItemResult.FAIL, "empty", List.of(PHOTO))),
                List.of(finding(1, "extinguisher", "GENERAL")),
                "31.2304",
                "121.4737",
                null);
        fixture.givenNoPriorActivity()
                .when(new RecordInspection(ID, report), BY_MEMBER)
                .expectEvents(new InspectionRecorded(ID, "p-001", report));
    }

    @Test
    void anInspectionBelongsToAGridThatExists() {
        InspectionReport report = new InspectionReport(
                "X", null, InspectionKind.SPOT_CHECK, null, List.of(), List.of(), null, null, null);
        refused(CommonRefusal.UNKNOWN_GRID, "/gridId", record(report));
    }

    @Test
    void aFailedItemNeedsAFinding() {
        assertRefused(InspectionRefusal.FAILED_ITEM_WITHOUT_FINDING, "/items/1", List.of(PASSED, FAILED), List.of());
    }

    @Test
    void findingsThatNameNoItemCoverAsManyFailedItems() {
        List<CheckedItem> twoFailed = List.of(FAILED, item("hydrant", ItemResult.FAIL));
        assertRefused(
                InspectionRefusal.FAILED_ITEM_WITHOUT_FINDING,
                "/items/1",
                twoFailed,
                List.of(finding(1, null, "GENERAL")));
        record(report(twoFailed, List.of(finding(1, null, "GENERAL"), finding(2, null, "GENERAL"))))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void aFindingForOneItemDoesNotCoverAnother() {
        assertRefused(
                InspectionRefusal.FAILED_ITEM_WITHOUT_FINDING,
                "/items/1",
                List.of(FAILED, item("hydrant", ItemResult.FAIL)),
                List.of(finding(1, "extinguisher", "GENERAL"), finding(2, "extinguisher", "GENERAL")));
    }

    @Test
    void aFindingNamesAnItemThatIsListedAndFailed() {
        assertRefused(
                InspectionRefusal.UNKNOWN_ITEM,
                "/findings/0/itemCode",
                List.of(PASSED),
                List.of(finding(1, "hydrant", "GENERAL")));
        assertRefused(
                InspectionRefusal.FINDING_WITHOUT_FAILURE,
                "/findings/0/itemCode",
                List.of(PASSED),
                List.of(finding(1, "exit-clear", "GENERAL")));
    }

    @Test
    void itemsAndCasesAreNamedOnce() {
        assertRefused(InspectionRefusal.DUPLICATE_ITEM_CODE, "/items/1/code", List.of(PASSED, PASSED), List.of());
        assertRefused(
                InspectionRefusal.DUPLICATE_CASE_ID,
                "/findings/1/caseId",
                List.of(),
                List.of(finding(1, null, "GENERAL"), finding(1, null, "GENERAL")));
    }

    @Test
    void aSeverityIsOneOfThree() {
        assertRefused(
                InspectionRefusal.UNKNOWN_SEVERITY,
                "/findings/0/severity",
                List.of(),
                List.of(finding(1, null, "TERRIBLE")));
    }

    @Test
    void anInspectionHasAtMostTwoHundredItemsAndAHundredFindings() {
        record(report(items(200), findings(100))).expectSuccessfulHandlerExecution();
        assertRefused(InspectionRefusal.TOO_MANY_ITEMS, "/items", items(201), List.of());
        assertRefused(InspectionRefusal.TOO_MANY_FINDINGS, "/findings", List.of(), findings(101));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-05T08:59:59.999999Z,ENDED_BEFORE_BEGUN", "2026-01-05T10:00:00.000001Z,ENDED_IN_FUTURE"})
    void anInspectionEndsBetweenItsBeginningAndNow(Instant endedAt, InspectionRefusal code) {
        InspectionReport report = new InspectionReport(
                "V01", null, InspectionKind.SPOT_CHECK, endedAt, List.of(), List.of(), null, null, null);
        refused(code, "/endedAt", record(report));
    }

    @Test
    void anInspectionMayEndTheInstantItBeganOrNow() {
        for (String endedAt : List.of(BEGAN, "2026-01-05T10:00:00Z")) {
            record(new InspectionReport(
                            "V01",
                            null,
                            InspectionKind.JOINT,
                            Instant.parse(endedAt),
                            List.of(),
                            List.of(),
                            null,
                            null,
                            null))
                    .expectSuccessfulHandlerExecution();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "90.0000001,0,/latitude",
        "-91,0,/latitude",
        "0,180.1,/longitude",
        "1e1,0,/latitude",
        "NaN,0,/latitude",
        "'31,2',0,/latitude",
        "31.2,,/longitude",
        ",121.4,/latitude"
    })
    void coordinatesAreAPairOfDecimalDegrees(@Nullable String latitude, @Nullable String longitude, String pointer) {
        InspectionReport report = new InspectionReport(
                "V01", null, InspectionKind.SPOT_CHECK, null, List.of(), List.of(), latitude, longitude, null);
        refused(InspectionRefusal.BAD_COORDINATES, pointer, record(report));
    }

    @ParameterizedTest
    @CsvSource({"V01,,DUTY_MISSING", "V01,d-9,UNKNOWN_DUTY", "V02,d-1,DUTY_OF_ANOTHER_GRID"})
    void aDutyInspectionNamesADutyOfItsGrid(String gridId, @Nullable String dutyId, String code) {
        InspectionReport report =
                new InspectionReport(gridId, dutyId, InspectionKind.DUTY, null, List.of(), List.of(), null, null, null);
        RefusalCode expected =
                code.equals("UNKNOWN_DUTY") ? CommonRefusal.UNKNOWN_DUTY : InspectionRefusal.valueOf(code);
        refused(expected, "/dutyId", record(report));
    }

    @Test
    void evidenceIsUploadedFirst() {
        assertRefused(
                CommonRefusal.UNKNOWN_EVIDENCE,
                "/items/0/evidence/0",
                List.of(new CheckedItem("exit-clear", ItemResult.PASS, null, List.of(PHOTO))),
                List.of());
    }

    @Test
    void aFindingDoesNotTakeAnExistingCase() {
        scene.cases.add(finding(1, null, "GENERAL").caseId());
        assertRefused(
                CommonRefusal.ALREADY_EXISTS, "/findings/0/caseId", List.of(), List.of(finding(1, null, "GENERAL")));
    }

    @Test
    void aCorrectionNamesWhatItCorrects() {
        InspectionRecorded first = new InspectionRecorded(ID, "p-001", report(List.of(PASSED), List.of()));
        InspectionCorrected second = new InspectionCorrected(ID, 0, "typo", List.of(PASSED), "second gate");
        fixture.given(first, second)
                .when(new CorrectInspection(ID, "wrong gate", null, "third gate"), BY_MEMBER)
                .expectEvents(new InspectionCorrected(ID, 1, "wrong gate", List.of(PASSED), "third gate"));
    }

    @Test
    void aCorrectionThatChangesNothingIsRefused() {
        InspectionRecorded first = new InspectionRecorded(ID, "p-001", report(List.of(PASSED), List.of()));
        refused(
                InspectionRefusal.CORRECTION_CHANGES_NOTHING,
                null,
                fixture.given(first).when(new CorrectInspection(ID, "r", List.of(PASSED), null), BY_MEMBER));
    }

    @Test
    void aCorrectionDoesNotAddAFailureThatNoFindingCovers() {
        InspectionRecorded first = new InspectionRecorded(ID, "p-001", report(List.of(PASSED), List.of()));
        refused(
                InspectionRefusal.FAILED_ITEM_WITHOUT_FINDING,
                "/items/0",
                fixture.given(first).when(new CorrectInspection(ID, "r", List.of(FAILED), null), BY_MEMBER));
    }

    private void assertRefused(RefusalCode code, String pointer, List<CheckedItem> items, List<Finding> findings) {
        refused(code, pointer, record(report(items, findings)));
    }

    private ResultValidator<Inspection> record(InspectionReport report) {
        return scene.fixture(Inspection.class).givenNoPriorActivity().when(new RecordInspection(ID, report), BY_MEMBER);
    }

    private static InspectionReport report(List<CheckedItem> items, List<Finding> findings) {
        return new InspectionReport("V01", null, InspectionKind.SPOT_CHECK, null, items, findings, null, null, null);
    }

    private static CheckedItem item(String code, ItemResult result) {
        return new CheckedItem(code, result, null, List.of());
    }

    private static List<CheckedItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> item("i-" + i, ItemResult.PASS))
                .toList();
    }

    private static List<Finding> findings(int count) {
        return Stream.iterate(1, i -> i + 1)
                .limit(count)
                .map(i -> finding(i, null, "MAJOR"))
                .toList();
    }

    private static Finding finding(int number, @Nullable String itemCode, String severity) {
        return new Finding(new UUID(7, number), itemCode, "FIRE", severity, "灭火器失效", false, List.of());
    }
}
