package org.wangge.query.ledger;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.query.CaseStories.grid;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.wangge.api.inspection.InspectionCommand.CheckedItem;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionCommand.ItemResult;
import org.wangge.api.inspection.InspectionEvent.InspectionCorrected;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.Asking;
import org.wangge.query.History;
import org.wangge.query.QuerySideTestApplication;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = QuerySideTestApplication.class)
class InspectionLedgerTest {

    @Autowired
    private History history;

    @Autowired
    private Asking asking;

    private final String village = History.prefix();
    private final UUID inspectionId = TimeOrderedIds.next();

    private static List<CheckedItem> exitIs(ItemResult result) {
        return List.of(new CheckedItem("exit-clear", result, null, List.of()));
    }

    @Test
    void aCorrectionIsShownWithWhatItCorrectsStillVisible() {
        Instant day = history.freshDay();
        history.append(grid(village, 1, null));
        history.at(day.plus(ofHours(9)));
        history.append(
                day.plus(ofHours(8)),
                new InspectionRecorded(
                        inspectionId,
                        "p-wang",
                        new InspectionReport(
                                village,
                                null,
                                InspectionKind.SPOT_CHECK,
                                day.plus(ofHours(9)),
                                exitIs(ItemResult.PASS),
                                List.of(),
                                null,
                                null,
                                null)));
        history.at(day.plus(ofHours(20)));
        long position = history.append(new InspectionCorrected(inspectionId, 0, "当时漏看", exitIs(ItemResult.FAIL), "补充"));

        String path = "/api/v1/ledgers/inspections?gridId={g}";
        JsonNode now = asking.items(position, path, village).getFirst();
        assertThat(now.get("failed").asInt()).isEqualTo(1);
        assertThat(now.get("corrections").asInt()).isEqualTo(1);
        assertThat(now.get("correctionReason").asString()).isEqualTo("当时漏看");
        assertThat(now.get("items").get(0).get("result").asString()).isEqualTo("FAIL");
        // It was wrong from the beginning; what was known then is another question.
        assertThat(asking.items(position, path + "&at={at}", village, day.plus(ofHours(8)))
                        .getFirst()
                        .get("failed")
                        .asInt())
                .isEqualTo(1);
        assertThat(asking.items(position, path + "&knownAt={k}", village, day.plus(ofHours(10)))
                        .getFirst()
                        .get("failed")
                        .asInt())
                .isZero();
        assertThat(asking.items(position, path + "&versions=true", village))
                .extracting(item -> item.get("superseded").asBoolean())
                .containsExactly(false, true);
        assertThat(asking.items(position, path + "&at={at}", village, day.plus(ofHours(7))))
                .isEmpty();
    }
}
