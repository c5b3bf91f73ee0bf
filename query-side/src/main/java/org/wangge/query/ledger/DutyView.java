package org.wangge.query.ledger;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class DutyView {

    @Bean
    View dutyTables() {
        return View.of(OpenOccurrences.VIEW, "2", jdbc -> List.of(new DutyProjection(jdbc)));
    }
}
