package org.wangge.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * 许可日志: what a municipality's log of permits says, read from the published table and from nothing else. Can be told to make a
 * mistake.
 */
final class PermitLog {

    /** Mistakes that a comparison must notice. */
    enum Error {
        NONE,
        /** Times are taken as they stand on the clock. */
        OFFSETS_DO_NOT_MATTER,
        /** What happened within a second happened at its beginning. */
        MILLISECONDS_DO_NOT_MATTER,
        /** Whoever acts first keeps the case. */
        THE_FIRST_KEEPS_IT,
        /** A case is there before it began. */
        CASES_ARE_ETERNAL,
        /** A case is held by who acts next. */
        THE_NEXT_HOLDS_IT
    }

    /** Somebody did something. */
    record Act(Instant at, String actor) {}

    /** One application; {@code acts} in the order of their times. */
    record Application(Instant began, Instant due, @Nullable Instant ended, List<Act> acts) {

        long handovers() {
            long count = 0;
            for (int i = 1; i < acts.size(); i++) {
                count += acts.get(i).actor().equals(acts.get(i - 1).actor()) ? 0 : 1;
            }
            return count;
        }

        /** Who had it one after the other while it was open. */
        List<String> hands() {
            List<String> hands = new ArrayList<>();
            for (Act act : acts) {
                boolean open = ended == null || act.at().isBefore(ended);
                if (open && (hands.isEmpty() || !hands.getLast().equals(act.actor()))) {
                    hands.add(act.actor());
                }
            }
            return hands;
        }

        long pingPongs() {
            List<String> hands = hands();
            long count = 0;
            for (int i = 2; i < hands.size(); i++) {
                count += hands.get(i).equals(hands.get(i - 2)) ? 1 : 0;
            }
            return count;
        }

        boolean openAt(Instant instant) {
            return !began.isAfter(instant) && (ended == null || ended.isAfter(instant));
        }
    }

    private final Error error;
    final Map<String, Application> applications = new TreeMap<>();

    PermitLog(Path file, Error error) {
        this.error = error;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> header = List.of(lines.readLine().split(",", -1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (cells.length != header.size()) {
                    throw new IllegalStateException("needs a real reader of CSV: " + line);
                }
                Map<String, String> row = new TreeMap<>();
                for (int i = 0; i < cells.length; i++) {
                    row.put(header.get(i), cells[i]);
                }
                String ended = row.get("case:enddate");
                applications
                        .computeIfAbsent(
                                row.get("case:concept:name"),
                                _ -> new Application(
                                        time(row.get("case:startdate")),
                                        time(row.get("case:deadline")),
                                        ended.isEmpty() ? null : time(ended),
                                        new ArrayList<>()))
                        .acts()
                        .add(new Act(time(row.get("time:timestamp")), row.get("org:resource")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        applications.values().forEach(each -> each.acts().sort(Comparator.comparing(Act::at)));
    }

    private Instant time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'));
        Instant instant = error == Error.OFFSETS_DO_NOT_MATTER
                ? time.toLocalDateTime().toInstant(ZoneOffset.UTC)
                : time.toInstant();
        return error == Error.MILLISECONDS_DO_NOT_MATTER ? instant.truncatedTo(ChronoUnit.SECONDS) : instant;
    }

    Instant end() {
        return applications.values().stream()
                .map(each -> each.acts().getLast().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether the case was there, and who had acted last; a case that nobody has acted on is in nobody's hands. */
    String holderAt(String reference, Instant instant) {
        Application application = applications.get(reference);
        if (application.began().isAfter(instant) && error != Error.CASES_ARE_ETERNAL) {
            return "not there";
        }
        String holder = "nobody";
        for (Act act : application.acts()) {
            boolean done = !act.at().isAfter(instant);
            if (!done) {
                return error == Error.THE_NEXT_HOLDS_IT ? act.actor() : holder;
            }
            if (error != Error.THE_FIRST_KEEPS_IT || holder.equals("nobody")) {
                holder = act.actor();
            }
        }
        return holder;
    }

    long handovers() {
        return applications.values().stream().mapToLong(Application::handovers).sum();
    }

    long closedLate() {
        return applications.values().stream()
                .filter(each -> each.ended() != null && each.ended().isAfter(each.due()))
                .count();
    }

    long openPastDeadline(Instant instant) {
        return applications.values().stream()
                .filter(each -> each.openAt(instant) && each.due().isBefore(instant))
                .count();
    }
}
