package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.Envelope;
import org.wangge.api.grid.GridEvent.GridDefined;
import org.wangge.api.grid.GridEvent.GridRenamed;

/** The short way of reading stored events gives what the long one gives. */
class ReadingTest {

    private static final EventCodec CODEC = new EventCodec(EventCatalogue.published(), "golden");

    static Stream<Path> stored() throws IOException {
        return Files.walk(Path.of("src", "test", "resources", "golden")).filter(Files::isRegularFile);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void everyStoredFormIsReadAtAGlanceAsTheJsonLibraryReadsIt(Path file) throws IOException {
        byte[] body = Files.readAllBytes(file);

        assertThat(EnvelopeScanner.scan(7, body)).isPresent();
        assertThat(CODEC.decode(7, body)).isEqualTo(CODEC.decodeTree(7, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v\": 1",
                "\"sequence\":3,\"sequence\":3",
                "\"source\":\"im\\u0070ort\"",
                "\"source\":\"导入\"",
                "\"revision\":1.0",
                "\"unheard\":{}",
            })
    void whatIsNotSeenAtAGlanceIsLeftToTheJsonLibrary(String member) throws IOException {
        String body = Files.readString(Path.of("src", "test", "resources", "golden", "grid", "grid.renamed.v1.json"));
        String name = member.substring(0, member.indexOf(':'));
        String odd = body.contains(name + ":")
                ? body.replaceFirst(name + ":(\"[^\"]*\"|[0-9]+)", member.replace("\\", "\\\\"))
                : body.replaceFirst("\\{", "{" + member + ",");
        assertThat(odd).isNotEqualTo(body);

        assertThat(EnvelopeScanner.scan(7, odd.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void aBodyThatEndsTooSoonIsRefused() throws IOException {
        byte[] body = Files.readAllBytes(Path.of("src", "test", "resources", "golden", "grid", "grid.renamed.v1.json"));
        for (int length = 0; length < body.length; length++) {
            byte[] part = java.util.Arrays.copyOf(body, length);
            assertThatThrownBy(() -> CODEC.decode(7, part))
                    .as("%s bytes", length)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void instantsAreReadAsJavaReadsThem() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 253_000_000_000L),
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(1000) * 1_000_000;
                        case 2 -> random.nextInt(1_000_000) * 1000;
                        default -> random.nextInt(1_000_000_000);
                    });
            assertThat(Instants.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T00:00:00.12345678901Z",
                "2026-01-01T00:00:0-Z",
                "2026-01-01"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Instants.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aPageHoldsEveryPositionAndTheEventsThatAreWanted() {
        try (TestDatabase database = TestDatabase.create();
                var engine = new PostgresEventStorageEngine(
                        database.command(), EventCatalogue.published(), "test", Clock.systemUTC())) {
            for (int i = 0; i < 7; i++) {
                engine.appendEvents(List.of(renamed("F" + i % 2, i / 2, Instant.EPOCH)));
            }
            Set<String> renamed = engine.types(GridRenamed.class::equals);
            assertThat(renamed).containsExactly("grid.renamed");

            LogPage wanted = engine.readPage(2, 4, renamed);
            LogPage unwanted = engine.readPage(2, 4, engine.types(GridDefined.class::equals));

            assertThat(wanted.rows()).extracting(LogRow::position).containsExactly(3L, 4L, 5L, 6L);
            assertThat(wanted.rows().getLast().message().getMetaData().get(Envelope.KEY))
                    .isInstanceOfSatisfying(Envelope.class, envelope -> {
                        assertThat(envelope.position()).isEqualTo(6);
                        assertThat(envelope.recordedAt()).isEqualTo(wanted.recordedAt());
                    });
            assertThat(unwanted.rows()).extracting(LogRow::position).containsExactly(3L, 4L, 5L, 6L);
            assertThat(unwanted.rows()).extracting(LogRow::type).containsOnly(GridRenamed.class);
            assertThat(unwanted.recordedAt()).isEqualTo(wanted.recordedAt());
            assertThatThrownBy(() -> unwanted.rows().getFirst().message()).isInstanceOf(IllegalStateException.class);
            assertThat(engine.readPage(7, 4, renamed).rows()).isEmpty();
        }
    }

    @Test
    void aTypeThatThisProgramDoesNotKnowEndsTheReadingEvenWhereNobodyWantsIt() {
        try (TestDatabase database = TestDatabase.create();
                var engine = new PostgresEventStorageEngine(
                        database.command(), EventCatalogue.published(), "test", Clock.systemUTC())) {
            engine.appendEvents(List.of(renamed("F", 0, Instant.EPOCH)));
            JdbcClient superuser = JdbcClient.create(database.superuser());
            superuser.sql("alter table log.event disable trigger no_change").update();
            superuser.sql("update log.event set type = 'grid.of-tomorrow'").update();

            assertThatThrownBy(() -> engine.readPage(0, 10, Set.of())).hasMessageContaining("grid.of-tomorrow");
        }
    }
}
