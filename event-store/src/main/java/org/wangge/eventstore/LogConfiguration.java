package org.wangge.eventstore;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.api.Provenance;

/** The log as beans. Expects a pool called {@code logDataSource}, logged in as writer or as reader. */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {

    /** How often readers look for what other processes have appended; what this process appends wakes them at once. */
    private static final int POLL_MILLIS = 10;

    /**
     * How many events lie ready for readers that follow the head. They are a chain: the collector carries each link of a long one from
     * generation to generation, and one that has grown old keeps alive all that came after it.
     */
    private static final int AT_HAND = 1_000;

    /** The one clock. Tests drive their own. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    EventCatalogue eventCatalogue() {
        return EventCatalogue.published();
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            @Qualifier("logDataSource") DataSource logDataSource,
            EventCatalogue catalogue,
            @Value("${wangge.log.name:local}") String name,
            Clock clock) {
        PostgresEventStorageEngine engine = new PostgresEventStorageEngine(logDataSource, catalogue, name, clock);
        engine.refuseUnknownTypes();
        return engine;
    }

    @Bean
    EmbeddedEventStore eventStore(PostgresEventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(POLL_MILLIS)
                .cachedEvents(AT_HAND)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
    }

    @Bean
    LogHealth logHealthIndicator(PostgresEventStorageEngine engine) {
        return new LogHealth(engine);
    }

    @Bean
    ProvenanceParameters provenanceParameters() {
        return new ProvenanceParameters();
    }

    /** What a command carries goes on to its events, and to the commands that they lead to. */
    @Bean
    CorrelationDataProvider provenancePropagation() {
        return message -> {
            java.util.Map<String, Object> carried = new java.util.HashMap<>();
            Optional.ofNullable(message.getMetaData().get(Provenance.KEY))
                    .ifPresent(provenance -> carried.put(Provenance.KEY, provenance));
            Optional.ofNullable(message.getMetaData().get(Append.TRANSPORT))
                    .ifPresent(transport -> carried.put(Append.TRANSPORT, transport));
            return carried;
        };
    }
}
