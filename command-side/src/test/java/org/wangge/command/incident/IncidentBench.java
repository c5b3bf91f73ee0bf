package org.wangge.command.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.wangge.api.Actor;
import org.wangge.api.Command;
import org.wangge.api.Provenance;
import org.wangge.api.RefusalCode;
import org.wangge.api.Refused;
import org.wangge.api.incident.Accountability;
import org.wangge.api.incident.Casualties;
import org.wangge.api.incident.IncidentCommand;
import org.wangge.api.incident.IncidentCommand.AmendIncident;
import org.wangge.api.incident.IncidentCommand.CloseInvestigation;
import org.wangge.api.incident.IncidentCommand.OpenInvestigation;
import org.wangge.api.incident.IncidentCommand.RecordFinding;
import org.wangge.api.incident.IncidentCommand.ReportIncident;
import org.wangge.api.incident.IncidentCommand.SettlePoint;
import org.wangge.api.incident.IncidentEvent;
import org.wangge.api.incident.IncidentSeverity;
import org.wangge.api.incident.NoPassOver;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.ProvenanceParameters;

/** A small town in which an incident is told as commands, one after the other. It happened at {@link #hour hour 0}. */
final class IncidentBench {

    static final UUID INCIDENT = UUID.fromString("0190a000-0000-7000-8000-000000000001");
    static final UUID FINDING = UUID.fromString("0190a000-0000-7000-8000-000000000002");
    static final UUID OTHER_FINDING = UUID.fromString("0190a000-0000-7000-8000-000000000003");
    static final UUID SANCTION = UUID.fromString("0190a000-0000-7000-8000-000000000004");
    static final UUID EVENT = UUID.fromString("0190a000-0000-7000-8000-000000000011");
    static final UUID OTHER_EVENT = UUID.fromString("0190a000-0000-7000-8000-000000000012");
    static final UUID UNKNOWN = UUID.fromString("0190a000-0000-7000-8000-000000000099");
    static final String HASH = "ab".repeat(32);

    static final String LEADER = "p-leader";
    static final String MEMBER = "p-member";

    private final List<CommandMessage<?>> told = new ArrayList<>();

    /** So many hours after the incident. */
    static Instant hour(double hours) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(Math.round(hours * 60)));
    }

    static Provenance by(Actor actor, Instant at) {
        UUID id = UUID.nameUUIDFromBytes((actor.account() + at).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Provenance(actor, at, "http", id, id, null);
    }

    static Actor person(String personId) {
        return new Actor("account-of-" + personId, personId, null, null, null);
    }

    // What is usually told

    static ReportIncident report() {
        return new ReportIncident(
                INCIDENT, "G-1", IncidentSeverity.GENERAL, "Fall", null, "Stairs", null, new Casualties(0, 1));
    }

    static AmendIncident amendment(@Nullable Instant happenedAt, @Nullable String gridId, @Nullable String title) {
        return new AmendIncident(INCIDENT, "checked", happenedAt, gridId, null, title, null, null, null, null);
    }

    static OpenInvestigation opening() {
        return new OpenInvestigation(INCIDENT, List.of(LEADER), null, "mandate 3");
    }

    static RecordFinding finding(UUID findingId, @Nullable String personId, @Nullable String unitId, UUID... evidence) {
        return new RecordFinding(
                INCIDENT, findingId, personId, unitId, Accountability.DIRECT, "missed patrol", List.of(evidence));
    }

    static SettlePoint settlement(NoPassOver point) {
        return new SettlePoint(INCIDENT, point, "done", List.of(EVENT), List.of());
    }

    /** At hour 0. */
    IncidentBench reported() {
        return given(report(), hour(0), MEMBER);
    }

    /** At hour 10. */
    IncidentBench opened() {
        return given(opening(), hour(10), LEADER);
    }

    /** At hour 20, about the member. */
    IncidentBench found() {
        return given(finding(FINDING, MEMBER, null, EVENT), hour(20), LEADER);
    }

    /** At hour 30. */
    IncidentBench settled(NoPassOver... points) {
        for (NoPassOver point : points) {
            given(settlement(point), hour(30), LEADER);
        }
        return this;
    }

    /** At hour 40. */
    IncidentBench closed() {
        return settled(NoPassOver.values()).given(new CloseInvestigation(INCIDENT, null), hour(40), LEADER);
    }

    IncidentBench given(IncidentCommand command, Instant at, String personId) {
        told.add(message(command, by(person(personId), at)));
        return this;
    }

    // What is asked then

    Outcome when(IncidentCommand command, Instant at, String personId) {
        return when(command, by(person(personId), at));
    }

    Outcome when(IncidentCommand command, Provenance provenance) {
        AggregateTestFixture<Incident> fixture = fixture();
        CommandMessage<?> message = message(command, provenance);
        return new Outcome(
                told.isEmpty()
                        ? fixture.givenNoPriorActivity().when(message)
                        : fixture.givenCommands(told).when(message));
    }

    record Outcome(ResultValidator<Incident> result) {

        void yields(IncidentEvent... events) {
            result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
        }

        void yieldsSomething() {
            result.expectSuccessfulHandlerExecution()
                    .expectEventsMatching(Matchers.matches((List<EventMessage<?>> stored) -> !stored.isEmpty()));
        }

        void isRefused(RefusalCode code) {
            isRefused(code, null);
        }

        void isRefused(RefusalCode code, @Nullable String pointer) {
            isRefused(code, pointer, "");
        }

        void isRefused(RefusalCode code, @Nullable String pointer, String detail) {
            result.expectNoEvents().expectException(refusal(code, pointer, detail));
        }
    }

    private static Matcher<Throwable> refusal(RefusalCode code, @Nullable String pointer, String detail) {
        return new CustomTypeSafeMatcher<>(code + " at " + pointer + " " + detail) {
            @Override
            protected boolean matchesSafely(Throwable thrown) {
                return thrown instanceof Refused refused
                        && refused.code() == code
                        && (pointer == null
                                || refused.faults().stream()
                                        .anyMatch(fault -> fault.pointer().equals(pointer)
                                                && fault.detail().contains(detail)));
            }
        };
    }

    private static AggregateTestFixture<Incident> fixture() {
        AggregateTestFixture<Incident> fixture = new AggregateTestFixture<>(Incident.class);
        fixture.registerParameterResolverFactory(new ProvenanceParameters());
        fixture.registerCommandTargetResolver(
                message -> new VersionedAggregateIdentifier((Object) ((Command) message.getPayload()).stream(), null));
        fixture.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.registerCorrelationDataProvider(new SimpleCorrelationDataProvider(Provenance.KEY));
            return chain.proceed();
        });
        fixture.registerInjectableResource(new Town());
        fixture.registerInjectableResource(Clock.fixed(hour(1000), ZoneOffset.UTC));
        return fixture;
    }

    private static CommandMessage<?> message(IncidentCommand command, Provenance provenance) {
        return new GenericCommandMessage<>(command, MetaData.with(Provenance.KEY, provenance));
    }

    /** Grid {@code G-1} stands, {@code G-2} is retired; {@code p-left} left at hour 5; {@code p-unit} belongs to {@code u-fire}. */
    static final class Town implements Directory {

        @Override
        public Optional<GridFacts> grid(String gridId) {
            return switch (gridId) {
                case "G-1", "G-3" -> Optional.of(new GridFacts(gridId, 1, null, false));
                case "G-2" -> Optional.of(new GridFacts(gridId, 1, null, true));
                default -> Optional.empty();
            };
        }

        @Override
        public boolean personExists(String personId) {
            return personId.startsWith("p-");
        }

        @Override
        public Optional<Instant> leftAt(String personId) {
            return personId.equals("p-left") ? Optional.of(hour(5)) : Optional.empty();
        }

        @Override
        public Optional<String> unitOf(String personId) {
            return personId.equals("p-unit") ? Optional.of("u-fire") : Optional.empty();
        }

        @Override
        public boolean unitExists(String unitId) {
            return unitId.startsWith("u-");
        }

        @Override
        public boolean unitIsDissolved(String unitId) {
            return unitId.equals("u-gone");
        }

        @Override
        public boolean dutyExists(String dutyId) {
            return false;
        }

        @Override
        public boolean caseExists(UUID caseId) {
            return false;
        }

        @Override
        public boolean eventExists(UUID eventId) {
            return eventId.equals(EVENT) || eventId.equals(OTHER_EVENT);
        }

        @Override
        public boolean evidenceExists(String sha256) {
            return sha256.equals(HASH);
        }

        @Override
        public List<String> holders(String gridId, String role, Instant at) {
            return List.of();
        }
    }
}
