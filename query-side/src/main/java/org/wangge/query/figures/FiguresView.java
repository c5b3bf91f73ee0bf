package org.wangge.query.figures;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.query.replay.View;
import org.wangge.query.version.Additions;

@Configuration(proxyBeanMethods = false)
class FiguresView {

    static final String NAME = "figures";

    @Bean
    View figureTables() {
        return View.of(NAME, "1", jdbc -> {
            Additions decisions = WindowProjection.decisions(jdbc);
            return List.of(decisions, new WindowProjection(decisions));
        });
    }
}
