package org.wangge.command.grid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangge.command.CommandSide;
import org.wangge.command.CommandSide.Answer;
import tools.jackson.databind.JsonNode;

/** 时段 and 业务线: what a grid cuts out of time and business. */
class SlotsAndLinesTest {

    private static final String HOURS = "{\"days\":[\"FRIDAY\",\"MONDAY\"],\"from\":\"22:00\",\"to\":\"06:00\","
            + "\"timeZone\":\"Asia/Shanghai\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}";
    private static final String LINE = "{\"line\":\"FIRE\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}";

    private final CommandSide side = new Town().side;

    private String gridOfKind(String kind) {
        String gridId = CommandSide.fresh("g");
        side.post("/api/v1/grids", CommandSide.grid(gridId, 1, null).replace("AREA", kind))
                .accepted();
        return gridId;
    }

    private Answer hours(String gridId, String json) {
        return side.post("/api/v1/grids/" + gridId + "/slot-hours", json);
    }

    private Answer line(String gridId, String json) {
        return side.post("/api/v1/grids/" + gridId + "/business-line", json);
    }

    @Test
    void aTimeSlotGetsItsHours() {
        String gridId = gridOfKind("TIME_SLOT");
        hours(gridId, HOURS).accepted();
        JsonNode payload = side.stream("grid:" + gridId).getLast();

        assertThat(payload.path("days").toString()).isEqualTo("[\"MONDAY\",\"FRIDAY\"]");
        assertThat(payload.path("from").stringValue()).startsWith("22:00");
        assertThat(payload.path("timeZone").stringValue()).isEqualTo("Asia/Shanghai");
        assertThat(payload.path("effectiveFrom").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void aBusinessLineGetsItsLine() {
        String gridId = gridOfKind("BUSINESS_LINE");
        line(gridId, LINE).accepted();

        assertThat(side.stream("grid:" + gridId).getLast().path("line").stringValue())
                .isEqualTo("FIRE");
    }

    @Test
    void otherKindsHaveNeither() {
        String area = gridOfKind("AREA");

        assertThat(hours(area, HOURS).problem()).isEqualTo("not-a-time-slot");
        assertThat(hours(gridOfKind("BUSINESS_LINE"), HOURS).status()).isEqualTo(422);
        assertThat(line(area, LINE).problem()).isEqualTo("not-a-business-line");
        assertThat(line(gridOfKind("TIME_SLOT"), LINE).status()).isEqualTo(422);
        assertThat(side.types("grid:" + area)).containsExactly("grid.defined");
    }

    @Test
    void hoursAreInMinutesAndTheTimeZoneIsAPlace() {
        String gridId = gridOfKind("TIME_SLOT");

        Answer seconds = hours(gridId, HOURS.replace("06:00", "06:00:30"));
        assertThat(seconds.problem()).isEqualTo("hours-not-whole-minutes");
        assertThat(seconds.blamed()).containsExactly("/to");
        Answer offset = hours(gridId, HOURS.replace("Asia/Shanghai", "UTC+8"));
        assertThat(offset.problem()).isEqualTo("time-zone-is-no-place");
        assertThat(offset.blamed()).containsExactly("/timeZone");
    }

    @ParameterizedTest
    @CsvSource({
        "'[\"FRIDAY\",\"MONDAY\"]', '[]'",
        "'[\"FRIDAY\",\"MONDAY\"]', '[\"MONDAY\",\"MONDAY\"]'",
        "'[\"FRIDAY\",\"MONDAY\"]', '[null]'",
        "'[\"FRIDAY\",\"MONDAY\"]', '[\"Montag\"]'",
        "06:00, 25:00",
        "Asia/Shanghai, Nowhere/Land"
    })
    void malformedHoursAreRefused(String good, String bad) {
        Answer answer = hours(gridOfKind("TIME_SLOT"), HOURS.replace(good, bad));

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.blamed()).isNotEmpty();
    }
}
