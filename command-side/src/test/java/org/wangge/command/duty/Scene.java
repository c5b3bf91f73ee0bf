package org.wangge.command.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.wangge.api.Actor;
import org.wangge.api.Command;
import org.wangge.api.Provenance;
import org.wangge.api.duty.DutyEvent.DutyEstablished;
import org.wangge.api.duty.DutyKind;
import org.wangge.api.duty.DutySchedule;
import org.wangge.command.directory.Directory;
import org.wangge.eventstore.ProvenanceParameters;

/** What tests of duties and inspections play in: grid V01 with one daily duty, 08:00 to 16:00 in Shanghai, two hours' grace. */
public final class Scene implements Directory {

    public static final Actor MEMBER = new Actor("zhang", "p-001", "GRID_MEMBER", "V01", null);
    public static final DutyEstablished DAILY = new DutyEstablished(
            "d-1",
            "V01",
            "GRID_MEMBER",
            DutyKind.PATROL,
            null,
            "FREQ=DAILY",
            LocalDateTime.parse("2026-01-01T08:00:00"),
            ZoneId.of("Asia/Shanghai"),
            Duration.ofHours(8),
            Duration.ofHours(2),
            "default-1");

    public final Map<String, DutySchedule> schedules = new HashMap<>();
    public final Set<String> evidence = new HashSet<>();
    public final Set<UUID> cases = new HashSet<>();
    public final List<Instant> askedForHolders = new ArrayList<>();
    private final Instant now;

    public Scene(String now) {
        this.now = Instant.parse(now);
        schedules.put("d-1", DutySchedule.establishedBy(DAILY, Instant.parse("2026-01-01T00:00:00Z")));
    }

    public <T> AggregateTestFixture<T> fixture(Class<T> aggregate) {
        AggregateTestFixture<T> fixture = new AggregateTestFixture<>(aggregate);
        fixture.registerParameterResolverFactory(new ProvenanceParameters());
        fixture.registerInjectableResource(this);
        fixture.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        fixture.registerInjectableResource(new DefaultDutyPlan());
        fixture.registerInjectableResource((DutySchedules) dutyId -> Optional.ofNullable(schedules.get(dutyId)));
        fixture.registerCommandTargetResolver(
                command -> new VersionedAggregateIdentifier((Object) ((Command) command.getPayload()).stream(), null));
        fixture.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            unitOfWork.registerCorrelationDataProvider(new SimpleCorrelationDataProvider(Provenance.KEY));
            return chain.proceed();
        });
        return fixture;
    }

    public static Map<String, Object> by(Actor actor, String occurredAt) {
        UUID id = UUID.fromString("01900000-0000-7000-8000-000000000001");
        return Map.of(Provenance.KEY, new Provenance(actor, Instant.parse(occurredAt), "http", id, id, null));
    }

    @Override
    public Optional<GridFacts> grid(String gridId) {
        return gridId.startsWith("V") ? Optional.of(new GridFacts(gridId, 2, "F2", false)) : Optional.empty();
    }

    @Override
    public boolean personExists(String personId) {
        return true;
    }

    @Override
    public boolean unitExists(String unitId) {
        return true;
    }

    @Override
    public boolean dutyExists(String dutyId) {
        return schedules.containsKey(dutyId);
    }

    @Override
    public boolean caseExists(UUID caseId) {
        return cases.contains(caseId);
    }

    @Override
    public boolean evidenceExists(String sha256) {
        return evidence.contains(sha256);
    }

    @Override
    public List<String> holders(String gridId, String role, Instant at) {
        askedForHolders.add(at);
        return List.of("p-001", "p-002");
    }
}
