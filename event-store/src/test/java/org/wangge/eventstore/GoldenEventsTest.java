package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangge.api.Actor;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.Provenance;

/**
 * Every stored form that ever was, as an approved file. What is in such a file can be in somebody's log: it is read for ever.
 *
 * <p>A new type or revision gets its file by
 *
 * <pre>./mvnw -o -pl event-store -am verify -Dtest=GoldenEventsTest -Dsurefire.failIfNoSpecifiedTests=false -Dwangge.golden.write=true</pre>
 *
 * which writes files that are missing and overwrites none. A type whose shape changed after a release gets a new revision and an
 * upcaster; its old file stays.
 */
class GoldenEventsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final Instant RECORDED = Instant.parse("2026-03-01T09:00:00.654321Z");
    private static final long SEQUENCE = 3;

    private static final EventCatalogue CATALOGUE = EventCatalogue.published();
    private static final EventCodec CODEC = new EventCodec(CATALOGUE, "golden");

    private static final Provenance PROVENANCE = new Provenance(
            new Actor("wang.fang", "p-001", "GRID_LEADER", "F2", "p-002"),
            Instant.parse("2026-03-01T08:59:00Z"),
            "http",
            Specimens.uuid(101),
            Specimens.uuid(102),
            Specimens.uuid(103));

    @BeforeAll
    static void writeWhatIsMissingWhenAskedTo() throws IOException {
        if (Boolean.getBoolean("wangge.golden.write")) {
            for (String type : CATALOGUE.types()) {
                Path file = file(type, revision(type));
                if (!Files.exists(file)) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, encode(type));
                }
            }
        }
    }

    static Stream<String> types() {
        return CATALOGUE.types().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsWrittenToTheByteAsItsApprovedFile(String type) throws IOException {
        assertThat(new String(encode(type), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(approved(type, revision(type))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyApprovedFileIsReadAsTheEventThatItWasMadeOf(String type) throws IOException {
        EventCodec.Decoded read = CODEC.decode(9, Files.readAllBytes(approved(type, revision(type))));

        assertThat(read.payload()).isEqualTo(specimen(type));
        assertThat(read.envelope())
                .isEqualTo(new Envelope(
                        9, Specimens.uuid(100), type, revision(type), stream(type), SEQUENCE, RECORDED, PROVENANCE));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyFormerRevisionIsStillRead(String type) {
        for (int revision = 1; revision < revision(type); revision++) {
            Path file = approved(type, revision);
            assertThatCode(() -> CODEC.decode(9, Files.readAllBytes(file)))
                    .as("%s", file)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void everyTypeAndRevisionHasAFileAndEveryFileIsATypeAndRevision() throws IOException {
        Set<String> expected = types().flatMap(
                        type -> IntStream.rangeClosed(1, revision(type)).mapToObj(r -> file(type, r)))
                .map(Path::toString)
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .as(
                            "approved files; a missing one is written with -Dwangge.golden.write=true, a surplus one says that"
                                    + " a stored name was removed, which is never done")
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theCatalogueIsNotEmpty() {
        assertThat(types().count()).isGreaterThan(50);
    }

    private static Path approved(String type, int revision) {
        Path file = file(type, revision);
        assertThat(file)
                .as("approved file of %s r%s; write it with -Dwangge.golden.write=true", type, revision)
                .exists();
        return file;
    }

    private static Path file(String type, int revision) {
        return FOLDER.resolve(type.substring(0, type.indexOf('.'))).resolve(type + ".v" + revision + ".json");
    }

    private static int revision(String type) {
        return CATALOGUE.nameOf(CATALOGUE.classOf(type).orElseThrow()).revision();
    }

    private static String stream(String type) {
        return type.substring(0, type.indexOf('.')) + ":golden";
    }

    private static Event specimen(String type) {
        return Specimens.of(CATALOGUE.classOf(type).orElseThrow());
    }

    private static byte[] encode(String type) {
        return CODEC.encode(
                new StagedEvent(Specimens.uuid(100), stream(type), SEQUENCE, specimen(type), PROVENANCE),
                RECORDED,
                CanonicalJson.leafHash(List.of("predecessor").toString().getBytes(StandardCharsets.UTF_8)));
    }
}
