package org.wangge.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A system under measurement in a process of its own, told by lines what to do and answering with one line each, which begins with
 * {@code @@}: {@code create|step <threads> <millis>} with how many there were and in how many nanoseconds, {@code fill <events>} and
 * {@code replay} with the seconds. It ends with its input.
 */
public final class Worker {

    private static final int FILLED_AT_ONCE = 200;
    private static final long FIRST_GUESS = 4_000;

    private final Doing doing;
    private final PrintStream answers;
    private final Lives lives = new Lives();
    private double stepsPerSecond = FIRST_GUESS;

    private Worker(Doing doing, PrintStream answers) {
        this.doing = doing;
        this.answers = answers;
    }

    /** Does what the lines of the standard input say, until there are no more. */
    public static void serve(Doing doing) throws IOException, InterruptedException {
        Worker worker = new Worker(doing, System.out);
        worker.answer("ready");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    worker.answer(worker.obey(List.of(line.split(" ", -1))));
                } catch (RuntimeException failure) {
                    failure.printStackTrace();
                    worker.answer("failed " + failure);
                }
            }
        }
    }

    private void answer(String answer) {
        answers.println("@@ " + answer);
        answers.flush();
    }

    private String obey(List<String> words) throws InterruptedException {
        return switch (words.get(0)) {
            case "create" -> creations(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
            case "step" -> steps(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
            case "fill" -> fill(Long.parseLong(words.get(1)));
            case "replay" -> seconds(doing.replay());
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private String creations(int threads, long millis) throws InterruptedException {
        return timed(threads, millis, () -> () -> {
                    doing.create(Ids.next());
                    return true;
                })
                .toString();
    }

    private String steps(int threads, long millis) throws InterruptedException {
        lives.clear();
        int cases = (int) (stepsPerSecond * millis / 1000 * 1.5 / Lives.STEPS) + threads * 40;
        AtomicLong wanted = new AtomicLong(cases);
        inThreads(threads, () -> {
            List<UUID> begun = new ArrayList<>();
            while (wanted.decrementAndGet() >= 0) {
                UUID caseId = Ids.next();
                doing.create(caseId);
                begun.add(caseId);
            }
            lives.add(begun);
        });
        Timed steps = timed(threads, millis, () -> {
            Lives.Way way = lives.way();
            return () -> {
                UUID caseId = way.next();
                if (caseId == null) {
                    return false;
                }
                doing.step(caseId);
                return true;
            };
        });
        stepsPerSecond = steps.done() * 1e9 / steps.nanos();
        return steps.toString();
    }

    private String fill(long events) throws InterruptedException {
        AtomicLong left = new AtomicLong(events / (1 + Lives.STEPS));
        long begun = System.nanoTime();
        inThreads(2, () -> {
            for (long some = left.getAndAdd(-FILLED_AT_ONCE); some > 0; some = left.getAndAdd(-FILLED_AT_ONCE)) {
                List<UUID> caseIds = new ArrayList<>();
                for (int i = 0; i < Math.min(some, FILLED_AT_ONCE); i++) {
                    caseIds.add(Ids.next());
                }
                doing.fill(caseIds);
            }
        });
        return seconds((System.nanoTime() - begun) / 1e9);
    }

    private record Timed(long done, long nanos) {
        @Override
        public String toString() {
            return done + " " + nanos;
        }
    }

    private interface Once {
        /** False when there is nothing left to do. */
        boolean run();
    }

    private interface Each {
        Once thread();
    }

    private static Timed timed(int threads, long millis, Each each) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + millis * 1_000_000;
        inThreads(threads, () -> {
            Once once = each.thread();
            long mine = 0;
            while (System.nanoTime() < end && once.run()) {
                mine++;
            }
            done.addAndGet(mine);
        });
        return new Timed(done.get(), System.nanoTime() - begun);
    }

    private static void inThreads(int threads, Runnable work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((t, e) -> failure.set(e))
                    .start(work));
        }
        for (Thread thread : started) {
            thread.join();
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException(first);
        }
    }
}
