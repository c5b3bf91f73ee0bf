package org.wangge.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The one PostgreSQL process on one folder. A server that a killed process left running is stopped before a new one starts,
 * so that whatever it was still doing has ended: committed or rolled back.
 */
final class PostgresServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** A new segment is filled with zeros while everybody who commits waits: 50 ms for PostgreSQL's own 16 MiB. */
    private static final int LOG_SEGMENT_MIB = 4;

    private static final int ATTEMPTS = 5;
    private static final long LONGEST_LOG = 10L << 20;

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path logFile;
    private final int wantedPort;
    private int port;
    private boolean started;

    /** @param port to listen on, on loopback; 0 for any free one */
    PostgresServer(DataFolder folder, PostgresBinaries binaries, int port) {
        this.binaries = binaries;
        this.data = folder.path("postgres");
        this.logFile = folder.path("postgres.log");
        this.wantedPort = port;
    }

    static boolean existsIn(DataFolder folder) {
        return Files.exists(folder.path("postgres"));
    }

    int port() {
        return port;
    }

    boolean isStarted() {
        return started;
    }

    Path data() {
        return data;
    }

    /** Makes the cluster when there is none. One that was only half made is thrown away: nobody had been told of it. */
    void prepare(String superuserPassword) throws IOException {
        if (Files.exists(data)) {
            refuseOtherVersion();
            return;
        }
        Path draft = data.resolveSibling("postgres.new");
        FileSystemUtils.deleteRecursively(draft);
        Path passwordFile = data.resolveSibling("postgres.first");
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, DatabasePasswords.OWNER_ONLY);
        try {
            Files.writeString(passwordFile, superuserPassword);
            Outcome made = run(
                    "initdb",
                    "--pgdata=" + draft,
                    "--username=postgres",
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--wal-segsize=" + LOG_SEGMENT_MIB,
                    "--no-instructions");
            if (made.exitCode() != 0) {
                throw refused("The database could not be made", made.output());
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.writeString(
                draft.resolve("postgresql.conf"),
                System.lineSeparator() + "include 'wangge.conf'" + System.lineSeparator(),
                java.nio.file.StandardOpenOption.APPEND);
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void refuseOtherVersion() throws IOException {
        Path file = data.resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!found.equals(binaries.majorVersion())) {
            throw new StartRefused(
                    found.isEmpty()
                            ? data + " is no PostgreSQL data folder."
                            : data + " was made by PostgreSQL " + found + "; this release brings PostgreSQL "
                                    + binaries.majorVersion() + ".",
                    found.isEmpty()
                            ? "Put the data back from a copy, or start with another folder."
                            : "Carry the data over with pg_dumpall or pg_upgrade (docs/operations.md), or start the"
                                    + " release of Wangge that made it.");
        }
    }

    /** Starts the server, on a port that nobody else has. */
    void start() throws IOException {
        stopLeftover();
        if (Files.exists(logFile) && Files.size(logFile) > LONGEST_LOG) {
            Files.move(logFile, logFile.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String output = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            port = wantedPort == 0 ? freePort() : wantedPort;
            long logBefore = Files.exists(logFile) ? Files.size(logFile) : 0;
            configure();
            Outcome outcome = run(
                    "pg_ctl", "start", "--wait", "--timeout=120", "--silent", "--pgdata=" + data, "--log=" + logFile);
            if (outcome.exitCode() == 0) {
                started = true;
                return;
            }
            output = outcome.output() + tailSince(logBefore);
            boolean passing = (wantedPort == 0 && output.contains("could not bind"))
                    || output.contains("pre-existing shared memory block");
            if (!passing) {
                break;
            }
            log.info("PostgreSQL did not start at the {}. attempt, trying again", attempt);
        }
        throw refused("The database does not start", output);
    }

    /** What must hold whatever postgresql.conf says. Written at each start; nothing goes over sockets, all of it by password. */
    private void configure() throws IOException {
        Files.writeString(data.resolve("wangge.conf"), """
                # Written by Wangge at each start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 60
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                """.formatted(port));
        Files.writeString(data.resolve("pg_hba.conf"), """
                # Written by Wangge at each start.
                host all all 127.0.0.1/32 scram-sha-256
                """);
    }

    /** Stops what a killed process left on this folder; only ever a PostgreSQL of this folder. */
    private void stopLeftover() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> leftover = Files.readAllLines(pidFile, StandardCharsets.UTF_8).stream()
                .findFirst()
                .filter(line -> line.strip().matches("\\d{1,18}"))
                .map(line -> Long.parseLong(line.strip()))
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive);
        if (leftover.isEmpty()) {
            return;
        }
        ProcessHandle process = leftover.get();
        Optional<String[]> arguments = process.info().arguments();
        if (arguments.isEmpty() && !isZombie(process)) {
            throw new StartRefused(
                    "Process " + process.pid() + " may be a PostgreSQL on " + data
                            + ", which cannot be told from here.",
                    "Stop it, or delete " + pidFile + " when it is something else.");
        }
        if (arguments.isPresent() && Arrays.asList(arguments.get()).contains(data.toString())) {
            log.info("stopping the PostgreSQL (process {}) that an unclean end left running", process.pid());
            stop();
        } else {
            // The number went to somebody else after a restart of the machine or container.
            Files.delete(pidFile);
        }
    }

    /** Ended, and only kept in the books: in a container, often nobody collects what a killed process leaves behind. */
    private static boolean isZombie(ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        return Files.exists(commandLine) && Files.readAllBytes(commandLine).length == 0;
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException failure) {
            log.warn("PostgreSQL was not stopped: {}; the next start will see to it", failure.getMessage());
        }
    }

    private void stop() throws IOException {
        for (String mode : List.of("fast", "immediate")) {
            Outcome stopped =
                    run("pg_ctl", "stop", "--wait", "--timeout=30", "--silent", "--mode=" + mode, "--pgdata=" + data);
            if (stopped.exitCode() == 0 || !Files.exists(data.resolve("postmaster.pid"))) {
                return;
            }
            log.warn("PostgreSQL did not stop ({}): {}", mode, stopped.output());
        }
        throw new StartRefused(
                "The PostgreSQL that runs on " + data + " does not stop.", "See " + logFile + ", and end it by hand.");
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root: in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", stopped);
        }
    }

    private StartRefused refused(String what, String output) {
        String remedy = output.contains("No space left on device")
                ? "The disk is full: make room on it. Nothing that was acknowledged is lost."
                : output.contains("Permission denied") || output.contains("Operation not permitted")
                        ? "See that the data folder belongs to the account that starts Wangge"
                                + " (as root, user namespaces must be allowed; better, start it as another account)."
                        : output.contains("could not bind")
                                ? "Port " + port + " is taken: choose another with --wangge.database.port=<port>."
                                : "More is in " + logFile + ".";
        return new StartRefused(what + ": " + output, remedy);
    }

    private String tailSince(long start) throws IOException {
        if (!Files.exists(logFile)) {
            return "";
        }
        byte[] all = Files.readAllBytes(logFile);
        int from = (int) Math.max(Math.min(start, all.length), all.length - 4000L);
        return System.lineSeparator() + new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
