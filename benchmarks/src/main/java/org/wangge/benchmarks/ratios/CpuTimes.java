package org.wangge.benchmarks.ratios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processor time that the whole machine and that our own processes have used, from {@code /proc}. Ours are this process, the
 * databases that were named, and all that these started; and the kernel's threads, which work for us when nobody else does.
 */
record CpuTimes(long nanoTime, long busy, Map<Long, Long> ours, long gone) {

    private static final double TICKS_PER_SECOND = 100;
    private static final long KERNEL = 2;
    private static final Set<Long> ROOTS = ConcurrentHashMap.newKeySet();

    /** Counts this process and what it starts as ours: a database server is nobody's child. */
    static void counts(long pid) {
        ROOTS.add(pid);
    }

    private record Used(long parent, long own, long children) {}

    static CpuTimes now() {
        Map<Long, Used> all = all();
        Map<Long, Long> ours = new HashMap<>();
        long gone = 0;
        for (Map.Entry<Long, Used> each : all.entrySet()) {
            if (isOurs(each.getKey(), all)) {
                ours.put(each.getKey(), each.getValue().own());
                gone += each.getValue().children();
            }
        }
        return new CpuTimes(System.nanoTime(), busyTicks(), ours, gone);
    }

    private static boolean isOurs(long pid, Map<Long, Used> all) {
        long self = ProcessHandle.current().pid();
        Set<Long> way = new HashSet<>();
        for (long at = pid; at > 1 && way.add(at); ) {
            if (at == self || at == KERNEL || ROOTS.contains(at)) {
                return true;
            }
            Used process = all.get(at);
            at = process == null ? 0 : process.parent();
        }
        return false;
    }

    /** Which part of the whole machine others have used between two looks; 0 where there is no {@code /proc}. */
    static double others(CpuTimes before, CpuTimes after) {
        if (after.busy == 0) {
            return 0;
        }
        long mine = after.gone - before.gone;
        for (Map.Entry<Long, Long> each : after.ours.entrySet()) {
            mine += each.getValue() - before.ours.getOrDefault(each.getKey(), 0L);
        }
        for (Map.Entry<Long, Long> each : before.ours.entrySet()) {
            // What a process had used before it ended, and was waited for, is among the children's time now.
            mine -= after.ours.containsKey(each.getKey()) ? 0 : each.getValue();
        }
        double elapsed = (after.nanoTime - before.nanoTime) / 1e9 * TICKS_PER_SECOND;
        return Math.max(0, after.busy - before.busy - mine)
                / (elapsed * Runtime.getRuntime().availableProcessors());
    }

    /** User, nice, system and stolen; interrupts belong to nobody. */
    private static long busyTicks() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            StringTokenizer cpu = new StringTokenizer(lines.findFirst().orElse(""));
            cpu.nextToken();
            long[] ticks = new long[8];
            for (int i = 0; i < ticks.length; i++) {
                ticks[i] = Long.parseLong(cpu.nextToken());
            }
            return ticks[0] + ticks[1] + ticks[2] + ticks[7];
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    private static Map<Long, Used> all() {
        Map<Long, Used> all = new HashMap<>();
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc)) {
            return all;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String stat = Files.readString(process.resolve("stat"));
                    // The name is in brackets and may hold anything.
                    StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 2));
                    long[] numbers = new long[15];
                    fields.nextToken();
                    for (int i = 1; i < numbers.length; i++) {
                        numbers[i] = Long.parseLong(fields.nextToken());
                    }
                    all.put(
                            Long.valueOf(process.getFileName().toString()),
                            new Used(numbers[1], numbers[11] + numbers[12], numbers[13] + numbers[14]));
                } catch (IOException ended) {
                    all.remove(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }
}
