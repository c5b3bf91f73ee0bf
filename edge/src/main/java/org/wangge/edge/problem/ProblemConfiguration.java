package org.wangge.edge.problem;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.util.pattern.PathPatternParser;
import org.wangge.edge.settings.EdgeSettings;
import tools.jackson.databind.json.JsonMapper;

/** Makes every error a problem document, wherever it arises. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    UnhandledErrors unhandledErrors(ProblemWriter problems) {
        return new UnhandledErrors(problems);
    }

    /** After the filter that sets the character encoding, before security. */
    @Bean
    FilterRegistrationBean<DoorFilter> doorFilter(ProblemWriter problems, EdgeSettings settings) {
        DoorFilter filter = new DoorFilter(
                problems,
                Math.toIntExact(settings.bodyLimit().toBytes()),
                List.of(
                        PathPatternParser.defaultInstance.parse("/api/v1/evidence/**"),
                        PathPatternParser.defaultInstance.parse("/api/v1/imports/**")));
        FilterRegistrationBean<DoorFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatsOwnErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }
}
