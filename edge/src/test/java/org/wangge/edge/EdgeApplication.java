package org.wangge.edge;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.wangge.edge.access.IssuingConfiguration;
import org.wangge.eventstore.TestDatabase;

/** The smallest application with an edge. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({EdgeConfiguration.class, IssuingConfiguration.class, EchoDoor.class})
public class EdgeApplication {

    @Bean(destroyMethod = "close")
    TestDatabase testDatabase() {
        return TestDatabase.create();
    }

    @Bean(destroyMethod = "")
    DataSource logDataSource(TestDatabase database) {
        return database.command();
    }

    @Bean
    Clock clock() {
        return new DrivenClock();
    }

    @Bean
    @Primary
    PasswordEncoder countingEncoder() {
        return new CountingEncoder();
    }
}
