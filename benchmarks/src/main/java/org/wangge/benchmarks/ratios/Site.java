package org.wangge.benchmarks.ratios;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.benchmarks.peers.Texts;
import tools.jackson.databind.json.JsonMapper;

/** A running system that is spoken to over HTTP, and whose database can be looked into. */
final class Site implements AutoCloseable {

    /** How often, and how far apart, one looks whether a database is at rest. */
    private static final int LOOKS = 3;

    private static final long LOOK_MILLIS = 50;

    private static final String ADMIN_PASSWORD = "correct horse battery";
    private static final long READY_WITHIN_NANOS = 180_000_000_000L;

    /** A connection stays one, with all of them alike: Tomcat would close it after a hundred requests. */
    private static final String KEEP_ALIVE = "SERVER_TOMCAT_MAXKEEPALIVEREQUESTS";

    private static final String FOR_EVER = "-1";

    private final String name;
    private final Child process;
    private final int port;
    private final HikariDataSource database;
    private final boolean ours;
    private String token = "";

    private Site(String name, Child process, int port, HikariDataSource database, boolean ours) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.database = database;
        this.ours = ours;
    }

    /** A peer's web application, on a database made anew. */
    static Site peer(Server server, String kind, String name, String database, List<String> options) throws Exception {
        server.create(database);
        Child process = Peers.peer(server, kind, "web", database, options);
        String answer = process.answer();
        return new Site(
                name, process, Integer.parseInt(answer.substring("http ".length())), server.pool(database), false);
    }

    /** Wangge's command side alone, on a database made anew; it brings the tables up to date itself. */
    static Site commandSide(Server server, String name, String database) throws Exception {
        server.create(database);
        server.grantRights(database);
        int port = freePort();
        Child process = Child.start(
                name,
                Map.of(
                        "WANGGE_COMMAND_DATABASE_URL",
                        server.url(database),
                        "WANGGE_COMMAND_DATABASE_PASSWORD",
                        Server.PASSWORD,
                        "WANGGE_MIGRATOR_PASSWORD",
                        Server.PASSWORD,
                        "WANGGE_ADMIN_PASSWORD",
                        ADMIN_PASSWORD,
                        "WANGGE_DATA_DIR",
                        Files.createTempDirectory("wangge-command").toString(),
                        "SERVER_PORT",
                        Integer.toString(port),
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        KEEP_ALIVE,
                        FOR_EVER),
                Child.java(List.of("-jar", Child.jar("command-side").toString())));
        Site site = new Site(name, process, port, server.pool(database), true);
        site.awaitReady();
        site.signIn();
        site.found();
        return site;
    }

    /** Wangge's query side alone, on the database of a command side. */
    static Site querySide(Server server, String name, String database, @Nullable Site signedInAt) throws Exception {
        int port = freePort();
        Child process = Child.start(
                name,
                Map.of(
                        "WANGGE_QUERY_DATABASE_URL",
                        server.url(database),
                        "WANGGE_QUERY_DATABASE_PASSWORD",
                        Server.PASSWORD,
                        "SERVER_PORT",
                        Integer.toString(port),
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        KEEP_ALIVE,
                        FOR_EVER),
                Child.java(List.of("-jar", Child.jar("query-side").toString())));
        Site site = new Site(name, process, port, server.pool(database), true);
        site.awaitReady();
        if (signedInAt != null) {
            site.token = signedInAt.token;
        }
        return site;
    }

    /** The packaged standalone system, as {@code ./wangge start} starts it, on this data folder. */
    static Site standalone(String name, Path data) throws Exception {
        Site site = startStandalone(name, data);
        site.awaitReady();
        site.signIn();
        site.found();
        return site;
    }

    /** The same, not waited for. */
    static Site startStandalone(String name, Path data) throws Exception {
        int port = freePort();
        int databasePort = freePort();
        Child process = Child.start(
                name,
                Map.of("WANGGE_ADMIN_PASSWORD", ADMIN_PASSWORD, "WANGGE_SAMPLE", "false", KEEP_ALIVE, FOR_EVER),
                List.of(
                        Settings.ROOT.resolve("wangge").toString(),
                        "start",
                        "--server.port=" + port,
                        "--wangge.data-dir=" + data,
                        "--wangge.database.port=" + databasePort));
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + databasePort + "/wangge");
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(2);
        return new Site(name, process, port, pool, true);
    }

    /** After a start: the password of the standalone system's database is in its folder. */
    void openDatabase(Path data) throws IOException {
        Properties passwords = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("postgres-passwords"))) {
            passwords.load(in);
        }
        database.setPassword(passwords.getProperty("postgres"));
        CpuTimes.counts(Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it takes requests. */
    void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + READY_WITHIN_NANOS;
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " has ended:\n" + process.lately());
            }
            if (status("GET", "/actuator/health/readiness", null, "") == 200) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException(name + " does not get ready:\n" + process.lately());
    }

    /** Fetches a fresh token for the administrator. */
    void signIn() throws IOException {
        String basic = Base64.getEncoder().encodeToString(("admin:" + ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpURLConnection connection = open("POST", "/api/v1/tokens", "Basic " + basic);
        try (InputStream in = connection.getInputStream()) {
            token = JsonMapper.shared().readTree(in).required("accessToken").stringValue();
        }
    }

    /** The two grids that the cases are reported in. */
    private void found() {
        post("/api/v1/grids", "{\"gridId\":\"QS\",\"name\":\"青石镇\",\"kind\":\"AREA\",\"level\":1}");
        post(
                "/api/v1/grids",
                "{\"gridId\":\"" + Texts.GRID
                        + "\",\"name\":\"一村\",\"kind\":\"AREA\",\"level\":2,\"parentId\":\"QS\"}");
    }

    /** What has to be accepted. */
    void post(String path, String body) {
        int status = status("POST", path, body, "Bearer " + token);
        if (status / 100 != 2) {
            throw new IllegalStateException(name + " answers " + status + " to " + path + " " + body);
        }
    }

    private int status(String method, String path, @Nullable String body, String authorization) {
        try {
            HttpURLConnection connection = open(method, path, authorization);
            if (body != null) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException notYet) {
            return 0;
        }
    }

    private HttpURLConnection open(String method, String path, String authorization) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(30_000);
        connection.setRequestMethod(method);
        if (!authorization.isEmpty()) {
            connection.setRequestProperty("Authorization", authorization);
        }
        return connection;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Empty where nobody signs in. */
    String token() {
        return token;
    }

    Child process() {
        return process;
    }

    JdbcClient database() {
        return JdbcClient.create(database);
    }

    java.sql.Connection connection() throws java.sql.SQLException {
        return database.getConnection();
    }

    /** Of the column by which the ledger's cases are found. */
    String idType() {
        return ours ? "text" : "uuid";
    }

    /** Where the rows of the ledger of cases are. */
    String caseLedger() {
        return ours ? view("cases") + ".case_version" : "case_row";
    }

    String view(String view) {
        return database()
                .sql("select schema from views.view where name = ?")
                .param(view)
                .query(String.class)
                .single();
    }

    /** How many events the slowest view has not seen yet. */
    long behind() {
        JdbcClient sql = database();
        if (!ours) {
            // Not by its tokens: a segment that nothing falls to stores its own only every five seconds.
            return sql.sql("select (select count(*) from domain_event_entry)"
                            + " - (select coalesce(sum(1 + measures), 0) from case_row)")
                    .query(Long.class)
                    .single();
        }
        List<String> schemas = sql.sql("select schema from views.view")
                .query((row, number) -> row.getString(1))
                .list();
        long head = sql.sql("select coalesce(max(position), 0) from log.event")
                .query(Long.class)
                .single();
        long least = head;
        for (String schema : schemas) {
            least = Math.min(
                    least,
                    sql.sql("select position from " + schema + ".progress")
                            .query(Long.class)
                            .single());
        }
        return head - least;
    }

    /** Waits until the views have seen all that is stored now; how many seconds that took. */
    double awaitViews() throws InterruptedException {
        long begun = System.nanoTime();
        while (behind() > 0) {
            Thread.sleep(ours ? 5 : 50);
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " has ended:\n" + process.lately());
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /**
     * Waits until the views have seen all that is stored now and have what comes after, their indexes; how many seconds that took. Whoever
     * is held before stands in the middle of it, with locks that others wait for.
     */
    double awaitBuilt() throws InterruptedException {
        long begun = System.nanoTime();
        awaitViews();
        int still = 0;
        while (still < LOOKS) {
            Thread.sleep(LOOK_MILLIS);
            int working = database()
                    .sql("select count(*) from pg_stat_activity where datname = current_database()"
                            // A command side is held in the midst of something, perhaps.
                            + " and usename = 'wangge_query'"
                            + " and xact_start < clock_timestamp() - interval '150 ms'")
                    .query(Integer.class)
                    .single();
            still = working == 0 ? still + 1 : 0;
        }
        return (System.nanoTime() - begun - LOOKS * LOOK_MILLIS * 1_000_000) / 1e9;
    }

    @Override
    public void close() {
        database.close();
        process.close();
    }
}
