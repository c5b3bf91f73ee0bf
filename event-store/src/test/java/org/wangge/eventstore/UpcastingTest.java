package org.wangge.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangge.eventstore.SampleEvents.message;
import static org.wangge.eventstore.SampleEvents.provenance;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.wangge.api.Envelope;
import org.wangge.api.Event;
import org.wangge.api.StoredAs;
import tools.jackson.databind.node.ObjectNode;

class UpcastingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    sealed interface Former extends Event {
        @StoredAs("siren.tested")
        record SirenTested(String sirenId, String tester) implements Former {}
    }

    sealed interface Present extends Event {
        @StoredAs(value = "siren.tested", revision = 3)
        record SirenTested(String siren, List<String> testers) implements Present {}
    }

    private static final Upcaster SEVERAL_TESTERS = new Upcaster("siren.tested", 1, payload -> {
        ObjectNode next = payload.deepCopy();
        next.putArray("testers").add(next.remove("tester"));
        return next;
    });
    private static final Upcaster SHORTER_NAME = new Upcaster("siren.tested", 2, payload -> {
        ObjectNode next = payload.deepCopy();
        next.set("siren", next.remove("sirenId"));
        return next;
    });

    private static EventCatalogue former() {
        return EventCatalogue.of(List.of(Former.class), List.of());
    }

    private static EventCatalogue present() {
        return EventCatalogue.of(List.of(Present.class), List.of(SHORTER_NAME, SEVERAL_TESTERS));
    }

    private static PostgresEventStorageEngine engine(TestDatabase database, EventCatalogue catalogue) {
        return new PostgresEventStorageEngine(database.command(), catalogue, "test", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void bytesOfTheFirstRevisionAreReadAsTheThird() {
        try (TestDatabase database = TestDatabase.create();
                var before = engine(database, former());
                var now = engine(database, present())) {
            before.appendEvents(
                    List.of(message("siren:s-1", 0, new Former.SirenTested("s-1", "p-1"), provenance(NOW))));
            now.appendEvents(List.of(
                    message("siren:s-1", 1, new Present.SirenTested("s-1", List.of("p-1", "p-2")), provenance(NOW))));

            now.refuseUnknownTypes();
            List<? extends TrackedEventMessage<?>> read =
                    now.readEvents(null, false).toList();

            assertThat(read.get(0).getPayload()).isEqualTo(new Present.SirenTested("s-1", List.of("p-1")));
            assertThat(read.get(1).getPayload()).isEqualTo(new Present.SirenTested("s-1", List.of("p-1", "p-2")));
            assertThat(read)
                    .extracting(event -> ((Envelope) event.getMetaData().get(Envelope.KEY)).revision())
                    .containsExactly(1, 3);
        }
    }

    @Test
    void aRaisedRevisionWithoutAnUpcasterForEachStepIsRefused() {
        assertThatThrownBy(() -> EventCatalogue.of(List.of(Present.class), List.of(SEVERAL_TESTERS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("siren.tested r2 has no upcaster");
        assertThatThrownBy(() -> EventCatalogue.of(List.of(Present.class), List.of()))
                .hasMessageContaining("siren.tested r1 has no upcaster");
    }

    @Test
    void aLogWithAnUnknownTypeOrALaterRevisionRefusesStartUpByName() {
        try (TestDatabase database = TestDatabase.create();
                var later = engine(database, present())) {
            later.appendEvents(
                    List.of(message("siren:s-1", 0, new Present.SirenTested("s-1", List.of("p-1")), provenance(NOW))));

            try (var published = engine(database, EventCatalogue.published());
                    var earlier = engine(database, former())) {
                assertThatThrownBy(published::refuseUnknownTypes)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("siren.tested r3");
                assertThatThrownBy(earlier::refuseUnknownTypes).hasMessageContaining("siren.tested r3");
                assertThatThrownBy(() -> published.readEvents(null, false).toList())
                        .hasMessageContaining("position 1 holds an event of the unknown type siren.tested");
            }
        }
    }

    sealed interface Unplain extends Event {
        @StoredAs("unplain.money")
        record Money(BigDecimal amount) implements Unplain {}

        @StoredAs("unplain.set")
        record Unordered(Set<String> names) implements Unplain {}

        @StoredAs("unplain.keys")
        record NumericKeys(Map<Integer, String> byNumber) implements Unplain {}

        @StoredAs("unplain.anything")
        record Anything(List<Object> values) implements Unplain {}

        @StoredAs("unplain.deep")
        record Deep(List<List<Double>> rows) implements Unplain {}
    }

    @Test
    void whatHasNoSingleCanonicalFormCannotBePublished() {
        for (Class<?> permitted : Unplain.class.getPermittedSubclasses()) {
            assertThatThrownBy(() -> EventCatalogue.of(List.of(permitted.asSubclass(Event.class)), List.of()))
                    .as(permitted.getSimpleName())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(permitted.getSimpleName() + ".")
                    .hasMessageContaining("is no plain value");
        }
    }
}
