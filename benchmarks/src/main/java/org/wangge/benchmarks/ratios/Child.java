package org.wangge.benchmarks.ratios;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A contestant in a process of its own. Ends with this one, whatever ends it. */
final class Child implements AutoCloseable {

    private static final String ANSWER = "@@ ";
    private static final int LAST_LINES = 60;

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Deque<String> lately = new ArrayDeque<>();
    private final Thread atExit;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.atExit = new Thread(this::endAtOnce);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread.ofPlatform().daemon().start(this::listen);
    }

    /** @param command a JVM's arguments after {@code java} and its usual flags, or a program of its own */
    static Child start(String name, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Settings.ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Child(name, builder.start());
    }

    /** With the flags with which {@code ./wangge start} runs Wangge, the same for all. */
    static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        new StringTokenizer(Settings.FLAGS).asIterator().forEachRemaining(flag -> command.add(flag.toString()));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddisable-axoniq-console-message=true",
                "-Daxoniq.update-checker.skip=true"));
        command.addAll(arguments);
        return command;
    }

    /** The packaged jar of a module. */
    static Path jar(String module) throws IOException {
        try (var files = Files.newDirectoryStream(Settings.ROOT.resolve(module + "/target"), "*-exec.jar")) {
            for (Path file : files) {
                return file;
            }
        }
        throw new IllegalStateException(module + " is not built: benchmarks/measure builds it");
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                } else {
                    synchronized (lately) {
                        lately.add(line);
                        if (lately.size() > LAST_LINES) {
                            lately.remove();
                        }
                    }
                }
            }
        } catch (IOException killed) {
            answers.add("ended " + killed.getMessage());
        }
        answers.add("ended");
    }

    String lately() {
        synchronized (lately) {
            return String.join("\n", lately);
        }
    }

    /** The next line that is an answer. */
    String answer() throws InterruptedException {
        String answer = answers.poll(2, TimeUnit.HOURS);
        if (answer == null || answer.startsWith("ended") || answer.startsWith("failed")) {
            throw new IllegalStateException(name + " " + answer + "\n" + lately());
        }
        return answer;
    }

    String ask(String line) throws InterruptedException {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException ended) {
            throw new UncheckedIOException(name + " has ended\n" + lately(), ended);
        }
        return answer();
    }

    /** How many per second, of a turn at creating or stepping. */
    double rate(String what, int threads) throws InterruptedException {
        String answer = ask(what + " " + threads + " " + Settings.MILLIS);
        int blank = answer.indexOf(' ');
        return Long.parseLong(answer.substring(0, blank)) * 1e9 / Long.parseLong(answer.substring(blank + 1));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Holds it: while others have their turn it polls nothing and collects no garbage. */
    void hold() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        Machine.said(List.of("kill", "-" + signal, Long.toString(process.pid())));
    }

    /** Its resident memory in MB, as the kernel counts it. */
    static double residentMegabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }

    /** A standalone system stops its database when it is asked to end, and only then. */
    private void endAtOnce() {
        resume();
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** Asks it to end, and makes it if it does not. */
    void end(int seconds) {
        resume();
        process.destroy();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The hook runs already, and does the same.
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end(20);
    }

    static void closeAll(List<? extends @Nullable AutoCloseable> all) throws Exception {
        for (AutoCloseable each : all) {
            if (each != null) {
                each.close();
            }
        }
    }
}
