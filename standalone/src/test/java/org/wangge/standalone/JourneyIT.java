package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** 闭环: a hazard from the inspection that found it to the closed case, over HTTP, by the people who do it. */
class JourneyIT {

    private static final String PASSWORD = "a password for tests";
    /** The smallest PNG. */
    private static final byte[] PHOTO = HexFormat.of()
            .parseHex(
                    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005"
                            + "fe02fea7356b8f0000000049454e44ae426082");

    private final Door admin = RunningStandalone.admin();

    @Test
    void aFailedItemGoesThroughTheWholeLoopAndIsReadBack() {
        admin.accepted("/api/v1/units", "{\"unitId\":\"j-fire\",\"name\":\"消防办\"}");
        admin.accepted("/api/v1/grids", "{\"gridId\":\"J\",\"name\":\"测试分场\",\"kind\":\"AREA\",\"level\":1}");
        admin.accepted(
                "/api/v1/grids",
                "{\"gridId\":\"J-V01\",\"name\":\"一村\",\"kind\":\"AREA\",\"level\":2,\"parentId\":\"J\"}");
        Door member = account("j-member", "j-li", "GRID_MEMBER");
        Door handler = account("j-handler", "j-wang", "UNIT_HANDLER");
        Door leader = account("j-leader", "j-zhao", "GRID_LEADER");
        assign("j-li", "GRID_MEMBER");
        assign("j-zhao", "GRID_LEADER");
        Instant opens = establishDuty();
        await().until(() -> !Instant.now().isBefore(opens));

        UUID caseId = UUID.randomUUID();
        JsonNode inspection = member.accepted("/api/v1/inspections", """
                {"gridId":"J-V01","dutyId":"j-1","kind":"DUTY",
                 "items":[{"code":"exit-clear","result":"FAIL","note":"杂物"},{"code":"hose","result":"PASS"}],
                 "findings":[{"caseId":"%s","itemCode":"exit-clear","category":"FIRE","severity":"MAJOR",
                              "title":"通道堵塞","rectifiedOnSpot":false}]}""".formatted(caseId));
        assertThat(inspection.path("eventIds").size())
                .as("the record, the fulfilled duty and the case, in one transaction")
                .isEqualTo(3);

        String steps = "/api/v1/cases/" + caseId;
        Instant due = Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        JsonNode dispatched = leader.accepted(
                steps + "/dispatches",
                "{\"unitId\":\"j-fire\",\"acceptBy\":\"%s\",\"dueAt\":\"%s\"}"
                        .formatted(Instant.now().plus(1, ChronoUnit.HOURS), due));
        leader.post(steps + "/urges", "{\"text\":\"快\"}", "If-Match", "\"0\"").is(409);
        handler.accepted(
                steps + "/acceptance",
                "{}",
                "If-Match",
                "\"" + dispatched.path("sequence").asLong() + "\"");
        Door.Answer refused =
                handler.post(steps + "/rectification", "{\"summary\":\"已清理\"}").is(422);
        assertThat(refused.json().path("type").asString()).isEqualTo("urn:wangge:problem:five-elements-missing");
        handler.accepted(steps + "/rectification-plan", """
                {"measure":"清理通道","personId":"j-wang","funds":"500.00","deadline":"%s","contingency":"专人看守"}""".formatted(due.minus(1, ChronoUnit.DAYS)));
        String photo = handler.send(handler.request("/api/v1/evidence")
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTO)))
                .is(201)
                .json()
                .path("sha256")
                .asString();
        handler.accepted(steps + "/rectification", "{\"summary\":\"已清理\",\"evidence\":[\"" + photo + "\"]}");
        handler.post(steps + "/verification", "{\"passed\":true}").is(403);
        leader.accepted(steps + "/verification", "{\"passed\":true,\"note\":\"属实\"}");
        leader.accepted(steps + "/closure", "{}");

        admin.hasSeen(leader.position());
        JsonNode rows = admin.read("/api/v1/ledgers/cases?gridId=J").path("items");
        assertThat(rows.size()).isEqualTo(1);
        JsonNode row = rows.get(0);
        assertThat(row.path("caseId").asString()).isEqualTo(caseId.toString());
        assertThat(row.path("state").asString()).isEqualTo("CLOSED");
        assertThat(row.path("unitId").asString()).isEqualTo("j-fire");
        assertThat(row.path("reporter").asString()).isEqualTo("j-li");
        assertThat(row.path("rectifier").asString()).isEqualTo("j-wang");
        assertThat(row.path("verifier").asString()).isEqualTo("j-zhao");
        assertThat(Instant.parse(row.path("dueAt").asString())).isEqualTo(due);
        assertThat(types("case:" + caseId))
                .containsExactly(
                        "case.reported",
                        "case.dispatched",
                        "case.accepted",
                        "case.rectification-planned",
                        "case.rectification-submitted",
                        "case.rectification-verified",
                        "case.closed");
        assertThat(bodies("duty.fulfilled")).anyMatch(body -> body.contains("\"dutyId\":\"j-1\""));
        assertThat(bodies("case.%")).noneMatch(body -> body.contains("测试人员") || body.contains("13900000000"));
    }

    @Test
    void theSameCommandTwiceIsTheSameAnswer() {
        String body = "{\"gridId\":\"J-twice\",\"name\":\"两次\",\"kind\":\"AREA\",\"level\":1}";
        JsonNode first = admin.accepted("/api/v1/grids", body, "Idempotency-Key", "j-twice");
        Door.Answer again =
                admin.post("/api/v1/grids", body, "Idempotency-Key", "j-twice").is(200);
        assertThat(again.json()).isEqualTo(first);
    }

    private Door account(String username, String personId, String role) {
        admin.accepted(
                "/api/v1/people",
                "{\"personId\":\"%s\",\"name\":\"测试人员\",\"phone\":\"13900000000\"}".formatted(personId));
        admin.accepted("/api/v1/accounts", """
                {"username":"%s","password":"%s","personId":"%s","roles":["%s"],"gridIds":["J"]%s}""".formatted(
                username, PASSWORD, personId, role, role.equals("UNIT_HANDLER") ? ",\"unitId\":\"j-fire\"" : ""));
        return RunningStandalone.as(username, PASSWORD);
    }

    private void assign(String personId, String role) {
        admin.accepted(
                "/api/v1/grids/J-V01/assignments",
                "{\"role\":\"%s\",\"personId\":\"%s\",\"effectiveFrom\":\"2026-01-01T00:00:00+08:00\"}"
                        .formatted(role, personId));
    }

    /** A duty whose first window opens in a moment. */
    private Instant establishDuty() {
        LocalDateTime opens = LocalDateTime.ofInstant(Instant.now().plusSeconds(2), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
        admin.accepted("/api/v1/duties", """
                {"dutyId":"j-1","gridId":"J-V01","role":"GRID_MEMBER","kind":"INSPECTION",
                 "recurrence":"FREQ=DAILY;COUNT=5","start":"%s","timeZone":"UTC","window":"PT8H","grace":"PT2H"}""".formatted(opens));
        return opens.toInstant(ZoneOffset.UTC);
    }

    private static List<String> types(String stream) {
        return log().sql("SELECT type FROM log.event WHERE aggregate_id = ? ORDER BY sequence")
                .param(stream)
                .query(String.class)
                .list();
    }

    private static List<String> bodies(String type) {
        return log().sql("SELECT convert_from(body, 'UTF8') FROM log.event WHERE type LIKE ?")
                .param(type)
                .query(String.class)
                .list();
    }

    private static JdbcClient log() {
        return RunningStandalone.context().getBean("logJdbcClient", JdbcClient.class);
    }
}
