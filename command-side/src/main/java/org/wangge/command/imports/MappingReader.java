package org.wangge.command.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Refused;
import org.wangge.api.imports.ImportRefusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a mapping from YAML or JSON, strictly: what is not understood is refused, with a pointer to where it stands. */
final class MappingReader {

    /** Characters. */
    static final int LONGEST = 256 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern GROUP = Pattern.compile("\\$([0-9])");

    private static final Set<String> DOCUMENT = Set.of("mapping", "description", "dialect", "dates", "zone", "define");
    private static final Set<String> STEP = Set.of("target", "sheet", "distinct", "skipWithoutKey", "fields");
    private static final Set<String> SOURCES = Set.of("column", "columns", "constant", "join", "first", "use");
    private static final Set<String> TREATMENTS = Set.of(
            "with", "collapse", "match", "as", "values", "otherwise", "slug", "default", "dates", "zone", "timeOfDay");

    /** What is never collected, whatever a mapping says (DESIGN.md section 10). */
    private static final Pattern NOT_COLLECTED = Pattern.compile("(?iu).*(宗教|信仰|民族|政治面貌|前科|犯罪|案底|上访|信访|病史|疾病|重点人员"
            + "|religio|ethnic|\\brace\\b|political|criminal|illness|diagnos|petition).*");

    private final Map<String, Value> definitions = new HashMap<>();
    private Times times = new Times(List.of(), null, LocalTime.MIDNIGHT);

    private MappingReader() {}

    /** @throws Refused naming what is wrong and where */
    static Mapping read(String text) {
        if (text.length() > LONGEST) {
            throw invalid("", "longer than " + LONGEST + " characters");
        }
        JsonNode document;
        try {
            document = (text.stripLeading().startsWith("{") ? JSON : YAML).readTree(text);
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            throw invalid(
                    "",
                    "neither YAML nor JSON"
                            + (place == null ? "" : ", line " + place.getLineNr() + " column " + place.getColumnNr())
                            + ": " + broken.getOriginalMessage());
        }
        return new MappingReader().document(document);
    }

    private Mapping document(JsonNode document) {
        if (!document.isObject()) {
            throw invalid("", "expected an object");
        }
        boolean stepped = document.has("steps");
        Set<String> known = new TreeSet<>(DOCUMENT);
        known.addAll(stepped ? Set.of("steps") : STEP);
        knowAll(document, known, "");
        String name = required(document, "mapping", "");
        if (!NAME.matcher(name).matches()) {
            throw invalid("/mapping", "expected 1 to 64 of a-z, 0-9, dot, dash, underscore");
        }
        Mapping.Dialect dialect = dialect(document.path("dialect"), "/dialect");
        times = times(document, times, "");
        JsonNode define = document.path("define");
        objectOrMissing(define, "/define");
        define.properties()
                .forEach(entry ->
                        definitions.put(entry.getKey(), value(entry.getValue(), "/define/" + escape(entry.getKey()))));
        List<Mapping.Step> steps = new ArrayList<>();
        if (stepped) {
            JsonNode list = document.path("steps");
            if (!list.isArray() || list.isEmpty()) {
                throw invalid("/steps", "expected a list of steps");
            }
            for (int i = 0; i < list.size(); i++) {
                JsonNode step = list.get(i);
                knowAll(step, STEP, "/steps/" + i);
                steps.add(step(step, "/steps/" + i));
            }
        } else {
            steps.add(step(document, ""));
        }
        return new Mapping(name, dialect, List.copyOf(steps));
    }

    private static Mapping.Dialect dialect(JsonNode node, String at) {
        objectOrMissing(node, at);
        knowAll(node, Set.of("delimiter", "quote", "charset", "headerLine"), at);
        return new Mapping.Dialect(
                character(node, "delimiter", ',', at),
                character(node, "quote", '"', at),
                charset(node, at),
                headerLine(node.path("headerLine"), at + "/headerLine"));
    }

    private static int headerLine(JsonNode node, String at) {
        if (node.isMissingNode()) {
            return 1;
        }
        if (!node.isInt() || node.asInt() < 1 || node.asInt() > 1000) {
            throw invalid(at, "expected a line number from 1 to 1000");
        }
        return node.asInt();
    }

    private static char character(JsonNode node, String name, char otherwise, String at) {
        String text = optional(node, name, at);
        if (text == null) {
            return otherwise;
        }
        if (text.length() != 1 || text.charAt(0) > 126 || text.equals("\n") || text.equals("\r")) {
            throw invalid(at + "/" + name, "expected one ASCII character");
        }
        return text.charAt(0);
    }

    private static Charset charset(JsonNode node, String at) {
        String text = optional(node, "charset", at);
        try {
            return text == null ? StandardCharsets.UTF_8 : Charset.forName(text);
        } catch (IllegalArgumentException unknown) {
            throw invalid(at + "/charset", "unknown: " + text);
        }
    }

    private Mapping.Step step(JsonNode node, String at) {
        String word = required(node, "target", at);
        Target target = Target.of(word)
                .orElseThrow(() -> invalid(at + "/target", "expected one of " + Target.words() + ", not " + word));
        if (target == Target.ACTIVITIES && flag(node, "distinct", at)) {
            throw invalid(at + "/distinct", "each row of a log counts");
        }
        JsonNode fields = node.path("fields");
        if (!fields.isObject()) {
            throw invalid(at + "/fields", "is required");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        fields.properties().forEach(entry -> {
            String pointer = at + "/fields/" + escape(entry.getKey());
            if (target.field(entry.getKey()).isEmpty()) {
                throw invalid(
                        pointer,
                        target.word() + " have no such field, only "
                                + target.fields().stream()
                                        .map(Target.Field::name)
                                        .toList());
            }
            values.put(entry.getKey(), value(entry.getValue(), pointer));
        });
        for (Target.Field field : target.fields()) {
            if (field.required() && !values.containsKey(field.name())) {
                throw invalid(at + "/fields/" + field.name(), "is required");
            }
        }
        return new Mapping.Step(
                target,
                optional(node, "sheet", at),
                flag(node, "distinct", at),
                flag(node, "skipWithoutKey", at),
                Map.copyOf(values));
    }

    /** A text alone is a column's name; a number or a truth value alone stands for itself. */
    private Value value(JsonNode node, String at) {
        if (node.isString()) {
            return plain(new Value.Column(column(node.asString(), at)));
        }
        if (node.isNumber() || node.isBoolean()) {
            return plain(new Value.Constant(node.asString()));
        }
        if (!node.isObject()) {
            throw invalid(at, "expected a column's name or an object");
        }
        Set<String> known = new TreeSet<>(SOURCES);
        known.addAll(TREATMENTS);
        knowAll(node, known, at);
        Pattern match = match(node, at);
        return new Value(
                source(node, at),
                flag(node, "collapse", at),
                match,
                as(node, match, at),
                table(node.path("values"), at + "/values"),
                optional(node, "otherwise", at),
                flag(node, "slug", at),
                optional(node, "default", at),
                times(node, times, at));
    }

    private Value plain(Value.Source source) {
        return new Value(source, false, null, null, Map.of(), null, false, null, times);
    }

    private Value.Source source(JsonNode node, String at) {
        List<String> given =
                node.propertyNames().stream().filter(SOURCES::contains).toList();
        if (given.size() != 1) {
            throw invalid(at, "expected exactly one of " + new TreeSet<>(SOURCES) + ", found " + given);
        }
        String kind = given.getFirst();
        String pointer = at + "/" + kind;
        String with = optional(node, "with", at);
        if (with != null && !kind.equals("join") && !kind.equals("columns")) {
            throw invalid(at + "/with", "goes with join or columns only");
        }
        return switch (kind) {
            case "column" -> new Value.Column(column(required(node, kind, at), pointer));
            case "constant" -> new Value.Constant(required(node, kind, at));
            case "use" -> {
                Value defined = definitions.get(required(node, kind, at));
                if (defined == null) {
                    throw invalid(pointer, "nothing of this name is defined above");
                }
                yield new Value.First(List.of(defined));
            }
            case "first" -> new Value.First(list(node.path(kind), pointer));
            default -> new Value.Join(list(node.path(kind), pointer), with == null ? "" : with);
        };
    }

    private List<Value> list(JsonNode node, String at) {
        if (!node.isArray() || node.isEmpty()) {
            throw invalid(at, "expected a list");
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(value(node.get(i), at + "/" + i));
        }
        return List.copyOf(values);
    }

    private static String column(String name, String at) {
        if (NOT_COLLECTED.matcher(name).matches()) {
            throw invalid(at, name + ": traits of persons are not collected");
        }
        return name;
    }

    private static @Nullable Pattern match(JsonNode node, String at) {
        String regex = optional(node, "match", at);
        try {
            return regex == null ? null : Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw invalid(at + "/match", String.valueOf(wrong.getDescription()));
        }
    }

    private static @Nullable String as(JsonNode node, @Nullable Pattern match, String at) {
        String as = optional(node, "as", at);
        if (as == null) {
            return null;
        }
        if (match == null) {
            throw invalid(at + "/as", "goes with match only");
        }
        int groups = match.matcher("").groupCount();
        for (Matcher reference = GROUP.matcher(as); reference.find(); ) {
            if (Integer.parseInt(reference.group(1)) > groups) {
                throw invalid(at + "/as", reference.group() + ": the pattern has " + groups + " groups");
            }
        }
        return as;
    }

    private static Map<String, String> table(JsonNode node, String at) {
        objectOrMissing(node, at);
        Map<String, String> table = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        table.put(entry.getKey(), scalar(entry.getValue(), at + "/" + escape(entry.getKey()))));
        return Map.copyOf(table);
    }

    private static Times times(JsonNode node, Times otherwise, String at) {
        return new Times(
                forms(node.path("dates"), otherwise, at), zone(node, otherwise, at), timeOfDay(node, otherwise, at));
    }

    private static List<Times.Form> forms(JsonNode dates, Times otherwise, String at) {
        if (dates.isMissingNode()) {
            return otherwise.forms();
        }
        if (!dates.isArray()) {
            throw invalid(at + "/dates", "expected a list of patterns");
        }
        List<Times.Form> forms = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            String pattern = scalar(dates.get(i), at + "/dates/" + i);
            try {
                forms.add(Times.Form.of(pattern));
            } catch (IllegalArgumentException wrong) {
                throw invalid(at + "/dates/" + i, "no date pattern: " + wrong.getMessage());
            }
        }
        return List.copyOf(forms);
    }

    private static @Nullable ZoneId zone(JsonNode node, Times otherwise, String at) {
        String zone = optional(node, "zone", at);
        try {
            return zone == null ? otherwise.zone() : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw invalid(at + "/zone", "unknown: " + zone);
        }
    }

    private static LocalTime timeOfDay(JsonNode node, Times otherwise, String at) {
        String time = optional(node, "timeOfDay", at);
        try {
            return time == null ? otherwise.timeOfDay() : LocalTime.parse(time);
        } catch (DateTimeException wrong) {
            throw invalid(at + "/timeOfDay", "expected a time such as \"23:59:59\"");
        }
    }

    private static String required(JsonNode node, String name, String at) {
        String text = optional(node, name, at);
        if (text == null || text.isEmpty()) {
            throw invalid(at + "/" + name, "is required");
        }
        return text;
    }

    private static @Nullable String optional(JsonNode node, String name, String at) {
        JsonNode found = node.path(name);
        return found.isMissingNode() ? null : scalar(found, at + "/" + name);
    }

    private static String scalar(JsonNode node, String at) {
        if (!node.isString() && !node.isNumber() && !node.isBoolean()) {
            throw invalid(at, "expected a text");
        }
        return node.asString();
    }

    private static boolean flag(JsonNode node, String name, String at) {
        JsonNode found = node.path(name);
        if (!found.isMissingNode() && !found.isBoolean()) {
            throw invalid(at + "/" + name, "expected true or false");
        }
        return found.asBoolean(false);
    }

    private static void objectOrMissing(JsonNode node, String at) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw invalid(at, "expected an object");
        }
    }

    private static void knowAll(JsonNode node, Set<String> known, String at) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw invalid(at, "expected an object");
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid(at + "/" + escape(name), "unknown; known are " + new TreeSet<>(known));
            }
        }
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Refused invalid(String at, String detail) {
        return Refused.because(ImportRefusal.MAPPING_INVALID, "/mapping" + at, detail);
    }
}
