package org.wangge.benchmarks.ratios;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.wangge.api.Actor;
import org.wangge.api.Provenance;
import org.wangge.benchmarks.peers.Doing;
import org.wangge.benchmarks.peers.Ids;
import org.wangge.benchmarks.peers.Lives;
import org.wangge.benchmarks.peers.SmallCase;
import org.wangge.benchmarks.peers.Texts;
import org.wangge.benchmarks.peers.Worker;
import org.wangge.eventstore.EventCatalogue;
import org.wangge.eventstore.LastUsedCache;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** Wangge's log in process, wired as the command side wires it, with the small aggregate of all. */
public final class OursDoing implements Doing {

    private static final Actor ACTOR = new Actor("wang.fang", "p-001", "GRID_LEADER", "QS", null);
    private static final int AT_ONCE = 600;
    /** As many as the product keeps. */
    private static final int REMEMBERED = 20_000;

    private final Clock clock = Clock.systemUTC();
    private final CommandGateway gateway;
    private final PostgresEventStorageEngine filler;

    /** Whether an aggregate stays in memory after a command, as the product's stay, or is read from the log for each. */
    public enum Memory {
        REMEMBERING,
        FORGETTING
    }

    private OursDoing(String url, Memory memory) {
        PostgresEventStorageEngine log =
                new PostgresEventStorageEngine(pool(url, "on"), EventCatalogue.published(), "benchmark", clock);
        this.filler = new PostgresEventStorageEngine(pool(url, "off"), EventCatalogue.published(), "benchmark", clock);
        Configuration configuration = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> Jackson3Serializer.builder().build())
                .configureEventStore(
                        c -> EmbeddedEventStore.builder().storageEngine(log).build())
                .configureCommandBus(c -> bus(log))
                .configureAggregate(aggregate(memory))
                .start();
        this.gateway = configuration.commandGateway();
    }

    private static AggregateConfigurer<SmallCase> aggregate(Memory memory) {
        AggregateConfigurer<SmallCase> small = AggregateConfigurer.defaultConfiguration(SmallCase.class);
        return memory == Memory.REMEMBERING ? small.configureCache(c -> new LastUsedCache(REMEMBERED)) : small;
    }

    private static CommandBus bus(PostgresEventStorageEngine log) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.INSTANCE)
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(
                message -> Map.of(Provenance.KEY, message.getMetaData().get(Provenance.KEY))));
        bus.registerHandlerInterceptor(log.interceptor());
        return bus;
    }

    private static HikariDataSource pool(String url, String synchronousCommit) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("wangge_command");
        pool.setPassword(Server.PASSWORD);
        pool.setMaximumPoolSize(20);
        if (!synchronousCommit.equals("on")) {
            pool.setMinimumIdle(0);
            pool.setConnectionInitSql("set synchronous_commit = " + synchronousCommit);
        }
        return pool;
    }

    /** A worker on this database. */
    public static void serve(String url, Memory memory) throws Exception {
        Worker.serve(new OursDoing(url, memory));
    }

    private Map<String, Object> provenance() {
        UUID command = Ids.next();
        return Map.of(Provenance.KEY, new Provenance(ACTOR, clock.instant(), "http", command, command, null));
    }

    @Override
    public void create(UUID caseId) {
        gateway.sendAndWait(new SmallCase.Report(SmallCase.stream(caseId), caseId), MetaData.from(provenance()));
    }

    @Override
    public void step(UUID caseId) {
        gateway.sendAndWait(
                new SmallCase.Take(SmallCase.stream(caseId), caseId, Texts.MEASURE), MetaData.from(provenance()));
    }

    @Override
    public void fill(List<UUID> caseIds) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (UUID caseId : caseIds) {
            for (int sequence = 0; sequence <= Lives.STEPS; sequence++) {
                events.add(new GenericDomainEventMessage<>(
                        "case",
                        SmallCase.stream(caseId),
                        sequence,
                        sequence == 0 ? Texts.reported(caseId) : Texts.measure(caseId),
                        provenance()));
            }
        }
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            filler.appendEvents(events.subList(from, Math.min(events.size(), from + AT_ONCE)));
        }
    }
}
