package org.wangge.query.responsibility;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class ResponsibilityView {

    static final String NAME = "responsibilities";

    @Bean
    View responsibilityTables() {
        return View.of(
                NAME, "2", jdbc -> List.of(new ResponsibilityProjection(jdbc), new AvailabilityProjection(jdbc)));
    }
}
