package org.wangge.command.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wangge.api.Refused;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.command.imports.ImportRun.Answer;
import org.wangge.command.imports.RowReader.Candidate;
import org.wangge.command.imports.RowReader.LogEntry;

/**
 * 一案日志: the rows of one case, which are taken together or not at all: a history with a hole is worse than none, for nobody sees
 * the hole. What became of the case is said of each of its rows.
 */
final class CaseLog implements Answer {

    private static final Pattern ACTIVITY = Pattern.compile("/activities/([0-9]+)(/.*)?");

    /** Lines that are named as reasons. */
    private static final int NAMED = 10;

    private final List<Row> rows;
    private final RowReader reader;
    private final Function<Row, Answer> answers;
    private final Map<Long, RowRefused> faultsByLine = new LinkedHashMap<>();
    /** In the order of their times, at the same time in that of the file. */
    private final List<Entry> inOrder = new ArrayList<>();

    private record Entry(Row row, LoggedActivity activity) {}

    CaseLog(List<Row> rows, RowReader reader, Function<Row, Answer> answers) {
        this.rows = rows;
        this.reader = reader;
        this.answers = answers;
    }

    /** The case, or nothing where a row is wrong: then all were rejected. */
    Optional<Candidate> read() {
        Map<Object, Entry> byInstance = new HashMap<>();
        Row first = null;
        Map<String, Object> ofTheCase = Map.of();
        for (Row row : rows) {
            try {
                LogEntry read = reader.logEntry(row);
                if (first == null) {
                    first = row;
                    ofTheCase = read.ofTheCase();
                }
                saysTheSame(row, read.ofTheCase(), first, ofTheCase);
                add(new Entry(row, read.activity()), byInstance);
            } catch (RowRefused refused) {
                faultsByLine.put(row.line(), refused);
            }
        }
        if (!faultsByLine.isEmpty()) {
            reject();
            return Optional.empty();
        }
        inOrder.sort(Comparator.comparing(entry -> entry.activity().occurredAt()));
        return Optional.of(
                reader.log(ofTheCase, inOrder.stream().map(Entry::activity).toList()));
    }

    private void saysTheSame(Row row, Map<String, Object> ofTheCase, Row first, Map<String, Object> atFirst) {
        for (Target.Field field : Target.ACTIVITIES.fields()) {
            if (!Objects.equals(ofTheCase.get(field.name()), atFirst.get(field.name()))) {
                throw reader.blaming(field.name(), RowFault.CASE_CONTRADICTED, row, "line " + first.line());
            }
        }
    }

    /** The same row twice is one. */
    private void add(Entry entry, Map<Object, Entry> byInstance) {
        LoggedActivity activity = entry.activity();
        Object known = activity.instance() == null ? activity : activity.instance();
        Entry earlier = byInstance.putIfAbsent(known, entry);
        if (earlier == null) {
            inOrder.add(entry);
        } else if (!earlier.activity().equals(activity)) {
            throw reader.blaming(
                    "instance",
                    RowFault.DUPLICATE_IN_FILE,
                    entry.row(),
                    "line " + earlier.row().line());
        }
    }

    @Override
    public void accepted() {
        Set<Long> counted = inOrder.stream().map(entry -> entry.row().line()).collect(Collectors.toSet());
        for (Row row : rows) {
            Answer answer = answers.apply(row);
            if (counted.contains(row.line())) {
                answer.accepted();
            } else {
                answer.unchanged();
            }
        }
    }

    @Override
    public void unchanged() {
        rows.forEach(row -> answers.apply(row).unchanged());
    }

    @Override
    public void rejected(RowRefused refused) {
        faultsByLine.put(rows.getFirst().line(), refused);
        reject();
    }

    @Override
    public void rejected(Refused refused) {
        Row row = blamed(refused);
        faultsByLine.put(row.line(), reader.inTermsOfTheFile(refused, row));
        reject();
    }

    /** The row of the activity that is to blame; the first where it is the case. */
    private Row blamed(Refused refused) {
        if (!refused.faults().isEmpty()) {
            Matcher pointer = ACTIVITY.matcher(refused.faults().getFirst().pointer());
            if (pointer.matches()) {
                return inOrder.get(Integer.parseInt(pointer.group(1))).row();
            }
        }
        return rows.getFirst();
    }

    private void reject() {
        String lines = faultsByLine.keySet().stream()
                .limit(NAMED)
                .map(String::valueOf)
                .collect(Collectors.joining(", ", faultsByLine.size() == 1 ? "line " : "lines ", ""));
        for (Row row : rows) {
            RowRefused own = faultsByLine.get(row.line());
            answers.apply(row).rejected(own != null ? own : reader.blamingKey(RowFault.CASE_INCOMPLETE, row, lines));
        }
    }
}
