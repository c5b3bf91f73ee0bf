package org.wangge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.people.AccountRole;
import org.wangge.edge.access.Accounts;
import org.wangge.edge.access.Passwords;
import org.wangge.query.QueryApplication;

/** The real query side on one of the store's databases, asked over HTTP by a leader, on one connection. */
final class QuerySide implements AutoCloseable {

    private static final String USERNAME = "leader";
    private static final String PASSWORD = "a leader's long password";
    private static final long GLANCE_MILLIS = 100;

    private final ConfigurableApplicationContext context;
    private final JdbcClient database;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String credentials;

    private QuerySide(ConfigurableApplicationContext context, JdbcClient database) {
        this.context = context;
        this.database = database;
        this.url = "http://127.0.0.1:"
                + Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                        .getPort();
        Accounts accounts = new Accounts(database, Clock.systemUTC());
        if (accounts.find(USERNAME).isEmpty()) {
            accounts.open(
                    USERNAME,
                    context.getBean(Passwords.class).hash(PASSWORD),
                    null,
                    null,
                    List.of(AccountRole.LEADER),
                    List.of(Town.TOP));
        }
        // The query side of its own gives no tokens; a password that was just verified costs it microseconds.
        this.credentials = "Basic "
                + Base64.getEncoder().encodeToString((USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** Starts it, and waits until its views have seen the whole log; prints how long each took, if it was not there. */
    static QuerySide on(Store store, String name) throws InterruptedException {
        ConfigurableApplicationContext context = SpringApplication.run(
                QueryApplication.class,
                "--WANGGE_QUERY_DATABASE_URL=" + store.url(name),
                "--WANGGE_QUERY_DATABASE_PASSWORD=" + store.password(),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.jmx.enabled=false",
                "--logging.level.root=warn");
        QuerySide started = new QuerySide(context, store.superuser(name));
        started.awaitViews(store.head(name));
        return started;
    }

    private void awaitViews(long head) throws InterruptedException {
        long begun = System.nanoTime();
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, String> schemas = schemas();
        while (seconds.size() < schemas.size()) {
            for (Map.Entry<String, String> view : schemas.entrySet()) {
                if (!seconds.containsKey(view.getKey()) && position(view.getValue()) >= head) {
                    seconds.put(view.getKey(), (System.nanoTime() - begun) / 1e9);
                }
            }
            Thread.sleep(GLANCE_MILLIS);
            schemas = schemas();
        }
        double longest = seconds.values().stream().mapToDouble(s -> s).max().orElseThrow();
        if (longest > 1) {
            System.out.printf(Locale.ROOT, "views at %,d, all at once, seconds: %s%n", head, seconds);
            database.sql("vacuum analyze").update();
        }
    }

    /** The schema of each view. */
    Map<String, String> schemas() {
        Map<String, String> schemas = new LinkedHashMap<>();
        database.sql("select name, schema from views.view order by name").query(row -> {
            schemas.put(row.getString(1), row.getString(2));
        });
        return schemas;
    }

    private long position(String schema) {
        return database.sql("select position from " + schema + ".progress")
                .query(Long.class)
                .single();
    }

    JdbcClient database() {
        return database;
    }

    /** The answer's body; anything but 200 is refused. */
    byte[] get(String path, String type) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", credentials)
                .header("Accept", type)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
