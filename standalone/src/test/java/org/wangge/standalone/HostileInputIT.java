package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What bad input gets: a problem that names the field, and nothing stored. */
class HostileInputIT {

    private static final String DUTY = """
            {"dutyId":"h-d","gridId":"H-1","role":"GRID_MEMBER","kind":"INSPECTION","recurrence":"FREQ=DAILY",
             "start":"2026-01-01T08:00:00","timeZone":"Asia/Shanghai","window":"PT8H","grace":"PT2H"}""";
    private static final UUID OPEN_CASE = UUID.randomUUID();

    private static Door admin;

    private long before;

    @BeforeAll
    static void aGridWithAnOpenCase() {
        admin = RunningStandalone.admin();
        admin.accepted("/api/v1/grids", "{\"gridId\":\"H\",\"name\":\"甲\",\"kind\":\"AREA\",\"level\":1}");
        admin.accepted(
                "/api/v1/grids",
                "{\"gridId\":\"H-1\",\"name\":\"乙\",\"kind\":\"AREA\",\"level\":2,\"parentId\":\"H\"}");
        admin.accepted(
                "/api/v1/grids",
                "{\"gridId\":\"H-2\",\"name\":\"丙\",\"kind\":\"AREA\",\"level\":3,\"parentId\":\"H-1\"}");
        for (String person : new String[] {"h-p1", "h-p2"}) {
            admin.accepted("/api/v1/people", "{\"personId\":\"" + person + "\",\"name\":\"测试\"}");
        }
        admin.accepted(
                "/api/v1/grids/H-1/assignments",
                "{\"role\":\"FIRST_RESPONSIBLE\",\"personId\":\"h-p1\",\"effectiveFrom\":\"2026-01-01T00:00:00+08:00\"}");
        admin.accepted("/api/v1/cases", """
                {"caseId":"%s","gridId":"H-1","kind":"HAZARD","category":"FIRE","severity":"MAJOR","title":"隐患"}""".formatted(OPEN_CASE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "an unknown parent      | grids | {'gridId':'H-9','name':'x','kind':'AREA','level':2,'parentId':'H-0'} | 422 | unknown-grid | /parentId",
                "a cycle                | grids/H-1/moves | {'parentId':'H-2'} | 422 | | /parentId",
                "itself as its parent   | grids/H-1/moves | {'parentId':'H-1'} | 422 | | /parentId",
                "an unknown person      | grids/H-1/assignments | {'role':'GRID_LEADER','personId':'nobody','effectiveFrom':'2026-01-01T00:00:00Z'} | 422 | unknown-person | /personId",
                "an exclusive overlap   | grids/H-1/assignments | {'role':'FIRST_RESPONSIBLE','personId':'h-p2','effectiveFrom':'2026-02-01T00:00:00Z'} | 422 | role-already-held | /personId",
                "a record time          | grids/H-1/renaming | {'name':'x','recordedAt':'2020-01-01T00:00:00Z'} | 400 | malformed-json | /recordedAt",
                "an actor               | grids/H-1/renaming | {'name':'x','actor':'somebody'} | 400 | malformed-json | /actor",
                "something in future    | grids/H-1/renaming | {'name':'x','occurredAt':'2999-01-01T00:00:00Z'} | 422 | occurred-in-future | /occurredAt",
                "a time without offset  | grids/H-1/renaming | {'name':'x','occurredAt':'2026-01-01T00:00:00'} | 400 | malformed-json | /occurredAt",
                "a key twice            | grids | {'gridId':'H-8','gridId':'H-9','name':'x','kind':'AREA','level':1} | 400 | malformed-json | /gridId",
                "an id with a space     | grids | {'gridId':'H 9','name':'x','kind':'AREA','level':1} | 400 | invalid-request | /gridId",
                "a kind of its own      | grids | {'gridId':'H-9','name':'x','kind':'CASTLE','level':1} | 400 | malformed-json | /kind",
                "half a level           | grids | {'gridId':'H-9','name':'x','kind':'AREA','level':1.5} | 400 | malformed-json | /level",
                "no name                | grids | {'gridId':'H-9','kind':'AREA','level':1} | 400 | invalid-request | /name",
                "a NUL                  | grids | {'gridId':'H-9','name':'x\\u0000y','kind':'AREA','level':1} | 400 | malformed-json | /name",
                "a case without a grid  | cases | {'gridId':'H-0','kind':'HAZARD','category':'FIRE','severity':'MAJOR','title':'t'} | 422 | unknown-grid | /gridId",
                "an unknown unit        | cases/OPEN/dispatches | {'unitId':'nobody'} | 422 | unknown-unit | /unitId",
            })
    void isRefused(String what, String path, String body, int status, @Nullable String type, String pointer) {
        before();
        Door.Answer answer =
                admin.post("/api/v1/" + path.replace("OPEN", OPEN_CASE.toString()), body.replace('\'', '"'));
        String expected =
                type != null ? type : answer.json().path("type").asString().replace("urn:wangge:problem:", "");
        answer.blames(status, expected, pointer);
        nothingWasStored();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "recurrence | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | 422 | recurrence-never-occurs",
                "recurrence | FREQ=SECONDLY | 422 | recurrence-too-dense",
                "recurrence | FREQ=SECONDLY;INTERVAL=1 | 422 | recurrence-too-dense",
                "recurrence | whenever | 422 | recurrence-malformed",
                "timeZone   | Mars/Base | 400 | malformed-json",
                "window     | PT0S | 422 | window-out-of-range",
                "window     | -PT8H | 422 | window-out-of-range",
                "start      | 2026-02-30T08:00:00 | 400 | malformed-json",
                "gridId     | H-0 | 422 | unknown-grid",
            })
    void aDutyThatNobodyCanKeepIsRefused(String field, String value, int status, String type) {
        before();
        String body = DUTY.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");
        assertThat(body).contains(value);
        admin.post("/api/v1/duties", body).blames(status, type, "/" + field);
        nothingWasStored();
    }

    @ParameterizedTest
    @CsvSource({
        "closure, {}",
        "acceptance, {}",
        "rectification, '{\"summary\":\"s\"}'",
        "verification, '{\"passed\":true}'"
    })
    void aStepThatTheStateDoesNotTakeIsRefused(String step, String body) {
        before();
        admin.post("/api/v1/cases/" + OPEN_CASE + "/" + step, body).is(409);
        nothingWasStored();
    }

    @Test
    void aStaleWriterIsRefused() {
        before();
        Door.Answer answer = admin.post("/api/v1/grids/H-1/renaming", "{\"name\":\"x\"}", "If-Match", "\"0\"");
        assertThat(answer.is(409).json().path("type").asString()).isEqualTo("urn:wangge:problem:stale-version");
        nothingWasStored();
    }

    @Test
    void aReusedIdempotencyKeyIsRefused() {
        admin.accepted(
                "/api/v1/grids",
                "{\"gridId\":\"H-k\",\"name\":\"x\",\"kind\":\"AREA\",\"level\":1}",
                "Idempotency-Key",
                "h-k");
        before();
        admin.post(
                        "/api/v1/grids",
                        "{\"gridId\":\"H-l\",\"name\":\"x\",\"kind\":\"AREA\",\"level\":1}",
                        "Idempotency-Key",
                        "h-k")
                .is(422);
        nothingWasStored();
    }

    @Test
    void twentyMegabytesAreRefused() {
        before();
        admin.post("/api/v1/grids", "{\"gridId\":\"" + "a".repeat(20_000_000) + "\"}")
                .is(413);
        nothingWasStored();
    }

    @Test
    void aBrokenEncodingIsRefused() {
        before();
        byte[] body = "{\"gridId\":\"H-g\",\"name\":\"网格\",\"kind\":\"AREA\",\"level\":1}"
                .getBytes(Charset.forName("GB18030"));
        admin.send(admin.request("/api/v1/grids")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                .is(400);
        nothingWasStored();
    }

    @Test
    void halfAnUploadIsRefused() {
        before();
        byte[] half = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n\u0089PNG")
                .getBytes(StandardCharsets.ISO_8859_1);
        Door.Answer answer = admin.send(admin.request("/api/v1/evidence")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(half)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        nothingWasStored();
    }

    @Test
    void aProgramIsNoEvidence() {
        admin.send(admin.request("/api/v1/evidence")
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                "MZ\u0090\0\u0003".getBytes(StandardCharsets.ISO_8859_1))))
                .is(415);
    }

    @Test
    void whoHasNotSignedInGetsNothing() {
        RunningStandalone.as("nobody", "nothing at all").get("/api/v1/grids").is(401);
    }

    @Test
    void aViewThatCannotGetThereSaysSo() {
        Instant start = Instant.now();
        admin.get("/api/v1/ledgers/cases", "Wangge-Min-Position", "999999999").is(503);
        assertThat(Instant.now()).isBefore(start.plusSeconds(5));
    }

    private void before() {
        before = head();
    }

    private void nothingWasStored() {
        assertThat(head()).isEqualTo(before);
    }

    private static long head() {
        return RunningStandalone.context()
                .getBean("logJdbcClient", JdbcClient.class)
                .sql("SELECT count(*) FROM log.event")
                .query(Long.class)
                .single();
    }
}
