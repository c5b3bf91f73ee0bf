package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where and with what it was measured. */
final class Machine {

    private Machine() {}

    static Map<String, String> description() {
        Map<String, String> found = new LinkedHashMap<>();
        found.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + line("/proc/cpuinfo", "model name") + ", "
                        + Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1 << 20)
                        + " GiB, Linux " + System.getProperty("os.version"));
        found.put("java", System.getProperty("java.vendor.version") + " " + System.getProperty("java.version"));
        found.put("commit", commit());
        return found;
    }

    static String commit() {
        String dirty = said(List.of("git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs"));
        return said(List.of("git", "rev-parse", "--short", "HEAD")) + (dirty.isEmpty() ? "" : " and changes");
    }

    /** What a program prints; empty when there is no such program. */
    static String said(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Settings.ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return output;
        } catch (IOException absent) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String line(String file, String name) {
        UnaryOperator<String> value =
                line -> line.substring(line.indexOf(':') + 1).strip();
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(value)
                    .orElse("0");
        } catch (IOException elsewhere) {
            return "0";
        }
    }
}
