package org.wangge.query;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.PropertySource;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** The query side as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@PropertySource("classpath:org/wangge/query/query.properties")
@Import(QueryConfiguration.class)
public class QueryApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(QueryApplication.class, arguments);
    }

    /** The pool that reads the log, logged in as {@code wangge_query}; may lead to a replica. */
    @Bean
    @Primary
    @ConfigurationProperties("wangge.query.database")
    HikariDataSource logDataSource() {
        HikariDataSource pool = new HikariDataSource();
        pool.setConnectionInitSql(PostgresEventStorageEngine.BY_INDEX);
        return pool;
    }

    /** The pool that makes and reads the views; the same database unless configured otherwise. */
    @Bean
    @ConfigurationProperties("wangge.query.views")
    HikariDataSource viewDataSource() {
        return new HikariDataSource();
    }
}
