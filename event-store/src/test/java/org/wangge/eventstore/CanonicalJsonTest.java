package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Event;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.StoredAs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our canonical bytes against an independent implementation of RFC 8785, and against the RFC's own test data. */
class CanonicalJsonTest {

    private static final long LARGEST = (1L << 53) - 1;
    private static final int PAYLOADS = 5_000;

    /** What can be nested in events: everything at once. */
    record Leaf(String text, long number, Long boxed, boolean flag, List<String> words) {}

    record Branch(String zebra, int apple, List<Leaf> leaves, Map<String, Branch> named, Instant at, Leaf none) {}

    @Test
    void thousandsOfRandomPayloadsAreWrittenAsTheIndependentImplementationWritesThem() throws Exception {
        long seed = Long.getLong("wangge.seed", System.nanoTime());
        System.out.println("CanonicalJsonTest: seed " + seed + " (repeat with -Dwangge.seed=" + seed + ")");
        Random random = new Random(seed);
        for (int i = 0; i < PAYLOADS; i++) {
            byte[] ours = CanonicalJson.bytes(branch(random, 3));
            assertThat(new String(ours, StandardCharsets.UTF_8))
                    .as("seed %s, payload %s", seed, i)
                    .isEqualTo(new JsonCanonicalizer(ours).getEncodedString());
        }
    }

    @Test
    void theIndependentImplementationChangesWhatIsNotCanonical() throws Exception {
        assertThat(new JsonCanonicalizer("{\"b\":1, \"a\":\"\\u0041\"}").getEncodedString())
                .isEqualTo("{\"a\":\"A\",\"b\":1}");
    }

    private static Branch branch(Random random, int depth) {
        Map<String, Branch> named = new LinkedHashMap<>();
        List<Leaf> leaves = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            leaves.add(leaf(random));
            if (depth > 0) {
                named.put(text(random), branch(random, depth - 1));
            }
        }
        Instant at = Instant.ofEpochSecond(
                random.nextLong(-10_000_000_000L, 10_000_000_000L), random.nextInt(1_000_000) * 1000L);
        return new Branch(
                text(random), random.nextInt(), leaves, named, at, random.nextBoolean() ? leaf(random) : null);
    }

    private static Leaf leaf(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            words.add(text(random));
        }
        return new Leaf(
                text(random),
                number(random),
                random.nextBoolean() ? number(random) : null,
                random.nextBoolean(),
                words);
    }

    private static long number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> LARGEST;
            case 1 -> -LARGEST;
            case 2 -> random.nextInt(-1000, 1000);
            case 3 -> random.nextLong(-LARGEST, LARGEST);
            default -> 0;
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/\b\t\n\f\r\u007f\u0080\u2028\u2029\ufeff\ufffe".charAt(random.nextInt(14)));
                case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                case 3 -> text.append((char) random.nextInt(0x4e00, 0xa000));
                case 4 -> text.append((char) random.nextInt(0xe000, 0x10000));
                default -> text.append((char) random.nextInt(0x20, 0x7f));
            }
        }
        return text.toString();
    }

    @Test
    void membersAreSortedByUtf16CodeUnitsNotByCodePoints() {
        assertThat(new String(
                        CanonicalJson.bytes(Map.of("\ufb33", 1, "\ud83d\ude02", 2, "€", 3, "\r", 4, "1", 5)),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"\\r\":4,\"1\":5,\"€\":3,\"\ud83d\ude02\":2,\"\ufb33\":1}");
    }

    @Test
    void theTestDataOfTheRfcIsWrittenToTheByteWhereItHoldsNoFractions() throws IOException {
        Path vectors = Path.of("..", "..", "shared", "vectors", "jcs_rfc8785.json");
        String named = System.getenv("WANGGE_SHARED");
        if (named != null) {
            vectors = Path.of(named, "vectors", "jcs_rfc8785.json");
        }
        assumeTrue(Files.exists(vectors), "the folder of shared vectors is absent");
        int compared = 0;
        for (JsonNode vector :
                JsonMapper.shared().readTree(Files.readString(vectors)).required("objects")) {
            byte[] input = Base64.getDecoder()
                    .decode(vector.required("input_utf8_base64").stringValue());
            Object value = JsonMapper.shared().readValue(input, Object.class);
            if (holdsFractions(value)) {
                continue;
            }
            compared++;
            assertThat(HexFormat.of().formatHex(CanonicalJson.bytes(value)))
                    .as(vector.required("name").stringValue())
                    .isEqualTo(vector.required("canonical_hex").stringValue());
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    private static boolean holdsFractions(Object value) {
        return switch (value) {
            case Map<?, ?> object -> object.values().stream().anyMatch(CanonicalJsonTest::holdsFractions);
            case List<?> array -> array.stream().anyMatch(CanonicalJsonTest::holdsFractions);
            case Double _ -> true;
            case null, default -> false;
        };
    }

    sealed interface Counting extends Event {
        @StoredAs("counter.read")
        record CounterRead(String text, long number, Long boxed, List<Long> all, Map<String, String> notes)
                implements Counting {}
    }

    sealed interface Misleading extends Event {
        @StoredAs("misleading.named")
        record Named(String prev, String recordedAt, int revision, String source, Map<String, String> zones)
                implements Misleading {}
    }

    /** The body is written in two goes; members and texts of the payload that look like the envelope's must not mislead. */
    @ParameterizedTest
    @ValueSource(strings = {"http", ",\"revision\":1", "import:\",\"revision\":2,\"", "\\\",\"revision\":"})
    void aBodyWrittenInTwoGoesIsTheSameToTheByte(String text) {
        EventCodec codec = new EventCodec(EventCatalogue.of(List.of(Misleading.class), List.of()), "test");
        var event = new Misleading.Named(text, text, 7, text, Map.of("revision", text, "sequence", text));
        var provenance = SampleEvents.provenance(Instant.EPOCH);
        var from = new Provenance(
                provenance.actor(),
                provenance.occurredAt(),
                text,
                provenance.commandId(),
                provenance.correlationId(),
                TimeOrderedIds.next());
        var id = TimeOrderedIds.next();
        byte[] prev = CanonicalJson.leafHash(new byte[0]);
        for (byte[] hash : new byte[][] {null, prev}) {
            for (Instant at : List.of(Instant.EPOCH, Instant.parse("2026-03-01T08:00:00.123456Z"))) {
                assertThat(new String(
                                codec.encode(new StagedEvent(id, "misleading:m", 3, event, from), at, hash),
                                StandardCharsets.UTF_8))
                        .isEqualTo(new String(
                                CanonicalJson.bytes(new StoredBody(
                                        StoredBody.VERSION,
                                        "test",
                                        id,
                                        "misleading.named",
                                        1,
                                        "misleading:m",
                                        3,
                                        at,
                                        from.occurredAt(),
                                        from.actor(),
                                        from.commandId(),
                                        from.correlationId(),
                                        from.causationId(),
                                        from.source(),
                                        hash == null ? "" : Base64.getEncoder().encodeToString(hash),
                                        event)),
                                StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] encode(Counting.CounterRead event) {
        EventCodec codec = new EventCodec(EventCatalogue.of(List.of(Counting.class), List.of()), "test");
        var provenance = SampleEvents.provenance(Instant.EPOCH);
        return codec.encode(
                new StagedEvent(TimeOrderedIds.next(), "counter:c-1", 0, event, provenance), Instant.EPOCH, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {LARGEST + 1, -LARGEST - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void aWholeNumberThatADoubleCannotHoldIsRefusedWhereverItStands(long number) {
        assertRefused("/number", () -> encode(new Counting.CounterRead("", number, 1L, List.of(), Map.of())));
        assertRefused("/boxed", () -> encode(new Counting.CounterRead("", 1, number, List.of(), Map.of())));
        assertRefused("/all/1", () -> encode(new Counting.CounterRead("", 1, 1L, List.of(2L, number), Map.of())));
        assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("n", BigInteger.valueOf(number))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void theLargestWholeNumbersThatADoubleHoldsAreStored() {
        assertThat(new String(
                        encode(new Counting.CounterRead("", LARGEST, -LARGEST, List.of(), Map.of())),
                        StandardCharsets.UTF_8))
                .contains("\"number\":9007199254740991")
                .contains("\"boxed\":-9007199254740991");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude02", "a\ud83d", "\ud83db", "\ude02\ud83d", "\ud83d\ud83d\ude02"})
    void halfACharacterIsRefusedWhereverItStands(String broken) {
        assertRefused("/text", () -> encode(new Counting.CounterRead(broken, 1, 1L, List.of(), Map.of())));
        assertRefused("/notes/n", () -> encode(new Counting.CounterRead("", 1, 1L, List.of(), Map.of("n", broken))));
        assertThatThrownBy(() -> encode(new Counting.CounterRead("", 1, 1L, List.of(), Map.of(broken, "n"))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> CanonicalJson.bytes(List.of("fine", broken))).isInstanceOf(Refused.class);
    }

    private static void assertRefused(String pointer, org.assertj.core.api.ThrowableAssert.ThrowingCallable encoding) {
        assertThatThrownBy(encoding).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(CommonRefusal.UNSTORABLE_VALUE);
            assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer);
        });
    }
}
