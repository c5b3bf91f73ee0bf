package org.wangge.command;

import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.wangge.eventstore.DatabaseSetup;
import org.wangge.eventstore.PostgresEventStorageEngine;

/** The command side as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CommandConfiguration.class)
public class CommandApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CommandApplication.class, arguments);
    }

    /** That the tables are up to date, as far as this process is trusted to see to it. */
    record Tables(boolean migratedHere) {}

    @Bean
    Tables tables(
            @Value("${wangge.command.database.jdbc-url}") String url,
            @Value("${wangge.command.migrator.username:wangge_migrator}") String username,
            @Value("${wangge.command.migrator.password:}") String password) {
        if (password.isEmpty()) {
            return new Tables(false);
        }
        PGSimpleDataSource migrator = new PGSimpleDataSource();
        migrator.setUrl(url);
        migrator.setUser(username);
        migrator.setPassword(password);
        DatabaseSetup.migrate(migrator);
        return new Tables(true);
    }

    /** The pool that writes the log, logged in as {@code wangge_command}. */
    @Bean
    @Primary
    @ConfigurationProperties("wangge.command.database")
    HikariDataSource logDataSource(Tables tables) {
        HikariDataSource pool = new HikariDataSource();
        pool.setConnectionInitSql(PostgresEventStorageEngine.BY_INDEX);
        return pool;
    }
}
