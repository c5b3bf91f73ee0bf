package org.wangge.query.dossier;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangge.query.timeline.Words;

/** What the dossier says, in Chinese: its own sentences, and the words of the timeline for what the timeline tells too. */
final class DossierWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Words sentences;
    private final Words timeline;
    private final Set<String> own;
    private final Set<String> told;
    private final ZoneId zone;

    DossierWords(ZoneId zone) {
        this.zone = zone;
        this.sentences = new Words(DossierWords.class, "dossier_zh.properties", zone);
        this.timeline = new Words("zh", zone);
        this.own = sentences.keys();
        this.told = timeline.keys();
    }

    /** @param parts names and values, alternating; a value of null leaves its optional part out */
    String say(String key, @Nullable Object... parts) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            named.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return sentences.of(key, named);
    }

    /** The words for a code; a code without words, such as an organisation's own role, is shown as it is. */
    String code(String kind, String code) {
        String key = kind + "." + code;
        if (own.contains(key)) {
            return sentences.of(key, Map.of());
        }
        return told.contains(key) ? timeline.of(key, Map.of()) : code;
    }

    String minute(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    /** To the second, where before or after matters. */
    String second(Instant instant) {
        return SECOND.format(instant.atZone(zone));
    }

    String span(Duration span) {
        String words = timeline.duration(span);
        return words.isEmpty() ? say("after.moment") : words;
    }

    String zone() {
        return zone.getId();
    }
}
