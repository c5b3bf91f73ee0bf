package org.wangge.command.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangge.command.duty.Refusals.refused;
import static org.wangge.command.duty.Scene.DAILY;
import static org.wangge.command.duty.Scene.MEMBER;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationParameterResolverFactory;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangge.api.Actor;
import org.wangge.api.Command;
import org.wangge.api.Provenance;
import org.wangge.api.Streams;
import org.wangge.api.duty.DutyCommand.CloseOccurrence;
import org.wangge.api.duty.DutyCommand.EstablishDuty;
import org.wangge.api.duty.DutyCommand.FulfilDuty;
import org.wangge.api.duty.DutyEvent.DutyFulfilled;
import org.wangge.api.duty.DutyRefusal;
import org.wangge.api.inspection.InspectionCommand.InspectionReport;
import org.wangge.api.inspection.InspectionEvent.InspectionRecorded;
import org.wangge.api.inspection.InspectionKind;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.ProvenanceParameters;

/** The room at work on real buses, with real repositories and their locks. It is 12:00Z of 5 January. */
@Timeout(30)
class DutyRoomTest {

    private static final Instant OPENING = Instant.parse("2026-01-05T00:00:00Z");
    private static final UUID INSPECTION = UUID.fromString("01900000-0000-7000-8000-0000000000aa");

    /** Stands for the inspection room: takes a report and says that it was recorded. */
    private record Inspect(String dutyId) {}

    private Configuration axon = configuration();

    @BeforeEach
    void establishTheDuty() {
        axon.start();
        send(
                new EstablishDuty(
                        "d-1",
                        "V01",
                        DAILY.role(),
                        DAILY.kind(),
                        null,
                        "FREQ=DAILY",
                        DAILY.start(),
                        DAILY.timeZone(),
                        DAILY.window(),
                        DAILY.grace()),
                MEMBER,
                "2026-01-05T12:00:00Z");
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void anInspectionFulfilsTheWindowInWhichItBegan() {
        send(new Inspect("d-1"), MEMBER, "2026-01-05T01:00:00Z");
        List<? extends DomainEventMessage<?>> events = stored(Streams.occurrence("d-1", OPENING));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getPayload())
                    .isInstanceOfSatisfying(
                            DutyFulfilled.class,
                            fulfilled -> assertThat(fulfilled.inspectionId()).isEqualTo(INSPECTION));
            Provenance provenance = (Provenance) event.getMetaData().get(Provenance.KEY);
            assertThat(provenance.actor()).isEqualTo(MEMBER);
            assertThat(provenance.causationId()).isNotNull();
        });
    }

    @Test
    void anInspectionOutsideEveryWindowIsRefused() {
        refused(
                DutyRefusal.NO_WINDOW_FOR_INSPECTION,
                "/occurredAt",
                () -> send(new Inspect("d-1"), MEMBER, "2026-01-05T11:00:00Z"));
    }

    @Test
    void aWindowThatWasLookedAtInVainIsNotLockedForTheNext() throws Exception {
        // Opened before the duty was known, so there is nothing to close, and no stream begins.
        send(new CloseOccurrence("d-1", OPENING), Actor.SYSTEM, "2026-01-05T12:00:00Z");
        assertThat(stored(Streams.occurrence("d-1", OPENING))).isEmpty();
        refused(
                DutyRefusal.NO_SUCH_WINDOW,
                "/windowStart",
                () -> send(new FulfilDuty("d-1", OPENING.plusSeconds(1), null, null), MEMBER, "2026-01-05T01:00:00Z"));
        Thread other = Thread.ofPlatform().start(() -> {
            send(new FulfilDuty("d-1", OPENING, null, null), MEMBER, "2026-01-05T01:00:00Z");
        });
        assertThat(other.join(java.time.Duration.ofSeconds(10))).isTrue();
        assertThat(stored(Streams.occurrence("d-1", OPENING))).hasSize(1);
    }

    private List<? extends DomainEventMessage<?>> stored(String stream) {
        return axon.eventStore().readEvents(stream).asStream().toList();
    }

    private void send(Object command, Actor actor, String occurredAt) {
        UUID id = UUID.fromString("01900000-0000-7000-8000-000000000001");
        Provenance provenance = new Provenance(actor, Instant.parse(occurredAt), "http", id, id, null);
        axon.commandGateway()
                .sendAndWait(
                        new GenericCommandMessage<>(command, MetaData.with(Provenance.KEY, provenance)),
                        10,
                        TimeUnit.SECONDS);
    }

    /** Publishes what the inspection room would. */
    private record Inspections(EventGateway events) {
        @CommandHandler
        void decide(Inspect command) {
            events.publish(new InspectionRecorded(
                    INSPECTION,
                    "p-001",
                    new InspectionReport(
                            "V01",
                            command.dutyId(),
                            InspectionKind.DUTY,
                            null,
                            List.of(),
                            List.of(),
                            null,
                            null,
                            null)));
        }
    }

    private static Configuration configuration() {
        Clock noon = Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
        return DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(c -> new InMemoryEventStorageEngine())
                .configureSerializer(c -> Jackson3Serializer.builder().build())
                .configureCorrelationDataProviders(c -> List.of(new SimpleCorrelationDataProvider(Provenance.KEY)))
                .registerComponent(
                        ParameterResolverFactory.class,
                        c -> MultiParameterResolverFactory.ordered(
                                ClasspathParameterResolverFactory.forClass(DutyRoomTest.class),
                                new ConfigurationParameterResolverFactory(c),
                                new ProvenanceParameters()))
                .registerComponent(Directory.class, c -> new Scene("2026-01-05T12:00:00Z"))
                .registerComponent(Clock.class, c -> noon)
                .registerComponent(DutyPlan.class, c -> new DefaultDutyPlan())
                .registerComponent(DutySchedules.class, c -> new LoggedDutySchedules(c.eventStore()))
                .configureAggregate(aggregate(Duty.class))
                .configureAggregate(aggregate(Occurrence.class))
                .registerCommandHandler(c -> new Inspections(c.eventGateway()))
                .eventProcessing(processing -> processing
                        .registerEventHandler(c -> new WhenInspectionRecordedThenFulfilDuty(
                                c.getComponent(DutySchedules.class), c.commandGateway()))
                        .registerSubscribingEventProcessor("same-transaction")
                        .registerListenerInvocationErrorHandler(
                                "same-transaction", c -> PropagatingErrorHandler.instance()))
                .buildConfiguration();
    }

    private static <T> AggregateConfigurer<T> aggregate(Class<T> type) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureCommandTargetResolver(c -> command ->
                        new VersionedAggregateIdentifier((Object) ((Command) command.getPayload()).stream(), null));
    }
}
