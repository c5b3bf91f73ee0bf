package org.wangge.query;

import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.wangge.eventstore.PostgresEventStorageEngine;
import org.wangge.eventstore.TestDatabase;

/** The query side on a database of its own, with a log that tests write to, and a door without a lock. */
@SpringBootConfiguration
@EnableAutoConfiguration
@PropertySource(value = "classpath:org/wangge/query/test.properties")
@Import({QuerySideTestApplication.Time.class, QueryConfiguration.class})
public class QuerySideTestApplication {

    /** Comes before the log's own clock, which gives way. */
    @Configuration(proxyBeanMethods = false)
    static class Time {
        @Bean
        MovableClock clock() {
            return new MovableClock();
        }
    }

    @Bean
    TestDatabase testDatabase() {
        return TestDatabase.create();
    }

    @Bean
    @Primary
    DataSource logDataSource(TestDatabase database) {
        return database.command();
    }

    @Bean
    DataSource viewDataSource(TestDatabase database) {
        return database.query();
    }

    @Bean
    History history(EventStore log, PostgresEventStorageEngine engine, MovableClock clock) {
        return new History(log, engine, clock);
    }

    @Bean
    Asking asking(WebApplicationContext context) {
        MockMvc door = MockMvcBuilders.webAppContextSetup(context).build();
        return new Asking(door);
    }
}
