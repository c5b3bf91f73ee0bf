package org.wangge.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every error is a problem document that names the field to blame. */
class ProblemsTest extends EdgeTest {

    private static final String CASES = "/api/v1/cases";

    @Test
    void aGoodRequestIsTakenAndTimesComeBackInIso8601() {
        HttpResponse<String> answer = send(post(CASES, """
                {"title":"网格","severity":"MAJOR","urgent":true,"floor":3,"occurredAt":"2026-01-31T08:00:00.1234567+08:00",
                 "day":"2026-01-31","window":"PT8H","caseId":"0190a6e0-0000-7000-8000-000000000001","items":[{"code":"a"}]}"""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode echo = json.readTree(answer.body());
        assertThat(echo.path("occurredAt").asString()).isEqualTo("2026-01-31T00:00:00.123456Z");
        assertThat(echo.path("window").asString()).isEqualTo("PT8H");
        assertThat(echo.path("day").asString()).isEqualTo("2026-01-31");
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(-1))
                .isEqualTo(answer.body().getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aPageThatFailsInTheMiddleIsAProblemAndNotHalfAPage() {
        JsonNode problem = problem(send(asAdmin("/api/v1/knowledge")), 500, "internal-failure");
        assertThat(problem.toString()).doesNotContain("secret", "org.inside");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                /recordedAt        | {"title":"x","urgent":true,"recordedAt":"2026-01-01T00:00:00Z"}
                /items/1/actor     | {"title":"x","urgent":true,"items":[{"code":"a"},{"code":"b","actor":"c"}]}
                /title             | {"title":7,"urgent":true}
                /title             | {"title":true,"urgent":true}
                /title             | {"title":["x"],"urgent":true}
                /title             | {"title":{"x":1},"urgent":true}
                /title             | {"title":"a\\u0000b","urgent":true}
                /title             | {"title":"a\\ud800b","urgent":true}
                /title             | {"title":"x","title":"y","urgent":true}
                /items/0/code      | {"title":"x","urgent":true,"items":[{"code":"a","code":"b"}]}
                /urgent            | {"title":"x"}
                /urgent            | {"title":"x","urgent":null}
                /urgent            | {"title":"x","urgent":"true"}
                /urgent            | {"title":"x","urgent":1}
                /floor             | {"title":"x","urgent":true,"floor":"3"}
                /floor             | {"title":"x","urgent":true,"floor":3.5}
                /floor             | {"title":"x","urgent":true,"floor":3.0}
                /floor             | {"title":"x","urgent":true,"floor":""}
                /floor             | {"title":"x","urgent":true,"floor":99999999999}
                /severity          | {"title":"x","urgent":true,"severity":"ENORMOUS"}
                /severity          | {"title":"x","urgent":true,"severity":0}
                /severity          | {"title":"x","urgent":true,"severity":""}
                /occurredAt        | {"title":"x","urgent":true,"occurredAt":"2026-02-30T00:00:00Z"}
                /occurredAt        | {"title":"x","urgent":true,"occurredAt":"2026-02-03T00:00:00"}
                /occurredAt        | {"title":"x","urgent":true,"occurredAt":"+999999999-01-01T00:00:00Z"}
                /occurredAt        | {"title":"x","urgent":true,"occurredAt":1767225600}
                /occurredAt        | {"title":"x","urgent":true,"occurredAt":""}
                /day               | {"title":"x","urgent":true,"day":[2026,1,1]}
                /window            | {"title":"x","urgent":true,"window":"8 hours"}
                /window            | {"title":"x","urgent":true,"window":28800}
                /caseId            | {"title":"x","urgent":true,"caseId":"1-1-1-1-1"}
                /items             | {"title":"x","urgent":true,"items":{"code":"a"}}
                /items/0           | {"title":"x","urgent":true,"items":["a"]}
                """)
    void aFieldThatIsNotWhatIsExpectedIsNamed(String pointer, String body) {
        assertThat(pointer(problem(send(post(CASES, body)), 400, "malformed-json")))
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,2",
                "null x",
                "{'title':'x'}",
                "{\"title\":\"x\",\"urgent\":true} {}",
                "{\"title\":\"x\",\"urgent\":true}]",
                "{\"title\":\"x\",\"urgent\":NaN}",
                "{\"title\":\"x\",}",
                "7",
                "\"text\"",
                "[]"
            })
    void whatIsNotTheJsonExpectedIsRefused(String body) {
        problem(send(post(CASES, body)), 400, "malformed-json");
    }

    @Test
    void jsonNestedAThousandDeepIsRefused() {
        String deep = "{\"title\":\"x\",\"urgent\":true,\"items\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
        problem(send(post(CASES, deep)), 400, "malformed-json");
        String deepUnderAnUnknownName = "{\"x\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "}";
        problem(send(post(CASES, deepUnderAnUnknownName)), 400, "malformed-json");
    }

    @Test
    void aNumberWithTenThousandDigitsIsRefused() {
        String body = "{\"title\":\"x\",\"urgent\":true,\"floor\":" + "9".repeat(10_000) + "}";
        problem(send(post(CASES, body)), 400, "malformed-json");
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] gbk = "{\"title\":\"网格\",\"urgent\":true}".getBytes(java.nio.charset.Charset.forName("GBK"));
        byte[] overlong = {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
        byte[] utf16 = "{\"title\":\"x\",\"urgent\":true}".getBytes(StandardCharsets.UTF_16BE);
        for (byte[] body : new byte[][] {gbk, overlong, utf16}) {
            problem(
                    send(asAdmin(CASES)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))),
                    400,
                    "malformed-json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=GBK", "x"})
    void anotherContentTypeIsRefused(String type) {
        problem(
                send(asAdmin(CASES)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("{\"title\":\"x\",\"urgent\":true}"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void aCompressedBodyIsRefused() {
        problem(
                send(asAdmin(CASES)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void aFieldThatBreaksAConstraintIsNamed() {
        JsonNode problem = problem(
                send(post(CASES, "{\"title\":\" \",\"urgent\":true,\"items\":[{\"code\":\"a\"},{\"code\":\"\"}]}")),
                400,
                "invalid-request");
        assertThat(problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("/title", "/items/1/code");
    }

    @Test
    void aNullInAListIsNamed() {
        JsonNode problem = problem(
                send(post(CASES, "{\"title\":\"x\",\"urgent\":true,\"items\":[null]}")), 400, "invalid-request");
        assertThat(pointer(problem)).isEqualTo("/items/0");
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, 404, not-found, ",
        "stale, 409, stale-version, ",
        "wrapped, 409, stale-version, ",
        "other, 422, unknown-person, /personId"
    })
    void aRefusalHasTheStatusOfItsKind(String id, int status, String type, String pointer) {
        JsonNode problem = problem(send(post(CASES + "/" + id + "/closure", "{}")), status, type);
        if (pointer != null) {
            assertThat(pointer(problem)).isEqualTo(pointer);
        }
    }

    @Test
    void aBodyLargerThanAMebibyteIsRefusedWhetherAnnouncedOrChunked() {
        byte[] large =
                ("{\"title\":\"" + "x".repeat(20 << 20) + "\",\"urgent\":true}").getBytes(StandardCharsets.UTF_8);
        problem(
                send(asAdmin(CASES).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(large))),
                413,
                "payload-too-large");
        problem(
                send(asAdmin(CASES)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
                413,
                "payload-too-large");
        byte[] fits = ("{\"title\":\"x\",\"urgent\":true" + " ".repeat((1 << 20) - 27) + "}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(fits).hasSize(1 << 20);
        assertThat(send(asAdmin(CASES)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(fits)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void evidenceHasALimitOfItsOwn() {
        HttpResponse<String> answer = send(asAdmin("/api/v1/evidence")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(new byte[3 << 20])));
        assertThat(answer.body()).isEqualTo("{\"length\":3145728}");
    }

    @Test
    void parametersAreNamed() {
        JsonNode missing = problem(send(asAdmin("/api/v1/figures")), 400, "invalid-request");
        assertThat(missing.path("errors").get(0).path("parameter").asString()).isEqualTo("from");
        JsonNode wrong = problem(send(asAdmin("/api/v1/figures?from=yesterday")), 400, "invalid-request");
        assertThat(wrong.path("errors").get(0).path("parameter").asString()).isEqualTo("from");
        JsonNode type =
                problem(send(asAdmin("/api/v1/figures?from=2026-01-01T00:00:00Z&limit=many")), 400, "invalid-request");
        assertThat(type.path("errors").get(0).path("parameter").asString()).isEqualTo("limit");
        JsonNode over =
                problem(send(asAdmin("/api/v1/figures?from=2026-01-01T00:00:00Z&limit=101")), 400, "invalid-request");
        assertThat(over.path("errors").get(0).path("parameter").asString()).isEqualTo("limit");
        JsonNode header = problem(
                send(asAdmin("/api/v1/figures?from=2026-01-01T00:00:00Z").header("Wangge-Min-Position", "-1")),
                400,
                "invalid-request");
        assertThat(header.path("errors").get(0).path("header").asString()).isEqualTo("Wangge-Min-Position");
    }

    @Test
    void aPlusInAQueryMayBeWrittenAsItIs() {
        for (String from : new String[] {
            "2026-01-01T00:00:00+08:00", URLEncoder.encode("2026-01-01T00:00:00+08:00", StandardCharsets.UTF_8)
        }) {
            HttpResponse<String> answer = send(asAdmin("/api/v1/figures?from=" + from));
            assertThat(json.readTree(answer.body()).path("from").asString()).isEqualTo("2025-12-31T16:00:00Z");
        }
    }

    @Test
    void pathsMethodsAndFormsThatDoNotExistAreProblems() {
        problem(send(asAdmin("/api/v1/nonsense")), 404, "no-such-path");
        problem(send(asAdmin("/error")), 404, "no-such-path");
        problem(send(asAdmin("/api/v1/timeline")), 404, "no-such-path");
        HttpResponse<String> method = send(asAdmin(CASES).method("PATCH", BodyPublishers.ofString("{}")));
        problem(method, 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow")).contains("GET, POST");
        HttpResponse<String> mvcs = send(asAdmin(CASES));
        problem(mvcs, 405, "method-not-allowed");
        assertThat(mvcs.headers().firstValue("Allow")).contains("POST");
        problem(send(asAdmin("/api/v1/ledgers/x").header("Accept", "application/pdf")), 406, "not-acceptable");
    }

    @Test
    void whatTheClientMayTryAgainSaysWhen() {
        HttpResponse<String> flood = send(asAdmin("/api/v1/ledgers/flood"));
        problem(flood, 429, "too-many-requests");
        assertThat(flood.headers().firstValue("Retry-After")).contains("7");
        problem(send(asAdmin("/api/v1/ledgers/behind")), 503, "view-behind");
        HttpResponse<String> down = send(asAdmin("/api/v1/ledgers/down"));
        problem(down, 503, "unavailable");
        assertThat(down.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aFailureOfOursShowsItsNameAndNothingElse() {
        JsonNode problem = problem(send(asAdmin("/api/v1/ledgers/broken")), 500, "internal-failure");
        assertThat(problem.path("instance").asString()).matches("urn:wangge:failure:[0-9a-f]{16}");
        problem(send(asAdmin("/api/v1/ledgers/overflow")), 500, "internal-failure");
        problem(send(asAdmin("/api/v1/ledgers/gone")), 410, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/ledgers/a%00b",
                "/api/v1/ledgers/a%0d%0ab",
                "/api/v1/ledgers/..%2f..%2factuator",
                "/api/v1//ledgers/x",
                "/api/v1/ledgers/x;jsessionid=1",
                "/api/v1/figures?from=2026-01-01T00:00:00Z%00"
            })
    void hostilePathsAndParametersAreRefused(String path) {
        problem(send(asAdmin(path)), 400, "malformed-request");
    }

    @Test
    void aRequestThatTomcatItselfCannotReadIsAProblemToo() throws IOException {
        String answer = raw("GET /api/v1/<cases> HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<html", "Tomcat");
        String headers = raw("GET /api/v1/cases HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");
        assertThat(headers).startsWith("HTTP/1.1 400").doesNotContain("<html", "Tomcat");
    }

    @Test
    void controlCharactersInHeadersAreRefused() throws IOException {
        String answer = raw("GET /api/v1/ledgers/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                + basic("admin", PASSWORD)
                + "\r\nAccept: a\u0001b\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
