package org.wangge.query.grid;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangge.query.replay.View;

@Configuration(proxyBeanMethods = false)
class GridView {

    @Bean
    View gridTables() {
        return View.of(Subtree.VIEW, "2", jdbc -> List.of(new GridProjection(JdbcClient.create(jdbc))));
    }
}
