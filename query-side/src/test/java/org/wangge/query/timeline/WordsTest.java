package org.wangge.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.Event;
import org.wangge.api.casework.CaseStage;
import org.wangge.api.grid.GridEvent.ResponsibilityRelieved;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.Specimens;
import org.wangge.query.CaseStories;

class WordsTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Set<String> OTHERS =
            Set.of("late", "late.join", "late.days", "late.hours", "late.minutes", "list.join");

    private final EventCatalogue published = EventCatalogue.published();

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyStoredEventAndEveryConstantThatItHoldsHasWordsAndNoWordsAreLeftOver(String language) {
        Set<String> needed = new TreeSet<>(OTHERS);
        needed.addAll(published.types());
        published
                .types()
                .forEach(type -> addConstants(needed, published.classOf(type).orElseThrow()));

        assertThat(published.types()).hasSizeGreaterThan(50);
        assertThat(new Words(language, SHANGHAI).keys()).containsExactlyElementsOf(needed);
    }

    /** Properties would silently take the last one. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void noKeyIsGivenTwice(String language) {
        List<String> keys = new Words(language, SHANGHAI)
                .text()
                .lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(80);
    }

    private static void addConstants(Set<String> needed, Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                // Records in lists are counted, not told.
                if (!(argument instanceof Class<?> plain && plain.isRecord())) {
                    addConstants(needed, argument);
                }
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                addConstants(needed, component.getGenericType());
            }
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            for (Object constant : plain.getEnumConstants()) {
                needed.add(plain.getSimpleName() + "." + ((Enum<?>) constant).name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyArgumentIsSomethingThatTheEventSaysOrThatIsKnownOfItsSubject(String language) {
        Words words = new Words(language, SHANGHAI);
        for (String type : published.types()) {
            assertThat(Parts.names(published.classOf(type).orElseThrow()))
                    .as(type)
                    .containsAll(words.arguments(type));
        }
    }

    @Test
    void bothLanguagesTellTheSame() {
        Words english = new Words("en", SHANGHAI);
        Words chinese = new Words("zh", SHANGHAI);
        for (String type : published.types()) {
            assertThat(chinese.arguments(type)).as(type).isEqualTo(english.arguments(type));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyStoredEventIsToldWithoutAGap(String language) {
        Words words = new Words(language, SHANGHAI);
        Subject known = new Subject("g", "u", "d", "p", "t");
        for (String type : published.types()) {
            Event event = Specimens.of(published.classOf(type).orElseThrow());
            assertThat(words.of(type, Parts.of(event, known, known)))
                    .as(type)
                    .doesNotContain("–", "{", "}", "[", "]", "null")
                    .hasSizeGreaterThan(5);
        }
    }

    private static String told(String language, String type, Event event) {
        return new Words(language, SHANGHAI).of(type, Parts.of(event, Subject.UNKNOWN, Subject.UNKNOWN.after(event)));
    }

    @Test
    void whatAnEventDoesNotSayIsLeftOutAndTimesAreLocal() {
        Event dispatched =
                CaseStories.dispatched(new java.util.UUID(1, 2), "u-1", null, Instant.parse("2026-01-05T20:30:00Z"));

        assertThat(told("zh", "case.dispatched", dispatched)).isEqualTo("“–”派遣至u-1，整改时限2026-01-06 04:30。");
        assertThat(told("en", "case.dispatched", dispatched))
                .isEqualTo("“–” was dispatched to u-1, due 2026-01-06 04:30.");
    }

    @Test
    void aFlagShowsItsPartOnlyWhenItIsSet() {
        Instant at = Instant.EPOCH;
        assertThat(told(
                        "zh",
                        "grid.responsibility-relieved",
                        new ResponsibilityRelieved("g", "R", "p", at, "调离", true)))
                .contains("盲区");
        assertThat(told(
                        "zh",
                        "grid.responsibility-relieved",
                        new ResponsibilityRelieved("g", "R", "p", at, "调离", false)))
                .isEqualTo("p自1970-01-01 08:00起不再担任g的R。原因：调离");
    }

    @Test
    void bracesAndBracketsThatSomebodyWroteStayAsTheyAre() {
        Map<String, @Nullable Object> parts = new HashMap<>();
        parts.put("caseTitle", "[x] {reason} $1 \\");
        parts.put("unitId", "{caseTitle}");
        parts.put("text", "[y]");

        assertThat(new Words("en", SHANGHAI).of("case.urged", parts))
                .isEqualTo("“[x] {reason} $1 \\” was urged at {caseTitle}: [y]");
    }

    @Test
    void howLateIsToldInTheTwoLargestUnits() {
        Words english = new Words("en", SHANGHAI);
        Words chinese = new Words("zh", SHANGHAI);
        Duration half = Duration.ofHours(5).plusMinutes(30).plusSeconds(59);

        assertThat(english.late(half)).isEqualTo("recorded 5 h 30 min after it happened");
        assertThat(chinese.late(half)).isEqualTo("补录：发生后5小时30分钟才记录");
        assertThat(english.late(half.plusDays(3))).isEqualTo("recorded 3 d 5 h after it happened");
        assertThat(english.late(Duration.ofDays(2).plusMinutes(1))).isEqualTo("recorded 2 d 1 min after it happened");
    }

    @Test
    void constantsAreTold() {
        Map<String, @Nullable Object> parts = new HashMap<>();
        parts.put("stage", CaseStage.ACCEPT);
        parts.put("dueAt", Instant.EPOCH);
        parts.put("responsible", List.of("p-1", "p-2"));

        assertThat(new Words("zh", SHANGHAI).of("case.overdue", parts))
                .isEqualTo("“–”超时：接收应于1970-01-01 08:00前完成。时任责任人：p-1、p-2。");
        assertThat(published.types().stream()
                        .filter(type -> type.startsWith("case."))
                        .collect(Collectors.toSet()))
                .contains("case.overdue");
    }
}
