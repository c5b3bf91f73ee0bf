package org.wangge.query;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wangge.edge.EdgeConfiguration;
import org.wangge.eventstore.LogConfiguration;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.TimeOrderedIds;
import org.wangge.query.answer.Answers;
import org.wangge.query.answer.UnknownParameters;
import org.wangge.query.replay.Progress;
import org.wangge.query.replay.Snapshots;
import org.wangge.query.replay.View;
import org.wangge.query.replay.Views;
import tools.jackson.databind.json.JsonMapper;

/**
 * 查询端: everything that the query side is made of, for its own application and for the standalone one. Needs a
 * pool called {@code logDataSource} that may read the log, and one called {@code viewDataSource} whose role may create schemas;
 * that may be another database than the log's.
 */
@Configuration(proxyBeanMethods = false)
@Import({LogConfiguration.class, EdgeConfiguration.class})
@ComponentScan(
        // Both sides have a GridEndpoint, and both may run in one context.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = SpringBootConfiguration.class)
        })
public class QueryConfiguration {

    @Bean
    Progress viewProgress() {
        return new Progress();
    }

    @Bean
    Views views(
            List<View> views,
            @Qualifier("viewDataSource") DataSource viewDataSource,
            EventStore log,
            PostgresEventStorageEngine engine,
            Progress progress) {
        // Fresh at every start: whoever holds a claim under an old name has gone.
        return new Views(
                views,
                viewDataSource,
                log,
                engine,
                progress,
                TimeOrderedIds.next().toString());
    }

    @Bean
    Snapshots snapshots(@Qualifier("viewDataSource") DataSource viewDataSource, Progress progress) {
        return new Snapshots(viewDataSource, progress);
    }

    @Bean
    Answers answers(Snapshots snapshots, Clock clock, JsonMapper json) {
        return new Answers(snapshots, clock, json);
    }

    @Bean
    WebMvcConfigurer unknownParametersAreRefused() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new UnknownParameters());
            }
        };
    }
}
