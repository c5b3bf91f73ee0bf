package org.wangge.standalone;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.wangge.command.CommandConfiguration;
import org.wangge.command.imports.ImportCommandLine;
import org.wangge.query.QueryConfiguration;

/** 单机版: both sides in one process, on a PostgreSQL that it brings with it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CommandConfiguration.class, QueryConfiguration.class, SampleTownship.class, ReadyLine.class})
public class StandaloneApplication {

    /** Starts the system; as {@code import …} it is the client that hands tables in at a running one. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("import")) {
            System.exit(ImportCommandLine.run(
                    Arrays.copyOfRange(arguments, 1, arguments.length), System.getenv("WANGGE_PASSWORD"), System.out));
        }
        SpringApplication application = new SpringApplication(StandaloneApplication.class);
        application.addListeners(new DatabaseAhead());
        application.run(arguments);
    }

    @Bean
    EmbeddedDatabase embeddedDatabase(
            ObjectProvider<DatabaseAhead> ahead,
            @Value("${wangge.data-dir}") Path dataFolder,
            @Value("${wangge.database.port}") int port) {
        DatabaseAhead started = ahead.getIfAvailable();
        return started == null ? EmbeddedDatabase.start(dataFolder, port) : started.take();
    }

    @Bean
    @Primary
    HikariDataSource logDataSource(EmbeddedDatabase database) {
        return database.commandPool();
    }

    @Bean
    HikariDataSource viewDataSource(EmbeddedDatabase database) {
        return database.queryPool();
    }
}
