package org.wangge.command;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.wangge.edge.EdgeConfiguration;
import org.wangge.edge.access.IssuingConfiguration;
import org.wangge.eventstore.LogConfiguration;
import org.wangge.eventstore.PerStream;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.PromptLog;

/** The command side as beans. Expects a pool called {@code logDataSource} that is logged in as {@code wangge_command}. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:org/wangge/command/command.properties")
@Import({LogConfiguration.class, EdgeConfiguration.class, IssuingConfiguration.class})
@ComponentScan(
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CommandApplication.class)
        })
public class CommandConfiguration {

    /** How long the end waits for a timer that is at work; its default is half an hour. What is cut off is done at the next start. */
    private static final Duration LONGEST_TIMER = Duration.ofSeconds(10);

    /**
     * A timer whose process has said nothing for four times as long was cut off with it, and is somebody else's: it fires again
     * within twenty seconds. A process that only halted for so long does no harm, since timers may fire twice.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    private static final int MISSED_HEARTBEATS = 4;

    /** Automations whose commands commit together with the event that they answer. */
    private static final String SAME_TRANSACTION = "same-transaction";

    @Bean
    @Primary
    PlatformTransactionManager logTransactionManager(@Qualifier("logDataSource") DataSource logDataSource) {
        return new DataSourceTransactionManager(logDataSource);
    }

    @Bean
    @Primary
    JdbcClient logJdbcClient(@Qualifier("logDataSource") DataSource logDataSource) {
        return JdbcClient.create(logDataSource);
    }

    /** No transaction of its own: what a command adds is written by the log, in one transaction, when it commits. */
    @Bean
    CommandBus commandBus(PostgresEventStorageEngine log, List<CorrelationDataProvider> correlation) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.INSTANCE)
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(correlation));
        bus.registerHandlerInterceptor(log.interceptor());
        return bus;
    }

    @Bean
    CommandTargetResolver streamTargets() {
        return new StreamTargets();
    }

    @Bean
    TokenStore tokenStore(
            @Qualifier("logDataSource") DataSource logDataSource,
            Serializer serializer,
            @Value("${wangge.node-id:#{null}}") @org.jspecify.annotations.Nullable String nodeId) {
        JdbcTokenStore.Builder store = JdbcTokenStore.builder()
                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(logDataSource)))
                .schema(TokenSchema.builder()
                        .setTokenTable("command.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .build())
                .claimTimeout(Duration.ofSeconds(5))
                .serializer(serializer);
        return (nodeId == null ? store : store.nodeId(nodeId)).build();
    }

    /** How automations read the log: woken at once, not at Axon's next look. */
    @Bean(initMethod = "start", destroyMethod = "stop")
    PromptLog automationsLog(EventStore eventStore) {
        return new PromptLog(eventStore);
    }

    @Autowired
    void configureProcessors(
            EventProcessingConfigurer processors, @Qualifier("automationsLog") ObjectProvider<PromptLog> log) {
        processors
                .configureDefaultStreamableMessageSource(configuration -> log.getObject())
                .usingPooledStreamingEventProcessors()
                .registerDefaultListenerInvocationErrorHandler(configuration -> PropagatingErrorHandler.instance())
                .registerDefaultSequencingPolicy(configuration -> new PerStream())
                .registerPooledStreamingEventProcessorConfiguration((configuration, processor) -> processor
                        .initialSegmentCount(1)
                        .batchSize(200)
                        .tokenClaimInterval(1000)
                        .claimExtensionThreshold(1000)
                        .initialToken(StreamableMessageSource::createTailToken))
                .registerSubscribingEventProcessor(SAME_TRANSACTION);
    }

    /**
     * What tasks remember between runs is JSON, never Java's own serialisation. Primary, because the scheduler itself is a client
     * too, but needs the tasks, which need a client.
     */
    @Bean
    @Primary
    SchedulerClient schedulerClient(@Qualifier("logDataSource") DataSource logDataSource, List<Task<?>> tasks) {
        return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(logDataSource), tasks)
                .serializer(new JsonTaskData())
                .tableName("command.scheduled_tasks")
                .build();
    }

    @Bean
    TimersLast timersLast(Scheduler scheduler) {
        return new TimersLast(scheduler);
    }

    @Bean(destroyMethod = "")
    Scheduler scheduler(
            @Qualifier("logDataSource") DataSource logDataSource,
            List<Task<?>> tasks,
            Clock clock,
            @Value("${wangge.timers.poll:PT1S}") Duration poll) {
        return Scheduler.create(new TransactionAwareDataSourceProxy(logDataSource), tasks)
                .serializer(new JsonTaskData())
                .tableName("command.scheduled_tasks")
                .clock(clock::instant)
                .pollingInterval(poll)
                .shutdownMaxWait(LONGEST_TIMER)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(2)
                .build();
    }
}
