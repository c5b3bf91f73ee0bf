package org.wangge.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangge.api.Event;
import org.wangge.eventstore.EventCatalogue;

class WordsTest {

    private static final EventCatalogue CATALOGUE = EventCatalogue.published();

    static List<String> everyType() {
        List<String> types = CATALOGUE.types().stream().sorted().toList();
        assertThat(types).hasSizeGreaterThan(50);
        return types;
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void everyEventHasWordsInBothLanguagesThatNameOnlyFieldsThatItHas(String type) throws Exception {
        Class<? extends Event> family = CATALOGUE.classOf(type).orElseThrow();
        Event full = (Event) sample(family, false);
        Event bare = (Event) sample(family, true);

        for (Words words : List.of(Words.english(), Words.chinese())) {
            assertThat(words.of(type, full)).isNotBlank().doesNotContain("{", "}", "—");
            assertThat(words.of(type, bare)).isNotBlank().doesNotContain("{", "}");
        }
    }

    private static Object sample(Class<?> type, boolean bare) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], bare);
        }
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, boolean bare) throws ReflectiveOperationException {
        if (type.isPrimitive()) {
            return type == boolean.class ? Boolean.TRUE : type == int.class ? (Object) 3 : (Object) 4L;
        }
        if (type.isRecord()) {
            return sample(type, bare);
        }
        if (bare) {
            return type == List.class ? List.of() : null;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == String.class) {
            return "某";
        }
        if (type == UUID.class) {
            return new UUID(1, 2);
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.of(2026, 1, 1, 8, 0);
        }
        if (type == ZoneId.class) {
            return ZoneId.of("Asia/Shanghai");
        }
        if (type == Duration.class) {
            return Duration.ofHours(1);
        }
        if (type == List.class) {
            return List.of("甲", "乙");
        }
        throw new IllegalArgumentException("no sample for " + type);
    }
}
