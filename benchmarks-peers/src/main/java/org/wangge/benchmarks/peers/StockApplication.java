package org.wangge.benchmarks.peers;

import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Stock Axon as its Spring Boot starter sets it up: simple command bus, embedded event store, processors with their defaults. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StockEndpoint.class, StockDoing.class, CaseView.class, StockApplication.Jdbc.class, StockApplication.Jpa.class
})
class StockApplication {

    /** An aggregate without Spring's stereotype is registered by hand. */
    @Bean
    ConfigurerModule smallCase() {
        return configurer -> configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(SmallCase.class));
    }

    /** From the beginning, and not as a replay: Axon's replay tokens hold an Object, which Jackson 3 refuses to read. */
    @Bean
    ConfigurerModule fromTheBeginning() {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessorConfiguration(
                        CaseView.NAME,
                        (configuration, processor) -> processor.initialToken(StreamableMessageSource::createTailToken));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "peer.kind", havingValue = "stock-jpa")
    @EntityScan(
            basePackageClasses = CaseRow.class,
            basePackages = {
                "org.axonframework.eventsourcing.eventstore.jpa",
                "org.axonframework.eventhandling.tokenstore.jpa"
            })
    static class Jpa {

        /** Payloads as bytea, as Axon's documentation advises for PostgreSQL, unless large objects are asked for. */
        @Bean
        @ConditionalOnProperty(name = "peer.oids", havingValue = "false", matchIfMissing = true)
        HibernatePropertiesCustomizer bytea() {
            return properties -> properties.put("hibernate.dialect", ByteaDialect.class.getName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "peer.kind", havingValue = "stock-jdbc")
    static class Jdbc {

        @Bean
        EventStorageEngine eventStorageEngine(
                ConnectionProvider connections,
                TransactionManager transactions,
                @Qualifier("eventSerializer") Serializer serializer) {
            JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                    .connectionProvider(connections)
                    .transactionManager(transactions)
                    .eventSerializer(serializer)
                    .snapshotSerializer(serializer)
                    .persistenceExceptionResolver(
                            failure -> failure instanceof SQLException sql && "23505".equals(sql.getSQLState()))
                    .build();
            engine.createSchema(PostgresEventTableFactory.INSTANCE);
            return engine;
        }
    }
}
