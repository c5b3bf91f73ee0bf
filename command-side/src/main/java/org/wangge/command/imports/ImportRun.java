package org.wangge.command.imports;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Refused;
import org.wangge.command.imports.RowReader.Candidate;

/**
 * One import from the first row to the last: step by step, grids level by level, so that parents come before children; within a
 * pass many rows are on their way at a time.
 */
final class ImportRun {

    private static final Duration REPORT_EVERY = Duration.ofMillis(500);
    private static final int REPORT_ROWS = 500;

    private final ImportRecord record;
    private final Mapping mapping;
    private final SourceFile file;
    private final Counter counter;
    private final Imports imports;
    private final ImportSettings settings;
    private final BooleanSupplier stopping;

    private final Tally tally;
    private final AtomicLong rejections = new AtomicLong();
    private final ConcurrentLinkedQueue<Rejection> unreported = new ConcurrentLinkedQueue<>();
    private final Set<String> sheetsSeen = new HashSet<>();
    private long reportedAt = System.nanoTime();

    /** Where candidates are handed in, and what becomes of them is said. */
    interface Counter extends AutoCloseable {

        /** May return before it is known what becomes of the candidate; the answer is given from any thread. */
        void hand(Candidate candidate, Answer answer);

        /** Returns when every answer was given; throws what makes it senseless to go on. */
        void settle();

        @Override
        void close();
    }

    /** What becomes of one candidate. */
    interface Answer {

        void accepted();

        void unchanged();

        void rejected(RowRefused refused);

        /** A rule refused the candidate's command. */
        void rejected(Refused refused);
    }

    /** The process is being shut down: the import goes on at the next start. */
    static final class Interrupted extends RuntimeException {
        Interrupted() {
            super(null, null, false, false);
        }
    }

    private record Seen(long line, int content) {}

    ImportRun(
            ImportRecord record,
            Mapping mapping,
            SourceFile file,
            Counter counter,
            Imports imports,
            ImportSettings settings,
            BooleanSupplier stopping) {
        this.record = record;
        this.mapping = mapping;
        this.file = file;
        this.counter = counter;
        this.imports = imports;
        this.settings = settings;
        this.stopping = stopping;
        this.tally = new Tally(mapping);
    }

    /** Refuses a file whose header does not fit the mapping, and a log that is too long to be gathered. */
    static void check(Mapping mapping, SourceFile file, ImportSettings settings) throws IOException {
        for (Mapping.Step step : mapping.steps()) {
            try (Rows rows = file.open(mapping.dialect(), step.sheet())) {
                var _ = new Header(rows.header(), step.columns());
                long most = settings.maxLogRows();
                for (long row = 0; step.target() == Target.ACTIVITIES && rows.next() != null; row++) {
                    if (row == most) {
                        throw new FileUnreadable("a log of more than " + most + " rows; cut it up by cases");
                    }
                }
            }
        }
    }

    Progress run() throws IOException {
        try {
            for (int i = 0; i < mapping.steps().size(); i++) {
                step(i);
            }
        } finally {
            report();
        }
        return tally.progress();
    }

    private void step(int index) throws IOException {
        Mapping.Step step = mapping.steps().get(index);
        Map<String, Seen> seen = new HashMap<>();
        boolean firstOfSheet = sheetsSeen.add(String.valueOf(step.sheet()));
        if (step.target() == Target.ACTIVITIES) {
            logs(step, tally.step(index), index == 0);
            counter.settle();
            return;
        }
        boolean first = true;
        for (Integer level : passes(step)) {
            pass(step, tally.step(index), level, seen, index == 0 && first, firstOfSheet && first, first);
            counter.settle();
            first = false;
        }
    }

    /** One pass for everything, or one for each level that occurs. */
    private List<Integer> passes(Mapping.Step step) throws IOException {
        Value level = step.fields().get("level");
        if (step.target() != Target.GRIDS || level == null || level.columns().isEmpty()) {
            return java.util.Collections.singletonList(ANY);
        }
        Set<Integer> levels = new TreeSet<>();
        try (Rows rows = file.open(mapping.dialect(), step.sheet())) {
            RowReader reader = new RowReader(mapping.name(), step, new Header(rows.header(), step.columns()));
            for (Row row = rows.next(); row != null; row = rows.next()) {
                Integer found = levelOf(row, reader);
                if (found != null) {
                    levels.add(found);
                }
            }
        }
        return levels.isEmpty() ? java.util.Collections.singletonList(ANY) : List.copyOf(levels);
    }

    private static final Integer ANY = 0;

    private static @Nullable Integer levelOf(Row row, RowReader reader) {
        try {
            return reader.level(row);
        } catch (RowRefused unreadable) {
            return null;
        }
    }

    private void pass(
            Mapping.Step step,
            Tally.OfStep counts,
            Integer level,
            Map<String, Seen> seen,
            boolean counting,
            boolean reportingShape,
            boolean firstPass)
            throws IOException {
        try (Rows rows = file.open(mapping.dialect(), step.sheet())) {
            Header header = new Header(rows.header(), step.columns());
            RowReader reader = new RowReader(mapping.name(), step, header);
            for (Row row = rows.next(); row != null; row = rows.next()) {
                goOn(counting);
                boolean misshapen = row.cells().size() != header.width();
                Integer itsLevel = level.equals(ANY) ? ANY : levelOf(row, reader);
                boolean itsTurn = itsLevel == null ? firstPass : itsLevel.equals(level);
                if (misshapen ? reportingShape : itsTurn) {
                    take(row, step, counts, reader, seen);
                }
                reportNowAndThen();
            }
        }
    }

    /** All rows are read before the first case is handed in: what belongs to a case may stand anywhere. */
    private void logs(Mapping.Step step, Tally.OfStep counts, boolean counting) throws IOException {
        try (Rows rows = file.open(mapping.dialect(), step.sheet())) {
            Header header = new Header(rows.header(), step.columns());
            RowReader reader = new RowReader(mapping.name(), step, header);
            CaseLogs logs = new CaseLogs(step, header, reader, CaseLogs.MOST_CHARACTERS);
            for (Row row = rows.next(); row != null; row = rows.next()) {
                goOn(counting);
                try {
                    logs.add(row);
                } catch (RowRefused refused) {
                    new AnswerForRow(row, step, counts, reader).rejected(refused);
                }
                reportNowAndThen();
            }
            for (List<Row> ofOneCase : logs.all()) {
                goOn(false);
                CaseLog log = new CaseLog(ofOneCase, reader, row -> new AnswerForRow(row, step, counts, reader));
                log.read().ifPresent(candidate -> counter.hand(candidate, log));
                reportNowAndThen();
            }
        }
    }

    private void goOn(boolean counting) {
        if (counting && tally.row() > settings.maxRows()) {
            throw new FileUnreadable("more than " + settings.maxRows() + " rows");
        }
        if (stopping.getAsBoolean()) {
            throw new Interrupted();
        }
    }

    private void take(Row row, Mapping.Step step, Tally.OfStep counts, RowReader reader, Map<String, Seen> seen) {
        AnswerForRow answer = new AnswerForRow(row, step, counts, reader);
        try {
            if (step.skipWithoutKey() || step.distinct()) {
                String key = reader.key(row);
                if (key == null ? step.skipWithoutKey() : step.distinct() && seen.containsKey(key)) {
                    return;
                }
            }
            Candidate candidate = reader.read(row);
            int content = Objects.hash(candidate.command(), candidate.occurredAt());
            Seen earlier = seen.putIfAbsent(candidate.key(), new Seen(row.line(), content));
            if (earlier == null) {
                counter.hand(candidate, answer);
            } else if (earlier.content() == content) {
                answer.unchanged();
            } else {
                answer.rejected(reader.blamingKey(RowFault.DUPLICATE_IN_FILE, row, "line " + earlier.line()));
            }
        } catch (RowRefused refused) {
            answer.rejected(refused);
        }
    }

    /** Counts, and words refusals in terms of the file. */
    private final class AnswerForRow implements Answer {

        private final Row row;
        private final Mapping.Step step;
        private final Tally.OfStep counts;
        private final RowReader reader;

        AnswerForRow(Row row, Mapping.Step step, Tally.OfStep counts, RowReader reader) {
            this.row = row;
            this.step = step;
            this.counts = counts;
            this.reader = reader;
        }

        @Override
        public void accepted() {
            counts.accepted();
        }

        @Override
        public void unchanged() {
            counts.unchanged();
        }

        @Override
        public void rejected(RowRefused refused) {
            counts.rejected();
            unreported.add(new Rejection(
                    row.line(),
                    rejections.incrementAndGet(),
                    step.target().word(),
                    refused.column(),
                    refused.value(),
                    refused.code(),
                    refused.reason()));
        }

        @Override
        public void rejected(Refused refused) {
            rejected(reader.inTermsOfTheFile(refused, row));
        }
    }

    private void reportNowAndThen() {
        long now = System.nanoTime();
        if (now - reportedAt > REPORT_EVERY.toNanos()) {
            report();
            reportedAt = now;
        }
    }

    private void report() {
        List<Rejection> page = new ArrayList<>();
        for (Rejection next = unreported.poll(); next != null; next = unreported.poll()) {
            page.add(next);
            if (page.size() == REPORT_ROWS) {
                imports.reject(record.importId(), page);
                page.clear();
            }
        }
        if (!page.isEmpty()) {
            imports.reject(record.importId(), page);
        }
        imports.advance(record.importId(), tally.progress());
    }
}
