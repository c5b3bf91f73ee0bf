package org.wangge.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.wangge.eventstore.DatabaseSetup;

/** The two sides as processes of their own, with the environment that docker-compose.yml gives them. */
class SplitSidesIT {

    private static final String PASSWORD = "split-only";

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path data;

    @AfterEach
    void stopThem() throws InterruptedException {
        while (!processes.isEmpty()) {
            Process process = processes.removeLast();
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void whatOneSideAcceptsTheOtherShows() throws Exception {
        try (DataFolder folder = DataFolder.claim(data);
                PostgresServer server = new PostgresServer(folder, PostgresBinaries.in(folder), 0)) {
            server.prepare(PASSWORD);
            server.start();
            setUp(server.port());
            String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/wangge?reWriteBatchedInserts=true";
            String command = start(
                    "command-side",
                    Map.of(
                            "WANGGE_COMMAND_DATABASE_URL", url,
                            "WANGGE_COMMAND_DATABASE_PASSWORD", PASSWORD,
                            "WANGGE_MIGRATOR_PASSWORD", PASSWORD,
                            "WANGGE_ADMIN_PASSWORD", WanggeProcess.PASSWORD));
            String query = start(
                    "query-side", Map.of("WANGGE_QUERY_DATABASE_URL", url, "WANGGE_QUERY_DATABASE_PASSWORD", PASSWORD));

            Door commands = new Door(command, "admin", WanggeProcess.PASSWORD);
            Door queries = new Door(query, "admin", WanggeProcess.PASSWORD);
            commands.accepted("/api/v1/grids", "{\"gridId\":\"S\",\"name\":\"分开\",\"kind\":\"AREA\",\"level\":1}");
            queries.hasSeen(commands.position());
            assertThat(queries.read("/api/v1/grids").toString()).contains("\"gridId\":\"S\"");
            queries.post("/api/v1/grids", "{}").is(405);
            commands.get("/api/v1/ledgers/cases").is(404);
            // Before their database is.
            stopThem();
        }
    }

    /** As the container of PostgreSQL does it, where there is a psql; else the same SQL from here. */
    private void setUp(int port) throws IOException, InterruptedException, SQLException {
        PGSimpleDataSource superuser = new PGSimpleDataSource();
        superuser.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        superuser.setUser("postgres");
        superuser.setPassword(PASSWORD);
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE wangge");
        }
        if (System.getenv("PATH")
                .lines()
                .flatMap(path -> List.of(path.split(":")).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")))) {
            ProcessBuilder script = new ProcessBuilder(Path.of("..", "docker", "initdb", "wangge.sh")
                            .toAbsolutePath()
                            .toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            script.environment()
                    .putAll(Map.of(
                            "PGHOST",
                            "127.0.0.1",
                            "PGPORT",
                            Integer.toString(port),
                            "PGPASSWORD",
                            PASSWORD,
                            "POSTGRES_USER",
                            "postgres",
                            "POSTGRES_DB",
                            "wangge",
                            "WANGGE_MIGRATOR_PASSWORD",
                            PASSWORD,
                            "WANGGE_COMMAND_PASSWORD",
                            PASSWORD,
                            "WANGGE_QUERY_PASSWORD",
                            PASSWORD));
            script.environment()
                    .put(
                            "WANGGE_BOOTSTRAP",
                            Path.of("..", "event-store/src/main/resources/db/bootstrap")
                                    .toAbsolutePath()
                                    .toString());
            assertThat(script.start().waitFor()).isZero();
        } else {
            DatabaseSetup.createRoles(superuser, new DatabaseSetup.Passwords(PASSWORD, PASSWORD, PASSWORD));
            superuser.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/wangge");
            DatabaseSetup.grantRights(superuser);
        }
    }

    /** Starts the side's executable and waits until it says that it takes requests. */
    private String start(String side, Map<String, String> environment) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path output = data.resolve(side + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        executable(side).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "SERVER_ADDRESS", "127.0.0.1",
                        "SERVER_PORT", Integer.toString(port),
                        "WANGGE_DATA_DIR", data.resolve(side).toString()));
        Process process = builder.start();
        processes.add(process);
        String url = "http://127.0.0.1:" + port;
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .failFast(side + " ended, see " + output, () -> !process.isAlive())
                .ignoreException(java.io.UncheckedIOException.class)
                .until(() -> new Door(url, "x", "x")
                                .getOpen("/actuator/health/readiness")
                                .status()
                        == 200);
        return url;
    }

    private static Path executable(String side) throws IOException {
        try (var files = Files.list(Path.of("..", side, "target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
