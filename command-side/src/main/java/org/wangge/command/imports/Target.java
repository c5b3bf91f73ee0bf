package org.wangge.command.imports;

import static org.wangge.command.imports.Target.Form.BOOLEAN;
import static org.wangge.command.imports.Target.Form.CASE_KIND;
import static org.wangge.command.imports.Target.Form.CODE;
import static org.wangge.command.imports.Target.Form.GRID_KIND;
import static org.wangge.command.imports.Target.Form.INSTANT;
import static org.wangge.command.imports.Target.Form.LATITUDE;
import static org.wangge.command.imports.Target.Form.LEVEL;
import static org.wangge.command.imports.Target.Form.LONGITUDE;
import static org.wangge.command.imports.Target.Form.PHONE;
import static org.wangge.command.imports.Target.Form.SEVERITY;
import static org.wangge.command.imports.Target.Form.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** 导入对象: what a row can become, and the fields of it that a mapping may fill. */
enum Target {
    GRIDS(
            "gridId",
            required("gridId", CODE, 64),
            required("name", TEXT, 200),
            optional("kind", GRID_KIND, 20),
            required("level", LEVEL, 1),
            optional("parentId", CODE, 64),
            optional("keySite", BOOLEAN, 5),
            optional("occurredAt", INSTANT, 100)),
    UNITS("unitId", required("unitId", CODE, 64), required("name", TEXT, 200), optional("occurredAt", INSTANT, 100)),
    PEOPLE(
            "personId",
            required("personId", CODE, 64),
            new Field("name", TEXT, 100, true, true),
            new Field("phone", PHONE, 32, false, true),
            optional("unitId", CODE, 64),
            optional("occurredAt", INSTANT, 100)),
    CASES(
            "reference",
            required("reference", TEXT, 200),
            required("gridId", CODE, 64),
            required("kind", CASE_KIND, 20),
            required("category", TEXT, 100),
            optional("severity", SEVERITY, 20),
            required("title", TEXT, 200),
            optional("description", TEXT, 4000),
            optional("place", TEXT, 200),
            optional("latitude", LATITUDE, 30),
            optional("longitude", LONGITUDE, 30),
            required("reportedAt", INSTANT, 100),
            optional("unitId", CODE, 64),
            optional("dispatchedAt", INSTANT, 100),
            optional("dueAt", INSTANT, 100),
            optional("closedAt", INSTANT, 100),
            optional("outcome", TEXT, 4000)),
    /** Each row is a piece of work on a case; the rows of a case become one command. What is said of the case is said in each. */
    ACTIVITIES(
            "reference",
            required("reference", TEXT, 200),
            required("activity", TEXT, 200),
            required("occurredAt", INSTANT, 100),
            optional("personId", CODE, 64),
            optional("actingUnitId", CODE, 64),
            optional("instance", TEXT, 200),
            required("gridId", CODE, 64),
            required("kind", CASE_KIND, 20),
            required("category", TEXT, 100),
            optional("severity", SEVERITY, 20),
            required("title", TEXT, 200),
            optional("description", TEXT, 4000),
            optional("place", TEXT, 200),
            optional("latitude", LATITUDE, 30),
            optional("longitude", LONGITUDE, 30),
            optional("reportedAt", INSTANT, 100),
            optional("unitId", CODE, 64),
            optional("dispatchedAt", INSTANT, 100),
            optional("dueAt", INSTANT, 100),
            optional("closedAt", INSTANT, 100),
            optional("outcome", TEXT, 4000));

    /** The fields of a row of a log that are its own and not the case's. */
    static final Set<String> OF_THE_ACTIVITY = Set.of("activity", "occurredAt", "personId", "actingUnitId", "instance");

    /** What a field's text must be. */
    enum Form {
        TEXT,
        CODE,
        PHONE,
        LEVEL,
        BOOLEAN,
        LATITUDE,
        LONGITUDE,
        INSTANT,
        GRID_KIND,
        CASE_KIND,
        SEVERITY
    }

    /**
     * One field.
     *
     * @param longest in UTF-16 code units
     * @param personal never repeated in a report
     */
    record Field(String name, Form form, int longest, boolean required, boolean personal) {}

    private final String key;
    /** Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Field> fields;

    Target(String key, Field... fields) {
        this.key = key;
        this.fields = List.of(fields);
    }

    private static Field required(String name, Form form, int longest) {
        return new Field(name, form, longest, true, false);
    }

    private static Field optional(String name, Form form, int longest) {
        return new Field(name, form, longest, false, false);
    }

    /** The field that tells one thing from another. */
    String key() {
        return key;
    }

    List<Field> fields() {
        return fields;
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** As a mapping and a report word it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Target> of(String word) {
        return List.of(values()).stream()
                .filter(target -> target.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Target target : values()) {
            words.add(target.word());
        }
        return words;
    }
}
