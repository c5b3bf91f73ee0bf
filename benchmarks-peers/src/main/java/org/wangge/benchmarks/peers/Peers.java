package org.wangge.benchmarks.peers;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Starts one peer: {@code stock-jpa}, {@code stock-jdbc} or {@code plain}, then {@code worker} or {@code web}, then Spring's options.
 * With {@code --peer.view=true} the stock ones keep one view; {@code --peer.oids=true} leaves Hibernate's large objects in place.
 */
public final class Peers {

    private static final String NAMES = "spring.autoconfigure.exclude";

    private static final String WITHOUT_JPA =
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
                    + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration,";

    private static final String WITHOUT_AXON = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.InfraConfiguration,"
            + "org.axonframework.springboot.autoconfig.InterceptorAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.JpaAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration,";

    private static final String NEVER = "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration,"
            + "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration";

    private Peers() {}

    public static void main(String[] arguments) throws Exception {
        SpringApplication application = new SpringApplication(
                switch (arguments[0]) {
                    case "stock-jpa", "stock-jdbc" -> StockApplication.class;
                    case "plain" -> PlainApplication.class;
                    default -> throw new IllegalArgumentException(arguments[0]);
                });
        boolean worker = arguments[1].equals("worker");
        application.setWebApplicationType(worker ? WebApplicationType.NONE : WebApplicationType.SERVLET);
        application.setDefaultProperties(Map.of(
                NAMES,
                switch (arguments[0]) {
                    case "stock-jdbc" -> WITHOUT_JPA + NEVER;
                    case "plain" -> WITHOUT_AXON + NEVER;
                    default -> NEVER;
                },
                "peer.kind",
                arguments[0]));
        ConfigurableApplicationContext context = application.run(Arrays.copyOfRange(arguments, 2, arguments.length));
        if (worker) {
            Worker.serve(context.getBean(Doing.class));
            context.close();
            System.exit(0);
        }
        Environment environment = context.getEnvironment();
        System.out.println("@@ http " + Objects.requireNonNull(environment.getProperty("local.server.port")));
        // It ends with whoever started it.
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }
}
