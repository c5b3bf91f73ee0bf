package org.wangge.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The query side as a process of its own. */
@SpringBootApplication(scanBasePackages = {})
@Import(QueryConfiguration.class)
public class QueryApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(QueryApplication.class, arguments);
    }
}
