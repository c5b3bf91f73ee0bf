package org.wangge.command.casework;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.wangge.api.casework.CaseCommand;
import org.wangge.api.casework.CaseCommand.AcceptCase;
import org.wangge.api.casework.CaseCommand.CloseCase;
import org.wangge.api.casework.CaseCommand.DispatchCase;
import org.wangge.api.casework.CaseCommand.PlanRectification;
import org.wangge.api.casework.CaseCommand.ReportCase;
import org.wangge.api.casework.CaseCommand.SubmitRectification;
import org.wangge.api.casework.CaseCommand.VerifyRectification;
import org.wangge.api.casework.CaseEvent;
import org.wangge.api.casework.CaseKind;
import org.wangge.api.casework.Severity;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.ProvenanceParameters;

/** A small town in which cases are told as commands, one after the other. Its year begins with {@link #day day 0}. */
final class CaseBench {

    static final UUID CASE = UUID.fromString("0190a000-0000-7000-8000-000000000001");
    static final UUID OTHER = UUID.fromString("0190a000-0000-7000-8000-000000000002");
    static final UUID ENDED = UUID.fromString("0190a000-0000-7000-8000-000000000003");
    static final UUID UNKNOWN = UUID.fromString("0190a000-0000-7000-8000-000000000099");
    static final String HASH = "ab".repeat(32);

    static final String REPORTER = "p-reporter";
    static final String OFFICE = "p-office";
    static final String HANDLER = "p-handler";
    static final String VERIFIER = "p-verifier";

    private final List<CommandMessage<?>> told = new ArrayList<>();
    private Instant now = day(400);

    /** So many days after the town's year began. */
    static Instant day(double days) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
    }

    static Provenance by(Actor actor, Instant at, String source) {
        UUID id = UUID.nameUUIDFromBytes((actor.account() + at).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Provenance(actor, at, source, id, id, null);
    }

    static Actor person(String personId) {
        return new Actor("account-of-" + personId, personId, null, null, null);
    }

    // What is usually told

    static ReportCase report(Severity severity) {
        return new ReportCase(
                CASE,
                "G-1-1",
                CaseKind.HAZARD,
                "FIRE",
                severity,
                "Blocked exit",
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    static PlanRectification plan(Instant deadline) {
        return new PlanRectification(CASE, "Clear it", HANDLER, "1200.50", deadline, "Keep a watch");
    }

    CaseBench reported() {
        return reported(Severity.GENERAL);
    }

    /** On day 0. */
    CaseBench reported(Severity severity) {
        return given(report(severity), day(0), REPORTER);
    }

    /** On day 1: to be accepted by day 2, due on day 16 when general, day 61 when major. */
    CaseBench dispatched() {
        return given(new DispatchCase(CASE, "u-fire", null, null), day(1), OFFICE);
    }

    CaseBench accepted() {
        return given(new AcceptCase(CASE), day(1.5), HANDLER);
    }

    CaseBench planned() {
        return given(plan(day(10)), day(2), HANDLER);
    }

    /** On day 3: to be verified by day 8. */
    CaseBench submitted() {
        return given(new SubmitRectification(CASE, "Cleared", List.of()), day(3), HANDLER);
    }

    /** On day 4: to be closed by day 7. */
    CaseBench verified() {
        return given(new VerifyRectification(CASE, true, null), day(4), VERIFIER);
    }

    CaseBench closed() {
        return given(new CloseCase(CASE, null), day(5), OFFICE);
    }

    CaseBench given(CaseCommand command, Instant at, String personId) {
        return given(command, by(person(personId), at, "http"));
    }

    CaseBench given(CaseCommand command, Provenance provenance) {
        told.add(message(command, provenance));
        return this;
    }

    /** What the clock shows throughout; long after everything unless told. */
    CaseBench clock(Instant instant) {
        now = instant;
        return this;
    }

    // What is asked then

    Outcome when(CaseCommand command, Instant at, String personId) {
        return when(command, by(person(personId), at, "http"));
    }

    Outcome when(CaseCommand command, Provenance provenance) {
        AggregateTestFixture<Case> fixture = fixture();
        CommandMessage<?> message = message(command, provenance);
        return new Outcome(
                told.isEmpty()
                        ? fixture.givenNoPriorActivity().when(message)
                        : fixture.givenCommands(told).when(message));
    }

    record Outcome(ResultValidator<Case> result) {

        void yields(CaseEvent... events) {
            result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
        }

        /** Each event with when it occurred. */
        void yieldsAt(Map<CaseEvent, Instant> events) {
            result.expectSuccessfulHandlerExecution()
                    .expectEventsMatching(Matchers.matches((List<EventMessage<?>> stored) -> stored.stream()
                            .map(message -> Map.entry(
                                    message.getPayload(), provenance(message).occurredAt()))
                            .toList()
                            .equals(List.copyOf(events.entrySet()))));
        }

        void yieldsSomething() {
            result.expectSuccessfulHandlerExecution()
                    .expectEventsMatching(Matchers.matches((List<EventMessage<?>> stored) -> !stored.isEmpty()));
        }

        void yieldsNothing() {
            result.expectSuccessfulHandlerExecution().expectNoEvents();
        }

        void isRefused(RefusalCode code) {
            isRefused(code, null);
        }

        void isRefused(RefusalCode code, @Nullable String pointer) {
            result.expectNoEvents().expectException(refusal(code, pointer));
        }
    }

    static Provenance provenance(EventMessage<?> message) {
        return (Provenance) message.getMetaData().get(Provenance.KEY);
    }

    private static Matcher<Throwable> refusal(RefusalCode code, @Nullable String pointer) {
        return new CustomTypeSafeMatcher<>(code + (pointer == null ? "" : " at " + pointer)) {
            @Override
            protected boolean matchesSafely(Throwable thrown) {
                return thrown instanceof Refused refused
                        && refused.code() == code
                        && (pointer == null
                                || refused.faults().stream()
                                        .anyMatch(fault -> fault.pointer().equals(pointer)));
            }
        };
    }

    private AggregateTestFixture<Case> fixture() {
        AggregateTestFixture<Case> fixture = new AggregateTestFixture<>(Case.class);
        fixture.registerParameterResolverFactory(new ProvenanceParameters());
        fixture.registerCommandTargetResolver(
                message -> new VersionedAggregateIdentifier((Object) ((Command) message.getPayload()).stream(), null));
        // The engine's configuration does the same: what a command causes has the command's provenance.
        fixture.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.registerCorrelationDataProvider(new SimpleCorrelationDataProvider(Provenance.KEY));
            return chain.proceed();
        });
        fixture.registerInjectableResource(new Town());
        fixture.registerInjectableResource(new DefaultCasePlan());
        fixture.registerInjectableResource((OpenCases) caseId -> !caseId.equals(ENDED));
        fixture.registerInjectableResource(new StoppedClock(now));
        return fixture;
    }

    private static CommandMessage<?> message(CaseCommand command, Provenance provenance) {
        return new GenericCommandMessage<>(command, MetaData.with(Provenance.KEY, provenance));
    }

    /** Two levels of grids below the town; {@code G-1-1}'s leader changes on day 10. */
    static final class Town implements Directory {

        private static final Map<String, GridFacts> GRIDS = Map.of(
                "G-1", new GridFacts("G-1", 1, null, false),
                "G-1-1", new GridFacts("G-1-1", 2, "G-1", false),
                "G-2", new GridFacts("G-2", 1, null, true),
                "G-2-1", new GridFacts("G-2-1", 2, "G-2", false));

        @Override
        public Optional<GridFacts> grid(String gridId) {
            return Optional.ofNullable(GRIDS.get(gridId));
        }

        @Override
        public boolean personExists(String personId) {
            return personId.startsWith("p-");
        }

        @Override
        public boolean unitExists(String unitId) {
            return unitId.startsWith("u-");
        }

        @Override
        public boolean dutyExists(String dutyId) {
            return false;
        }

        @Override
        public boolean caseExists(UUID caseId) {
            return Set.of(CASE, OTHER, ENDED).contains(caseId);
        }

        @Override
        public boolean evidenceExists(String sha256) {
            return sha256.equals(HASH);
        }

        @Override
        public List<String> holders(String gridId, String role, Instant at) {
            return switch (gridId + " " + role) {
                case "G-1-1 GRID_LEADER" -> List.of(at.isBefore(day(10)) ? "p-leader-1" : "p-leader-2");
                case "G-1-1 FIRST_RESPONSIBLE" -> List.of("p-first");
                case "G-1 GRID_LEADER" -> List.of("p-town-leader");
                default -> List.of();
            };
        }
    }

    static final class StoppedClock extends Clock {

        private final Instant instant;

        StoppedClock(Instant instant) {
            this.instant = instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return instant;
        }
    }
}
