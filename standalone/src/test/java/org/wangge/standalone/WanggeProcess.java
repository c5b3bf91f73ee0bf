package org.wangge.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The packaged system as its users start it: a process of its own, on a data folder. */
final class WanggeProcess implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Pattern READY = Pattern.compile("Wangge is ready at (http://\\S+)");

    private final Path data;
    private final Process process;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final StringBuffer output = new StringBuffer();
    private volatile Duration startTime = Duration.ZERO;

    private WanggeProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
        Thread.ofPlatform().daemon().start(this::listen);
    }

    /** Unpacked by the first who starts it: before the package is built there is nothing to unpack. */
    private static final class Packaged {
        static final Path FOLDER = unpacked();
    }

    /** As {@code ./wangge} does it: twenty starts of the one big jar would take minutes more. */
    private static Path unpacked() {
        Path folder = TARGET.resolve("it-unpacked");
        try {
            FileSystemUtils.deleteRecursively(folder);
            Process unpacking = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djarmode=tools",
                            "-jar",
                            TARGET.resolve("wangge-exec.jar").toString(),
                            "extract",
                            "--destination",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (unpacking.waitFor() != 0) {
                throw new IllegalStateException("the packaged system could not be unpacked");
            }
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static WanggeProcess start(Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddisable-axoniq-console-message=true",
                "-Daxoniq.update-checker.skip=true",
                "-XX:SharedArchiveFile=" + TARGET.resolve("it.jsa"),
                "-XX:+AutoCreateSharedArchive",
                "-Xlog:disable",
                "-jar",
                Packaged.FOLDER.resolve("wangge-exec.jar").toString(),
                "--wangge.data-dir=" + data,
                "--server.port=0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WANGGE_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("WANGGE_SAMPLE", "false");
        try {
            return new WanggeProcess(data, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void listen() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    startTime = Duration.ofNanos(System.nanoTime() - startedAt);
                    url.complete(ready.group(1));
                }
            }
        } catch (IOException killed) {
            output.append(killed.getMessage());
        }
        url.completeExceptionally(new IllegalStateException("it ended:\n" + output));
    }

    /** Where it is, once it says that it is ready. */
    String url() {
        try {
            return url.get(120, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause().getMessage(), failure);
        } catch (TimeoutException late) {
            throw new AssertionError("it did not get ready:\n" + output, late);
        }
    }

    Door admin() {
        return new Door(url(), "admin", PASSWORD);
    }

    Duration startTime() {
        return startTime;
    }

    String output() {
        return output.toString();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it goes on:\n" + output);
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** kill -9, and its end awaited. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** The database server of the data folder, if it runs. */
    static @Nullable ProcessHandle database(Path data) {
        try {
            Path pidFile = data.resolve("postgres/postmaster.pid");
            if (!Files.exists(pidFile)) {
                return null;
            }
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A look into the database from outside, as whoever may read the log. */
    java.sql.Connection database() throws java.sql.SQLException {
        try {
            Properties passwords = new Properties();
            try (var in = Files.newBufferedReader(data.resolve("postgres-passwords"))) {
                passwords.load(in);
            }
            Matcher port =
                    Pattern.compile("port = (\\d+)").matcher(Files.readString(data.resolve("postgres/wangge.conf")));
            if (!port.find()) {
                throw new AssertionError("no port");
            }
            return java.sql.DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port.group(1) + "/wangge",
                    "postgres",
                    passwords.getProperty("postgres"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What it holds of the machine's memory, in MiB; 0 where that cannot be told. */
    long residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    /** SIGTERM, and its end awaited. */
    void stop() {
        process.destroy();
        exitCode();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        ProcessHandle left = database(data);
        if (left != null) {
            left.destroy();
            left.onExit().join();
        }
    }
}
