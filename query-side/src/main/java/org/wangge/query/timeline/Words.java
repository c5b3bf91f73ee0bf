package org.wangge.query.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangge.query.replay.Fingerprint;

/**
 * 叙述: events in the words of one language, from a message bundle. A message names its arguments, {@code {unitId}}; a part in
 * square brackets is left out unless all of its arguments have a value. False, empty texts and empty lists are no value; true
 * has one that shows nothing. Words of constants are found under {@code <enum>.<constant>}; times are shown in the
 * organisation's time zone.
 */
public final class Words {

    private static final Pattern ARGUMENT = Pattern.compile("\\{([A-Za-z0-9]+)}");
    private static final Pattern PIECE = Pattern.compile("\\[([^\\[\\]]*)]|" + ARGUMENT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Properties messages = new Properties();
    /** Messages taken apart: every event of the log is told. */
    private final Map<String, List<Piece>> pieces = new ConcurrentHashMap<>();

    private final Map<Enum<?>, String> constants = new ConcurrentHashMap<>();
    private final String text;
    private final ZoneId zone;

    /** @param language {@code en} or {@code zh} */
    public Words(String language, ZoneId zone) {
        this(Words.class, "words_" + language + ".properties", zone);
    }

    /**
     * The words of another room, under the same rules.
     *
     * @param room a class of the package that the bundle lies in
     */
    public Words(Class<?> room, String file, ZoneId zone) {
        this.zone = zone;
        try (InputStream bundle = room.getResourceAsStream(file)) {
            if (bundle == null) {
                throw new IllegalArgumentException("there is no " + file);
            }
            this.text = new String(bundle.readAllBytes(), StandardCharsets.UTF_8);
            messages.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes when the same event would be told in other words. */
    String fingerprint() {
        return Fingerprint.of(text + "\n" + zone);
    }

    /** The whole bundle as it is written. */
    String text() {
        return text;
    }

    public Set<String> keys() {
        return new TreeSet<>(messages.stringPropertyNames());
    }

    /** The names of the arguments of a message. */
    Set<String> arguments(String key) {
        Set<String> names = new TreeSet<>();
        ARGUMENT.matcher(message(key)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** What happened; {@code type} is the key of the message. */
    public String of(String type, Map<String, @Nullable Object> parts) {
        StringBuilder told = new StringBuilder();
        for (Piece piece : pieces.computeIfAbsent(type, key -> pieces(message(key)))) {
            piece.tell(told, parts);
        }
        return told.toString();
    }

    /** A part of a message, of which one is never taken for a part of a value. */
    private interface Piece {
        void tell(StringBuilder told, Map<String, @Nullable Object> parts);
    }

    private List<Piece> pieces(String message) {
        List<Piece> found = new ArrayList<>();
        Matcher piece = PIECE.matcher(message);
        int end = 0;
        while (piece.find()) {
            found.add(plain(message.substring(end, piece.start())));
            found.add(piece.group(1) == null ? argument(piece.group(2)) : optional(piece.group(1)));
            end = piece.end();
        }
        found.add(plain(message.substring(end)));
        return List.copyOf(found);
    }

    private static Piece plain(String text) {
        return (told, parts) -> told.append(text);
    }

    private Piece argument(String name) {
        return (told, parts) -> {
            String value = shown(parts.get(name));
            told.append(value == null ? "–" : value);
        };
    }

    private Piece optional(String text) {
        List<String> names =
                ARGUMENT.matcher(text).results().map(name -> name.group(1)).toList();
        List<Piece> inner = pieces(text);
        return (StringBuilder told, Map<String, @Nullable Object> parts) -> {
            for (String name : names) {
                if (shown(parts.get(name)) == null) {
                    return;
                }
            }
            for (Piece piece : inner) {
                piece.tell(told, parts);
            }
        };
    }

    /** How long after the fact it was recorded. */
    String late(Duration by) {
        return of("late", Map.of("duration", duration(by)));
    }

    /** A time span in its two largest units, since nobody needs the seconds of a week; empty below a minute. */
    public String duration(Duration by) {
        List<String> units = new ArrayList<>();
        unit(units, "late.days", by.toDays());
        unit(units, "late.hours", by.toHoursPart());
        unit(units, "late.minutes", by.toMinutesPart());
        return String.join(message("late.join"), units.subList(0, Math.min(2, units.size())));
    }

    private void unit(List<String> units, String key, long count) {
        if (count > 0) {
            units.add(of(key, Map.of("count", count)));
        }
    }

    private @Nullable String shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean yes -> yes ? "" : null;
            case Instant instant -> MINUTE.format(instant.atZone(zone));
            case LocalDateTime local -> MINUTE.format(local);
            case Enum<?> constant -> constants.computeIfAbsent(constant, this::constant);
            case List<?> several ->
                several.isEmpty()
                        ? null
                        : String.join(
                                message("list.join"),
                                several.stream().map(this::shown).toList());
            default -> {
                String text = value.toString();
                yield text.isBlank() ? null : text;
            }
        };
    }

    private String constant(Enum<?> constant) {
        return message(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }

    private String message(String key) {
        String message = messages.getProperty(key);
        if (message == null) {
            throw new IllegalStateException("there are no words for " + key);
        }
        return message;
    }
}
