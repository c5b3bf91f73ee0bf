package org.wangge.command.imports;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.command.CommandApplication;
import org.wangge.eventstore.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole command side on a database of its own, reached over HTTP as a client would. */
final class ImportBench implements AutoCloseable {

    static final String PASSWORD = "correct-horse-battery";
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database;
    private final Path dataDir;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    ImportBench(Path dataDir, Map<String, String> settings) {
        this.database = TestDatabase.create();
        this.dataDir = dataDir;
        this.settings = settings;
        this.application = start();
    }

    ImportBench(Path dataDir) {
        this(dataDir, Map.of());
    }

    private ConfigurableApplicationContext start() {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "server.port",
                "0",
                "spring.flyway.enabled",
                "false",
                "spring.main.banner-mode",
                "off",
                "wangge.data-dir",
                dataDir.toString(),
                "wangge.admin-password",
                PASSWORD,
                "wangge.command.database.jdbc-url",
                database.url(),
                "wangge.command.database.username",
                "wangge_command",
                "wangge.command.database.password",
                TestDatabase.PASSWORD));
        properties.putAll(settings);
        return new SpringApplicationBuilder(CommandApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    void restart() {
        application.close();
        application = start();
    }

    void stop() {
        application.close();
    }

    void startAgain() {
        application = start();
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Rows as whoever may see anything. */
    JdbcClient rows() {
        return JdbcClient.create(database.superuser());
    }

    long events() {
        return rows().sql("SELECT count(*) FROM log.event").query(Long.class).single();
    }

    /** Events but those about accounts. */
    long events(String typePattern) {
        return rows().sql("SELECT count(*) FROM log.event WHERE type LIKE ?")
                .param(typePattern)
                .query(Long.class)
                .single();
    }

    HttpResponse<String> get(String path) {
        return send(request(path, "admin").GET().build());
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path, "admin")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private HttpRequest.Builder request(String path, String username) {
        String basic = Base64.getEncoder().encodeToString((username + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic " + basic);
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<String> upload(byte[] file, String mapping, boolean dryRun) {
        return upload(file, mapping, dryRun, "admin");
    }

    HttpResponse<String> upload(byte[] file, String mapping, boolean dryRun, String username) {
        String boundary = "wangge-test-boundary";
        String head = part(boundary, "mapping", "") + mapping + "\r\n" + part(boundary, "dryRun", "") + dryRun + "\r\n"
                + part(boundary, "file", "; filename=\"table\"");
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.concat(
                HttpRequest.BodyPublishers.ofString(head),
                HttpRequest.BodyPublishers.ofByteArray(file),
                HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send(request("/api/v1/imports", username)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build());
    }

    private static String part(String boundary, String name, String more) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
    }

    /** Hands a file in and waits for its import to end. */
    JsonNode importing(byte[] file, String mapping) {
        return ended(accepted(upload(file, mapping, false)));
    }

    JsonNode trying(byte[] file, String mapping) {
        return ended(accepted(upload(file, mapping, true)));
    }

    static UUID accepted(HttpResponse<String> answer) {
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return UUID.fromString(json(answer.body()).path("importId").asString());
    }

    JsonNode ended(UUID importId) {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> status(importId),
                        status -> List.of("DONE", "FAILED")
                                .contains(status.path("state").asString()));
    }

    JsonNode status(UUID importId) {
        return json(get("/api/v1/imports/" + importId).body());
    }

    /** The report's lines without its header. */
    List<String> rejections(JsonNode status) {
        return get("/api/v1/imports/" + status.path("importId").asString() + "/rejections")
                .body()
                .lines()
                .skip(1)
                .toList();
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        application.close();
        database.close();
    }
}
