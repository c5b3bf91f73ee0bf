package org.wangge.command.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Command;
import org.wangge.api.Refused;
import org.wangge.api.casework.CaseCommand.ImportCase;
import org.wangge.api.casework.CaseCommand.ImportCaseLog;
import org.wangge.api.casework.CaseCommand.LoggedActivity;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.api.grid.GridCommand.DefineGrid;
import org.wangge.api.grid.GridKind;
import org.wangge.api.people.PeopleCommand.RegisterPerson;
import org.wangge.api.people.PeopleCommand.RegisterUnit;
import org.wangge.command.RepeatableIds;

/** Makes commands out of the rows of one step. */
final class RowReader {

    private static final Pattern PHONE = Pattern.compile("[0-9+][0-9 -]{2,31}");
    private static final Pattern LATITUDE = Pattern.compile("-?([0-8]?[0-9](\\.[0-9]{1,15})?|90(\\.0{1,15})?)");
    private static final Pattern LONGITUDE =
            Pattern.compile("-?((1[0-7][0-9]|[0-9]{1,2})(\\.[0-9]{1,15})?|180(\\.0{1,15})?)");

    private final String mapping;
    private final Mapping.Step step;
    private final Header header;

    RowReader(String mapping, Mapping.Step step, Header header) {
        this.mapping = mapping;
        this.step = step;
        this.header = header;
    }

    /**
     * What a row asks for.
     *
     * @param key tells it from other rows of the same target
     * @param occurredAt when it happened, as the row claims; none where it does not say
     */
    record Candidate(String key, Command command, @Nullable Instant occurredAt) {}

    /**
     * What one row of a log says.
     *
     * @param ofTheCase what it says of the case, by field
     */
    record LogEntry(LoggedActivity activity, Map<String, Object> ofTheCase) {}

    /** The row's key, or null where it has none. */
    @Nullable
    String key(Row row) {
        return text(step.target().key(), row);
    }

    /** The row's level in the hierarchy of grids. */
    int level(Row row) {
        Integer level = (Integer) value(field("level"), row);
        return Objects.requireNonNull(level);
    }

    Candidate read(Row row) {
        Map<String, Object> values = values(row);
        String key = (String) values.get(step.target().key());
        return new Candidate(Objects.requireNonNull(key), command(new Fields(values)), instant(values));
    }

    private Map<String, Object> values(Row row) {
        if (row.cells().size() != header.width()) {
            throw RowRefused.because(
                    RowFault.CELL_COUNT, "", null, row.cells().size() + " cells, the header has " + header.width());
        }
        Map<String, Object> values = new HashMap<>();
        for (Target.Field field : step.target().fields()) {
            Object value = value(field, row);
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    LogEntry logEntry(Row row) {
        Map<String, Object> values = values(row);
        Fields fields = new Fields(values);
        LoggedActivity activity = new LoggedActivity(
                Objects.requireNonNull(fields.instantOrNull("occurredAt")),
                fields.text("activity"),
                fields.textOrNull("personId"),
                fields.textOrNull("actingUnitId"),
                fields.textOrNull("instance"));
        values.keySet().removeAll(Target.OF_THE_ACTIVITY);
        return new LogEntry(activity, values);
    }

    /** The case with its log; where no row says when it was reported, it was when the first thing was done. */
    Candidate log(Map<String, Object> ofTheCase, List<LoggedActivity> inOrder) {
        Fields fields = new Fields(ofTheCase);
        Instant reportedAt = fields.instantOrNull("reportedAt");
        return new Candidate(
                fields.text(step.target().key()),
                new ImportCaseLog(importCase(fields), inOrder),
                reportedAt == null ? inOrder.getFirst().occurredAt() : reportedAt);
    }

    private @Nullable Instant instant(Map<String, Object> values) {
        return (Instant) values.get(step.target() == Target.CASES ? "reportedAt" : "occurredAt");
    }

    /** The values of one row, whose required fields are there. */
    private record Fields(Map<String, Object> values) {

        String text(String name) {
            return Objects.requireNonNull((String) values.get(name));
        }

        @Nullable
        String textOrNull(String name) {
            return (String) values.get(name);
        }

        @Nullable
        Instant instantOrNull(String name) {
            return (Instant) values.get(name);
        }

        <T> T get(String name, Class<T> type, T otherwise) {
            Object value = values.get(name);
            return value == null ? otherwise : type.cast(value);
        }
    }

    private Command command(Fields row) {
        return switch (step.target()) {
            case GRIDS ->
                new DefineGrid(
                        row.text("gridId"),
                        row.text("name"),
                        row.get("kind", GridKind.class, GridKind.AREA),
                        row.get("level", Integer.class, 0),
                        row.textOrNull("parentId"),
                        row.get("keySite", Boolean.class, false));
            case UNITS -> new RegisterUnit(row.text("unitId"), row.text("name"));
            case PEOPLE ->
                new RegisterPerson(
                        row.text("personId"), row.text("name"), row.textOrNull("phone"), row.textOrNull("unitId"));
            case CASES -> importCase(row);
            case ACTIVITIES -> throw new IllegalStateException("a row of a log is only a part of a case");
        };
    }

    private ImportCase importCase(Fields row) {
        String reference = row.text("reference");
        return new ImportCase(
                new ReportCase(
                        caseId(reference),
                        row.text("gridId"),
                        row.get("kind", CaseKind.class, CaseKind.COMPLAINT),
                        row.text("category"),
                        row.get("severity", Severity.class, Severity.GENERAL),
                        row.text("title"),
                        row.textOrNull("description"),
                        row.textOrNull("place"),
                        row.textOrNull("latitude"),
                        row.textOrNull("longitude"),
                        null,
                        List.of()),
                reference,
                row.textOrNull("unitId"),
                row.instantOrNull("dispatchedAt"),
                row.instantOrNull("dueAt"),
                row.instantOrNull("closedAt"),
                row.textOrNull("outcome"));
    }

    private UUID caseId(String reference) {
        return RepeatableIds.of("wangge:imported-case", mapping, reference);
    }

    private Target.Field field(String name) {
        return step.target().field(name).orElseThrow();
    }

    private @Nullable String text(String name, Row row) {
        Value value = step.fields().get(name);
        return value == null ? null : value.text(row, header);
    }

    private @Nullable Object value(Target.Field field, Row row) {
        Value value = step.fields().get(field.name());
        if (value == null) {
            return null;
        }
        try {
            String text = value.text(row, header);
            if (text == null) {
                if (field.required()) {
                    throw value.refused(RowFault.VALUE_MISSING, row, header, field.name());
                }
                return null;
            }
            return typed(field, text, value, row);
        } catch (RowRefused refused) {
            throw field.personal() ? refused.withoutValue() : refused;
        }
    }

    private Object typed(Target.Field field, String text, Value value, Row row) {
        if (text.length() > field.longest()) {
            throw value.refused(RowFault.VALUE_TOO_LONG, row, header, "at most " + field.longest() + " characters");
        }
        return switch (field.form()) {
            case TEXT -> text;
            case CODE -> {
                if (!Codes.isCode(text)) {
                    throw value.refused(RowFault.BAD_CODE, row, header, field.name());
                }
                yield text;
            }
            case PHONE -> formed(PHONE, text, value, row);
            case LATITUDE -> formed(LATITUDE, text, value, row);
            case LONGITUDE -> formed(LONGITUDE, text, value, row);
            case LEVEL -> Integer.valueOf(formed(Pattern.compile("[1-9]"), text, value, row));
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes", "是" -> true;
                    case "false", "0", "no", "否" -> false;
                    default -> throw value.refused(RowFault.VALUE_NOT_ALLOWED, row, header, "expected true or false");
                };
            case INSTANT -> instant(text, value, row);
            case GRID_KIND -> constant(GridKind.class, text, value, row);
            case CASE_KIND -> constant(CaseKind.class, text, value, row);
            case SEVERITY -> constant(Severity.class, text, value, row);
        };
    }

    private String formed(Pattern form, String text, Value value, Row row) {
        if (!form.matcher(text).matches()) {
            throw value.refused(RowFault.PATTERN_MISMATCH, row, header, "expected " + form);
        }
        return text;
    }

    private Instant instant(String text, Value value, Row row) {
        try {
            return value.times().read(text);
        } catch (DateTimeException wrong) {
            throw value.refused(RowFault.BAD_DATE, row, header, String.valueOf(wrong.getMessage()));
        }
    }

    private <E extends Enum<E>> E constant(Class<E> type, String text, Value value, Row row) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw value.refused(
                RowFault.VALUE_NOT_ALLOWED, row, header, "expected one of " + List.of(type.getEnumConstants()));
    }

    /** A refusal that blames the columns of the row's key. */
    RowRefused blamingKey(RowFault fault, Row row, String detail) {
        return blaming(step.target().key(), fault, row, detail);
    }

    /** A refusal that blames the columns of a field. */
    RowRefused blaming(String fieldName, RowFault fault, Row row, String detail) {
        Value value = step.fields().get(fieldName);
        return value == null ? RowRefused.because(fault, "", null, detail) : value.refused(fault, row, header, detail);
    }

    /** A rule's refusal of the row's command, in terms of the file: the pointer's field leads to its columns. */
    RowRefused inTermsOfTheFile(Refused refused, Row row) {
        String pointer =
                refused.faults().isEmpty() ? "" : refused.faults().getFirst().pointer();
        String detail =
                refused.faults().isEmpty() ? "" : refused.faults().getFirst().detail();
        String name = fieldAt(pointer);
        Value value = step.fields().get(name.isEmpty() ? step.target().key() : name);
        boolean personal = step.target().field(name).map(Target.Field::personal).orElse(false);
        return RowRefused.because(
                refused.code().name(),
                value == null ? "" : value.columnNames(),
                value == null || personal ? null : value.cells(row, header),
                refused.code().chinese(),
                refused.code().english(),
                detail);
    }

    /** The time of a case is the time of its report; those of the work on it stand apart. */
    private String fieldAt(String pointer) {
        boolean isCase = step.target() == Target.CASES || step.target() == Target.ACTIVITIES;
        return isCase && pointer.equals("/occurredAt") ? "reportedAt" : pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
