package org.wangge.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.eventstore.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real command side on a real database, listening on a port of its own, with its clock in the test's hands. Starting takes
 * seconds: tests that get by with ids of their own use the {@linkplain #shared() shared} one.
 */
public final class CommandSide implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "an administrator's own";

    /** Where the clock stands at first. */
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger IDS = new AtomicInteger();
    private static @Nullable CommandSide shared;

    private final TestDatabase database;
    private final boolean ownDatabase;
    private final DrivenClock clock;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final List<String> settings;
    private final JdbcClient superuser;
    private String token = "";

    private CommandSide(@Nullable CommandSide beside, List<String> settings, Class<?>... more) {
        this.settings = List.copyOf(settings);
        ownDatabase = beside == null;
        database = beside == null ? TestDatabase.create() : beside.database;
        clock = beside == null ? new DrivenClock(START) : beside.clock;
        superuser = beside == null ? JdbcClient.create(database.superuser()) : beside.superuser;
        Class<?>[] sources = new Class<?>[more.length + 1];
        sources[0] = CommandApplication.class;
        System.arraycopy(more, 0, sources, 1, more.length);
        SpringApplication application = new SpringApplication(sources);
        // Registered before any definition is read, so that no bean definition of a clock comes to be.
        application.addInitializers(starting -> starting.getBeanFactory().registerSingleton("clock", clock));
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--wangge.command.database.jdbc-url=" + database.url(),
                "--wangge.command.database.username=wangge_command",
                "--wangge.command.database.password=" + TestDatabase.PASSWORD,
                "--wangge.data-dir=" + temporaryFolder(),
                "--wangge.admin-password=" + ADMIN_PASSWORD));
        context = application.run(arguments.toArray(String[]::new));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("wangge-command-side");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The one that all tests of a test process share; never closed. */
    public static synchronized CommandSide shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** One of its own, with further beans where the test needs some. */
    public static CommandSide start(Class<?>... more) {
        return signedIn(new CommandSide(null, List.of(), more));
    }

    /** One of its own, with further settings: {@code --name=value}. */
    public static CommandSide startWith(String... settings) {
        return signedIn(new CommandSide(null, List.of(settings)));
    }

    /** A second process on the same database, by the same clock. */
    public static CommandSide beside(CommandSide first) {
        return signedIn(new CommandSide(first, first.settings));
    }

    private static CommandSide signedIn(CommandSide side) {
        side.token = side.signIn(ADMIN, ADMIN_PASSWORD);
        return side;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public DrivenClock clock() {
        return clock;
    }

    /** Looks at the tables from outside the system. */
    public JdbcClient superuser() {
        return superuser;
    }

    /** A code that no other test has: {@code g-17}. */
    public static String fresh(String prefix) {
        return prefix + "-" + IDS.incrementAndGet();
    }

    /** Signs in once more: a token does not outlive a clock that is driven on by hours. */
    public void signInAgain() {
        token = signIn(ADMIN, ADMIN_PASSWORD);
    }

    public String adminToken() {
        return token;
    }

    // Asking

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, JsonNode body) {

        public Answer {
            Objects.requireNonNull(body);
        }

        public @Nullable String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse(null);
        }

        /** The problem's code: {@code stale-version}. Empty where the answer is no problem. */
        public String problem() {
            return body.path("type").asString("").replace("urn:wangge:problem:", "");
        }

        /** What is to blame: pointers into the body as they are, parameters as {@code ?name}, headers as {@code name:}. */
        public List<String> blamed() {
            List<String> blamed = new ArrayList<>();
            for (JsonNode error : body.path("errors")) {
                if (error.has("pointer")) {
                    blamed.add(error.path("pointer").stringValue());
                } else if (error.has("parameter")) {
                    blamed.add("?" + error.path("parameter").stringValue());
                } else {
                    blamed.add(error.path("header").asString("") + ":");
                }
            }
            return blamed;
        }

        public long sequence() {
            return body.path("sequence").longValue();
        }

        public long position() {
            return body.path("position").longValue();
        }

        public List<String> eventIds() {
            List<String> ids = new ArrayList<>();
            body.path("eventIds").forEach(id -> ids.add(id.stringValue()));
            return ids;
        }

        /** Fails, with the whole answer in its message, unless the command was accepted. */
        public Answer accepted() {
            if (status != 200 && status != 201) {
                throw new AssertionError("not accepted: " + this);
            }
            return this;
        }
    }

    /** Posts as the administrator; {@code headers} are name, value, name, value, and so on. */
    public Answer post(String path, String json, String... headers) {
        return postAs(token, path, json, headers);
    }

    /** Posts with this bearer token, or without signing in where it is empty. */
    public Answer postAs(String bearer, String path, String json, String... headers) {
        return postBytes(bearer, path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer postBytes(String bearer, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** The bearer token that name and password give. */
    public String signIn(String username, String password) {
        Answer answer = askForToken(username, password);
        if (answer.status() != 200) {
            throw new AssertionError("not let in: " + answer);
        }
        return answer.body().path("accessToken").stringValue();
    }

    public Answer askForToken(String username, String password) {
        String basic = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(request("/api/v1/tokens")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().map(),
                    response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    // What is usually there already

    /** A grid of level 1 with a fresh id. */
    public String someGrid() {
        return someGrid(1, null);
    }

    public String someGrid(int level, @Nullable String parentId) {
        String gridId = fresh("g");
        post("/api/v1/grids", grid(gridId, level, parentId)).accepted();
        return gridId;
    }

    public static String grid(String gridId, int level, @Nullable String parentId) {
        return "{\"gridId\":\"" + gridId + "\",\"name\":\"网格 " + gridId + "\",\"kind\":\"AREA\",\"level\":" + level
                + (parentId == null ? "" : ",\"parentId\":\"" + parentId + "\"") + "}";
    }

    /** A person with a fresh id. */
    public String somePerson() {
        String personId = fresh("p");
        post("/api/v1/people", "{\"personId\":\"" + personId + "\",\"name\":\"Somebody\"}")
                .accepted();
        return personId;
    }

    /** A unit with a fresh id. */
    public String someUnit() {
        String unitId = fresh("u");
        post("/api/v1/units", "{\"unitId\":\"" + unitId + "\",\"name\":\"Some unit\"}")
                .accepted();
        return unitId;
    }

    // What is in the log

    /** The payloads of a stream, in order. */
    public List<JsonNode> stream(String stream) {
        return bodies(stream).stream().map(body -> body.path("payload")).toList();
    }

    /** The types of a stream's events, in order. */
    public List<String> types(String stream) {
        return bodies(stream).stream()
                .map(body -> body.path("type").stringValue())
                .toList();
    }

    /** The whole stored bodies of a stream, in order. */
    public List<JsonNode> bodies(String stream) {
        return superuser
                .sql("SELECT body FROM log.event WHERE aggregate_id = ? ORDER BY sequence")
                .param(stream)
                .query((row, number) -> JSON.readTree(row.getBytes(1)))
                .list();
    }

    /** How many events there are. */
    public long events() {
        return superuser.sql("SELECT count(*) FROM log.event").query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
        if (ownDatabase) {
            database.close();
        }
    }
}
