package org.wangge.command;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The command side as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CommandConfiguration.class)
public class CommandApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CommandApplication.class, arguments);
    }

    /** The pool that writes the log, logged in as {@code wangge_command}. */
    @Bean
    @Primary
    @ConfigurationProperties("wangge.command.database")
    HikariDataSource logDataSource() {
        return new HikariDataSource();
    }
}
