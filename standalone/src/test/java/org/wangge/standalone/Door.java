package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees of a running system, signed in as one account. */
final class Door {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String url;
    private final String authorization;
    private long position;

    Door(String url, String username, String password) {
        this.url = url;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** An answer; the body is read as JSON on demand. */
    record Answer(int status, String contentType, String body, Map<String, java.util.List<String>> headers) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** That this is the problem with this type, blaming this place in the request. */
        Answer blames(int expectedStatus, String type, String pointer) {
            assertThat(status).as(body).isEqualTo(expectedStatus);
            assertThat(contentType).startsWith("application/problem+json");
            assertThat(json().path("type").asString()).as(body).isEqualTo("urn:wangge:problem:" + type);
            assertThat(json().path("errors")
                            .valueStream()
                            .map(error -> error.path("pointer").asString())
                            .toList())
                    .as(body)
                    .contains(pointer);
            return this;
        }

        Answer is(int expectedStatus) {
            assertThat(status).as(body).isEqualTo(expectedStatus);
            return this;
        }
    }

    Answer post(String path, String body, String... headers) {
        Answer answer = send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
        if (answer.status() < 300 && answer.body().startsWith("{")) {
            position = Math.max(position, answer.json().path("position").asLong(0));
        }
        return answer;
    }

    /** A command that has to be accepted. */
    JsonNode accepted(String path, String body, String... headers) {
        Answer answer = post(path, body, headers);
        assertThat(answer.status()).as("%s %s → %s", path, body, answer.body()).isIn(200, 201);
        return answer.json();
    }

    Answer get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    /** Without signing in. */
    Answer getOpen(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(5))
                .GET());
    }

    /** A query that has seen everything that this door's commands have done. */
    JsonNode read(String path) {
        Answer answer = get(path, "Wangge-Min-Position", Long.toString(position));
        assertThat(answer.status()).as("%s → %s", path, answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The position of the last command that this door had accepted. */
    long position() {
        return position;
    }

    void hasSeen(long other) {
        position = Math.max(position, other);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    Answer send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers().map());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
