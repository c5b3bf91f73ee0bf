package org.wangge.command.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wangge.eventstore.TimeOrderedIds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 命令行导入: hands a table in at a running server, shows how it gets on, and fetches the report of what was rejected.
 *
 * <pre>import --file cases.csv --mapping cases.yaml [--dry-run] [--server http://localhost:8080] [--user admin]
 *       [--rejections rejections.csv]</pre>
 *
 * The password is taken from {@code WANGGE_PASSWORD}, never from the line. {@code --mapping} is a file, or the name of a mapping
 * that comes with Wangge. Ends with 0 when every row was taken or was there already, 1 when rows were rejected, 2 when nothing was
 * imported.
 */
public final class ImportCommandLine {

    private static final int ALL_TAKEN = 0;
    private static final int SOME_REJECTED = 1;
    private static final int FAILED = 2;
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Set<String> OPTIONS = Set.of("--file", "--mapping", "--server", "--user", "--rejections");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String authorization;
    private final PrintStream out;

    private ImportCommandLine(URI server, String authorization, PrintStream out) {
        this.server = server;
        this.authorization = authorization;
        this.out = out;
    }

    /** The arguments are a user's mistake; the message says which. */
    private static final class Misused extends RuntimeException {
        Misused(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Runs one import to its end.
     *
     * @param password of the user, none means that {@code WANGGE_PASSWORD} is not set
     * @return the exit code
     */
    public static int run(String[] arguments, @Nullable String password, PrintStream out) {
        try {
            Map<String, String> options = options(arguments);
            if (password == null) {
                throw new Misused("set WANGGE_PASSWORD to the user's password");
            }
            String basic = options.getOrDefault("--user", "admin") + ":" + password;
            ImportCommandLine line = new ImportCommandLine(
                    URI.create(options.getOrDefault("--server", "http://localhost:8080") + "/"),
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)),
                    out);
            return line.importFile(
                    Path.of(required(options, "--file")),
                    mapping(required(options, "--mapping")),
                    options.containsKey("--dry-run"),
                    options.get("--rejections"));
        } catch (Misused misused) {
            out.println(misused.getMessage());
        } catch (ConnectException nobody) {
            out.println("Nobody answers there: is the server running?");
        } catch (IOException failure) {
            out.println("Failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            out.println("Interrupted; the server goes on by itself.");
        }
        return FAILED;
    }

    /** For starting it by itself. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv("WANGGE_PASSWORD"), System.out));
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--dry-run")) {
                options.put("--dry-run", "true");
            } else if (OPTIONS.contains(arguments[i]) && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                throw new Misused("What is " + arguments[i] + "? Usage: import --file FILE --mapping FILE-OR-NAME"
                        + " [--dry-run] [--server URL] [--user NAME] [--rejections FILE]");
            }
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new Misused(name + " is required");
        }
        return value;
    }

    private static String mapping(String fileOrName) throws IOException {
        Path file = Path.of(fileOrName);
        return Files.exists(file) ? Files.readString(file) : fileOrName;
    }

    private int importFile(Path file, String mapping, boolean dryRun, @Nullable String rejections)
            throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            throw new Misused("cannot read " + file);
        }
        HttpResponse<String> received = http.send(upload(file, mapping, dryRun), HttpResponse.BodyHandlers.ofString());
        if (received.statusCode() != 202) {
            out.println("Refused (" + received.statusCode() + "): " + received.body());
            return FAILED;
        }
        String path = "api/v1/imports/"
                + JSON.readTree(received.body()).path("importId").asString();
        JsonNode status = JSON.readTree(get(path));
        while (!Set.of("DONE", "FAILED").contains(status.path("state").asString())) {
            LockSupport.parkNanos(EVERY.toNanos());
            status = JSON.readTree(get(path));
            out.println(words(status));
        }
        if (rejections != null) {
            Files.writeString(Path.of(rejections), get(path + "/rejections"));
        }
        boolean done = status.path("state").asString().equals("DONE");
        out.println(words(status) + (done ? "" : " " + status.path("failure").asString("")));
        return !done ? FAILED : status.path("rejected").asLong() == 0 ? ALL_TAKEN : SOME_REJECTED;
    }

    private static String words(JsonNode status) {
        return "%s: %d rows, %d accepted, %d unchanged, %d rejected"
                .formatted(
                        status.path("state").asString(),
                        status.path("rows").asLong(),
                        status.path("accepted").asLong(),
                        status.path("unchanged").asLong(),
                        status.path("rejected").asLong());
    }

    private HttpRequest upload(Path file, String mapping, boolean dryRun) throws IOException {
        String boundary = TimeOrderedIds.next().toString();
        String head = part(boundary, "mapping", "") + mapping + "\r\n"
                + part(boundary, "dryRun", "") + dryRun + "\r\n"
                + part(boundary, "file", "; filename=\"table\"");
        return HttpRequest.newBuilder(server.resolve("api/v1/imports"))
                .header("Authorization", authorization)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofFile(file),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build();
    }

    private static String part(String boundary, String name, String more) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", authorization)
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
