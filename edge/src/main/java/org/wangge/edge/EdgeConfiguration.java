package org.wangge.edge;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangge.edge.access.AccessConfiguration;
import org.wangge.edge.json.JsonRules;
import org.wangge.edge.json.MeasuredJson;
import org.wangge.edge.json.QueryTimes;
import org.wangge.edge.problem.ProblemConfiguration;
import org.wangge.edge.settings.EdgeSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every HTTP door of both sides has in common. Wants the beans {@code java.time.Clock} and {@code logDataSource}. The command
 * side imports {@link org.wangge.edge.access.IssuingConfiguration} as well.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
@PropertySource("classpath:org/wangge/edge/edge.properties")
@Import({ProblemConfiguration.class, AccessConfiguration.class, OpenApiConfiguration.class})
public class EdgeConfiguration {

    @Bean
    JsonRules jsonRules() {
        return new JsonRules();
    }

    @Bean
    ServerHttpMessageConvertersCustomizer measuredJson(JsonMapper json) {
        return converters -> converters.withJsonConverter(new MeasuredJson(json));
    }

    @Bean
    WebMvcRegistrations endpointsByMethod() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Endpoints();
            }
        };
    }

    @Bean
    WebMvcConfigurer queryTimes() {
        return new QueryTimes();
    }
}
