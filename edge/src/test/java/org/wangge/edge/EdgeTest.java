package org.wangge.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.access.Accounts;
import org.wangge.edge.access.Passwords;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of the edge share: the running application and a way to talk to it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.flyway.enabled=false",
            "wangge.data-dir=target/edge-data",
            "WANGGE_ADMIN_PASSWORD=" + EdgeTest.PASSWORD
        })
public class EdgeTest {

    protected static final String PASSWORD = "correct horse battery";
    protected static final Path DATA = Path.of("target/edge-data");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    protected int port;

    @Autowired
    protected Accounts accounts;

    @Autowired
    protected Passwords passwords;

    @Autowired
    protected DrivenClock clock;

    @Autowired
    protected CountingEncoder encoder;

    @Autowired
    protected JsonMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    /** An account of its own for each test: failures of one do not lock out another. */
    protected String account(AccountRole... roles) {
        String username = "tester-" + NUMBER.incrementAndGet();
        accounts.open(username, passwords.hash(PASSWORD), "p-1", null, List.of(roles), List.of("F2-V01"));
        return username;
    }

    protected static String basic(String username, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    protected HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    protected HttpRequest.Builder asAdmin(String path) {
        return to(path).header("Authorization", basic("admin", PASSWORD));
    }

    protected HttpRequest post(String path, String body) {
        return asAdmin(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request.build());
    }

    protected HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError("no answer", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Checks that the answer is this problem, and in every case that it says nothing of the inside. */
    protected JsonNode problem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.body()).doesNotContain("org.", "java.", "tools.jackson", "secret", "Exception", "<html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:wangge:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("titleZh").asString()).containsPattern("\\p{IsHan}");
        return problem;
    }

    /** The one field that the problem blames. */
    protected static String pointer(JsonNode problem) {
        assertThat(problem.path("errors").size()).as(problem.toString()).isEqualTo(1);
        JsonNode error = problem.path("errors").get(0);
        assertThat(error.path("detail").asString()).isNotBlank();
        return error.path("pointer").asString();
    }
}
