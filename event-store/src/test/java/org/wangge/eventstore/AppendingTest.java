package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.eventstore.SampleEvents.message;
import static org.wangge.eventstore.SampleEvents.provenance;
import static org.wangge.eventstore.SampleEvents.renamed;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.api.CommonRefusal;
import org.wangge.api.Envelope;
import org.wangge.api.Provenance;
import org.wangge.api.Refused;
import org.wangge.api.grid.GridEvent;

class AppendingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");

    private TestDatabase database;
    private PostgresEventStorageEngine engine;

    @BeforeEach
    void openLog() {
        database = TestDatabase.create();
        engine = engineAt(NOW);
    }

    private PostgresEventStorageEngine engineAt(Instant now) {
        return new PostgresEventStorageEngine(
                database.command(), EventCatalogue.published(), "test", Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void closeLog() {
        engine.close();
        database.close();
    }

    @Test
    void whatIsAppendedIsReadBackWithItsWholeEnvelope() {
        var event = renamed("F2", 0, NOW.minusSeconds(5));

        engine.appendEvents(List.of(event));

        List<? extends TrackedEventMessage<?>> read =
                engine.readEvents(null, false).toList();
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().getPayload()).isEqualTo(event.getPayload());
        assertThat(read.getFirst().trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(1));
        Provenance provenance = (Provenance) event.getMetaData().get(Provenance.KEY);
        assertThat(read.getFirst().getMetaData().get(Envelope.KEY))
                .isEqualTo(new Envelope(
                        1, UUID.fromString(event.getIdentifier()), "grid.renamed", 1, "grid:F2", 0, NOW, provenance));
    }

    @Test
    void positionsCountFromOneWithoutGapsAlsoAfterAFailedAppend() {
        engine.appendEvents(List.of(renamed("F2", 0, NOW), renamed("F2", 1, NOW)));
        assertThatThrownBy(() -> engine.appendEvents(List.of(renamed("F3", 0, NOW), renamed("F2", 1, NOW))))
                .isInstanceOf(ConcurrencyException.class);
        engine.appendEvents(List.of(renamed("F2", 2, NOW)));

        assertThat(engine.readEvents(null, false).map(AppendingTest::position)).containsExactly(1L, 2L, 3L);
        assertThat(engine.readEvents("grid:F3").hasNext()).isFalse();
    }

    @Test
    void theStoredBodyIsCanonicalJsonToTheByte() throws Exception {
        engine.appendEvents(List.of(message(
                "grid:F2",
                0,
                new GridEvent.GridRetired("F2", "末尾\u0001\u001f\"\\/\u2028€𝄞\t\b\f\r\n"),
                provenance(NOW))));

        byte[] body = JdbcClient.create(database.superuser())
                .sql("SELECT body FROM log.event")
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(body).isEqualTo(new JsonCanonicalizer(body).getEncodedUTF8());
    }

    @Test
    void everyEventNamesTheHashOfItsPredecessorInTheStream() {
        engine.appendEvents(List.of(renamed("F2", 0, NOW), renamed("F3", 0, NOW), renamed("F2", 1, NOW)));
        engine.appendEvents(List.of(renamed("F2", 2, NOW)));

        var rows = JdbcClient.create(database.superuser())
                .sql("SELECT prev, body FROM log.event WHERE aggregate_id = 'grid:F2' ORDER BY sequence")
                .query((row, n) -> new byte[][] {row.getBytes(1), row.getBytes(2)})
                .list();
        assertThat(rows.get(0)[0]).isNull();
        assertThat(rows.get(1)[0]).isEqualTo(CanonicalJson.leafHash(rows.get(0)[1]));
        assertThat(rows.get(2)[0]).isEqualTo(CanonicalJson.leafHash(rows.get(1)[1]));
        assertThat(new String(rows.get(2)[1], java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"prev\":\"" + java.util.Base64.getEncoder().encodeToString(rows.get(2)[0]) + "\"");
    }

    @Test
    void recordTimesNeverDecreaseEvenWhenAClockGoesBack() {
        engine.appendEvents(List.of(renamed("F2", 0, NOW)));
        try (var behind = engineAt(NOW.minusSeconds(3600))) {
            behind.appendEvents(List.of(renamed("F2", 1, NOW.minusSeconds(4000))));
        }

        assertThat(engine.readEvents(null, false).map(event -> envelope(event).recordedAt()))
                .containsExactly(NOW, NOW);
    }

    @Test
    void whatClaimsToHaveHappenedInTheFutureIsRefused() {
        assertThatThrownBy(() -> engine.appendEvents(List.of(renamed("F2", 0, NOW.plusMillis(1)))))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(CommonRefusal.OCCURRED_IN_FUTURE);
                    assertThat(refused.faults().getFirst().pointer()).isEqualTo("/occurredAt");
                });
        assertThat(engine.head()).isZero();
    }

    @Test
    void anEventOfMoreThanSixtyKibibytesIsRefused() {
        var large = message("grid:F2", 0, new GridEvent.GridRetired("F2", "x".repeat(61_000)), provenance(NOW));

        assertThatThrownBy(() -> engine.appendEvents(List.of(large)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(CommonRefusal.EVENT_TOO_LARGE));
        assertThat(engine.head()).isZero();
    }

    @Test
    void aSecondCommandWithTheSameIdIsRecognisedAndItsFirstAnswerFound() {
        Provenance provenance = provenance(NOW);
        var first = message("grid:F2", 0, new GridEvent.GridRenamed("F2", "一村"), provenance);
        engine.appendEvents(List.of(first));

        assertThatThrownBy(() -> engine.appendEvents(
                        List.of(message("grid:F3", 0, new GridEvent.GridRenamed("F3", "一村"), provenance))))
                .isInstanceOfSatisfying(
                        DuplicateSubmission.class,
                        duplicate -> assertThat(duplicate.commandId()).isEqualTo(provenance.commandId()));
        assertThat(engine.find(provenance.commandId(), null).orElseThrow().receipt())
                .isEqualTo(new Receipt("grid:F2", 0, List.of(UUID.fromString(first.getIdentifier())), 1, true));
    }

    @Test
    void aUnitOfWorkThatRollsBackLeavesNothingAndRowsAlongsideStandOrFallWithTheEvents() {
        JdbcClient.create(database.superuser())
                .sql(
                        "CREATE TABLE public.beside (n int PRIMARY KEY); GRANT INSERT, SELECT ON public.beside TO wangge_command;"
                                + " GRANT USAGE ON SCHEMA public TO wangge_command")
                .update();

        UnitOfWork<?> abandoned = DefaultUnitOfWork.startAndGet(renamed("F2", 0, NOW));
        Append.current().alongside(insert(1));
        engine.appendEvents(List.of(renamed("F2", 0, NOW)));
        abandoned.rollback();
        UnitOfWork<?> kept = DefaultUnitOfWork.startAndGet(renamed("F2", 0, NOW));
        Append.current().alongside(insert(2));
        engine.appendEvents(List.of(renamed("F2", 0, NOW)));
        kept.commit();
        UnitOfWork<?> failing = DefaultUnitOfWork.startAndGet(renamed("F2", 0, NOW));
        Append.current().alongside(insert(2));
        engine.appendEvents(List.of(renamed("F2", 1, NOW)));
        assertThatThrownBy(failing::commit).isInstanceOf(RuntimeException.class);

        assertThat(engine.head()).isEqualTo(1);
        assertThat(JdbcClient.create(database.superuser())
                        .sql("SELECT n FROM public.beside")
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
    }

    private static Append.SqlWork insert(int n) {
        return connection -> {
            try (var statement = connection.prepareStatement("INSERT INTO public.beside VALUES (?)")) {
                statement.setInt(1, n);
                statement.executeUpdate();
            }
        };
    }

    @Test
    void anEventWithoutProvenanceIsNotStored() {
        var anonymous = renamed("F2", 0, NOW).withMetaData(MetaData.emptyInstance());

        assertThatThrownBy(() -> engine.appendEvents(List.of(anonymous))).hasMessageContaining("no provenance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "F2", ":F2"})
    void anEventOfAStreamWithoutAKindIsNotStored(String stream) {
        var astray = new GenericDomainEventMessage<>(
                "grid",
                stream,
                0,
                new GridEvent.GridRenamed("F2", "一村"),
                MetaData.with(Provenance.KEY, provenance(NOW)));

        assertThatThrownBy(() -> engine.appendEvents(List.of(astray))).hasMessageContaining("names no stream");
        assertThat(engine.head()).isZero();
    }

    @Test
    void aTokenForAnInstantStandsBeforeTheFirstEventRecordedThen() {
        for (int i = 0; i < 5; i++) {
            try (var later = engineAt(NOW.plusSeconds(10L * i))) {
                later.appendEvents(List.of(renamed("F2", i, NOW)));
            }
        }

        assertThat(engine.createTokenAt(NOW)).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(engine.createTokenAt(NOW.plusSeconds(20))).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.createTokenAt(NOW.plusSeconds(21))).isEqualTo(new GlobalSequenceTrackingToken(3));
        assertThat(engine.createTokenAt(NOW.plusSeconds(100))).isEqualTo(new GlobalSequenceTrackingToken(5));
    }

    private static long position(TrackedEventMessage<?> event) {
        return envelope(event).position();
    }

    private static Envelope envelope(TrackedEventMessage<?> event) {
        return (Envelope) event.getMetaData().get(Envelope.KEY);
    }
}
