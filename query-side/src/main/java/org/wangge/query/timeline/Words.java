package org.wangge.query.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Event;

/**
 * 措辞: events in words of one language. A sentence holds fields of the event in braces, {@code {unitId}} or, nested,
 * {@code {report.gridId}}; {@code {dueAt?, due }} is left out, with what stands after the question mark, where the field is
 * missing. Constants and kinds of things have words of their own.
 */
final class Words {

    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z0-9.]+)(?:\\?([^}]*))?}");

    private final Properties words = new Properties();
    private final String separator;

    private Words(Locale locale, String separator) {
        this.separator = separator;
        String bundle = "words_" + locale.getLanguage() + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(bundle)) {
            if (in == null) {
                throw new IllegalStateException("there are no " + bundle);
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words english() {
        return new Words(Locale.ENGLISH, ", ");
    }

    static Words chinese() {
        return new Words(Locale.CHINESE, "、");
    }

    /** Every word, in order: what a change of words changes. */
    String all() {
        return new TreeMap<>(words).toString();
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    String of(String type, Event event) {
        String sentence = words.getProperty(type);
        if (sentence == null) {
            throw new IllegalStateException("there are no words for " + type);
        }
        Matcher fields = FIELD.matcher(sentence);
        StringBuilder said = new StringBuilder();
        while (fields.find()) {
            Object value = field(fields.group(1), event);
            String lead = fields.group(2);
            String text;
            if (value == null || value.equals(List.of())) {
                text = lead == null ? "—" : "";
            } else {
                text = (lead == null ? "" : lead) + say(value);
            }
            fields.appendReplacement(said, Matcher.quoteReplacement(text));
        }
        return fields.appendTail(said).toString();
    }

    private static @Nullable Object field(String path, Object holder) {
        Object value = holder;
        for (String name : path.split("\\.", -1)) {
            if (value == null) {
                return null;
            }
            value = component(name, value);
        }
        return value;
    }

    private static @Nullable Object component(String name, Object holder) {
        for (RecordComponent component : holder.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return Touches.read(component, holder);
            }
        }
        throw new IllegalStateException(holder.getClass().getSimpleName() + " has no " + name);
    }

    private String say(Object value) {
        return switch (value) {
            case Enum<?> constant -> words.getProperty(constant.name(), constant.name());
            case Boolean yes -> words.getProperty(yes.toString(), yes.toString());
            case List<?> several -> several.stream().map(this::say).collect(Collectors.joining(separator));
            default -> value.toString();
        };
    }
}
